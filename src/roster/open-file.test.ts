import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Feed } from '../model/roster.ts';
import { openFile } from './open-file.ts';
import { readSource } from './read-source.ts';
import { now, refusalOf, sourceOf } from './roster-fixture.ts';

let folder: string;
let root: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-hr-'));
  root = join(folder, 'checkout');
  mkdirSync(root);
  mkdirSync(join(folder, 'hr'));
  writeFileSync(join(folder, 'hr', 'people.csv'), 'id,login,status\n1,bob,active\n');
  utimesSync(join(folder, 'hr', 'people.csv'), now, new Date('2026-11-19T03:00:00Z'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(file: string): Promise<Feed> {
  return readSource(sourceOf({ kind: 'csv', file, delimiter: ',' }), { root, env: {}, now: () => now });
}

it.each([
  ['beside the checkout', '../hr/people.csv'],
  ['from anywhere', ''],
])('reads a file %s, as old as it is', async (_, file) => {
  const { rows, asOf } = await read(file === '' ? join(folder, 'hr', 'people.csv') : file);
  expect(rows).toHaveLength(1);
  expect(asOf).toEqual(new Date('2026-11-19T03:00:00Z'));
});

it('says where it looked for a file that is not there', async () => {
  expect(await refusalOf(read('../hr/people.tsv'))).toBe(
    `FeedError source hr: ../hr/people.tsv: there is no file ${join(folder, 'hr', 'people.tsv')}: put the export there, or correct file: in roster.yaml (paths are from the checkout's root)`,
  );
});

it('refuses a folder', async () => {
  expect(await refusalOf(read('../hr'))).toContain(`${join(folder, 'hr')} is no plain file`);
});

it('refuses a device rather than read without end', async () => {
  expect(await refusalOf(read('/dev/zero'))).toContain('/dev/zero is no plain file');
});

it('refuses a file that grows while it is read', async () => {
  const path = join(folder, 'growing.csv');
  writeFileSync(path, 'id,login,status\n');
  const { chunks } = await openFile(root, path, { source: 'hr', from: 'growing.csv' });
  appendFileSync(path, '1,bob,active\n');
  const whole = async (): Promise<never> => {
    for await (const chunk of chunks) expect(chunk.length).toBeGreaterThan(0);
    throw new Error('it ended');
  };
  expect(await refusalOf(whole())).toBe(
    'FeedError source hr: growing.csv: it changed while it was read: run again when the export is finished',
  );
});
