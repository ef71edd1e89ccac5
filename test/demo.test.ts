import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Context } from '../src/commands/context.ts';
import { demoCommand } from '../src/commands/demo.ts';
import { claim } from '../src/commands/demo/claim.ts';
import { testContext } from './support/test-context.ts';

it('plays the whole story on 3,500 people: a refusal that writes nothing, a revert, and 100 who come back', async () => {
  const folder = temporaryFolder();
  const { context, lines } = contextIn(folder);
  expect(await demoCommand(context, { dir: 'demo' })).toBe(0);
  const story = lines.join('\n');
  expect(story).toContain('7 owners, 3,493 members, 35 outside collaborators');
  expect(story).toContain('4 changes, 4 requests that write.');
  expect(story).toMatch(/REFUSED \(removals\.members\): .*3,493/u);
  expect(story).toContain('Exit code 3, and 0 requests that write were sent');
  expect(story).toContain('All 3,501 people are there.');
  expect(story).toMatch(/100 changes to acme; taken away: 100 members/u);
  expect(story).toMatch(/rollcall restore --revert [0-9a-f]{10}/u);
  expect(story).toContain('100 requests, one for each');
  expect(story.match(/\d+ restored, +\d+ (?:invited|expired)/gu)).toEqual([
    '5 restored, 95 invited',
    '38 restored, 62 invited',
    '96 restored,  4 invited',
    '96 restored,  4 expired',
  ]);
  expect(story).toContain('GitHub has every membership, role and grant that it had before');
  expect(readFileSync(join(folder, 'demo', 'status', 'index.html'), 'utf8')).toContain('<svg');
  expect(lines.length).toBeLessThanOrEqual(70);
  expect(readdirSync(join(folder, 'demo')).sort()).toEqual(['access', 'remote.git', 'sandbox.json', 'status']);
}, 600_000);

it('plays in no folder that has files', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'thesis.txt'), '');
  await expect(demoCommand(contextIn(folder).context, { dir: '.' })).rejects.toThrow('has files');
});

it('stops with an error where something is not as it tells', () => {
  expect(() => claim(false, 'nothing is written', { writes: 1 })).toThrow('nothing is written, and saw: {"writes":1}');
});

function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rollcall-demo-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function contextIn(cwd: string): { context: Context; lines: string[] } {
  const lines: string[] = [];
  const context = testContext(cwd, {
    env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
    out: (text) => void lines.push(text.replace(/\n$/u, '')),
  });
  return { context, lines };
}
