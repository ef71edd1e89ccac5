import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect } from 'vitest';
import type { Feed, Source } from '../../src/model/roster.ts';
import { readSource } from '../../src/roster/read-source.ts';
import { asCsv, type HrPerson, hrSource } from './hr-people.ts';

/** What a feed says of each person, by what the columns mean: whatever they are called, and in whatever order rows come. */
export function saidBy({ rows }: Feed, { columns }: Source): readonly string[] {
  const said = rows.map(({ values }) =>
    Object.entries(columns).flatMap(([meaning, column]) => (values[column] ? [[meaning, values[column]]] : [])),
  );
  return said.map((person) => JSON.stringify(person)).sort();
}

/** What an export of these people as CSV says. */
export async function saidByExport(people: readonly HrPerson[]): Promise<readonly string[]> {
  const root = mkdtempSync(join(tmpdir(), 'rollcall-hr-'));
  try {
    writeFileSync(join(root, 'people.csv'), asCsv(people));
    const source = hrSource({ kind: 'csv', file: 'people.csv', delimiter: ',' });
    return saidBy(await readSource(source, { root, env: {}, now: () => new Date() }), source);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What people are told; none of the secrets stands anywhere in the error, its stack and causes. */
export async function refusalKeeping(secrets: readonly string[], reading: Promise<unknown>): Promise<string> {
  const ended = await reading.catch((error: unknown) => error);
  if (!(ended instanceof Error)) throw new Error(`nothing was refused: ${inspect(ended)}`);
  const all = inspect(ended, { depth: 10, showHidden: true });
  for (const secret of secrets) expect(all).not.toContain(secret);
  return `${ended.name} ${ended.message}`;
}
