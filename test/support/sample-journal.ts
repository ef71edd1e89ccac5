import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Answer, type Journal, openJournal, type Reviewed } from '../../src/applier/journal/journal.ts';
import type { Change } from '../../src/model/change.ts';
import { sampleChange } from './sample-plan.ts';

export const sampleRun = '20261122T105001Z-3f2c1ab9';

export const sampleFacts = {
  organization: 'acme',
  commit: '1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b',
  base: '9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c',
  scope: 'full',
  digest: 'd'.repeat(64),
  owner: 'alice@laptop',
  changes: 3,
} as const;

const done: Answer = { result: 'done', requestId: 'ABCD:1234', attempts: 1 };

/** The text of a journal, written the way apply writes it; a second goes by with each line. */
export function journalText(write: (journal: Journal) => void, run = sampleRun): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-journal-'));
  let time = Date.parse('2026-11-22T10:50:01Z');
  try {
    const journal = openJournal(folder, run, () => new Date((time += 1000)));
    write(journal);
    return readFileSync(journal.path, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One change, before and after; null for a run that was killed in between. */
export function step(
  journal: Journal,
  change: Change,
  answer: Partial<Answer> | null = {},
  { wave = 1, held = null, review = null }: { wave?: number; held?: unknown; review?: Reviewed | null } = {},
): void {
  const sequence = journal.before(change, { wave, held, review });
  if (answer !== null) journal.after(sequence, change, { ...done, ...answer });
}

/** A run with a change that was made, one that failed, and one that it was killed at or came back from. */
export function sampleJournal({ isEnded = true, run = sampleRun }: { isEnded?: boolean; run?: string } = {}): string {
  const review = { pullRequest: 12, approvers: ['carol', 'dana'] };
  return journalText((journal) => {
    journal.started(sampleFacts);
    journal.tookOver({ owner: 'bob@ci', run: '20261121T000000Z-00000000', since: '2026-11-21T00:00:00Z' });
    step(journal, sampleChange('invite-member'), {}, { review });
    journal.looked(1, 'as-planned');
    const message = 'GitHub answered 422';
    const refused = { result: 'failed', code: 'refused', message, requestId: undefined, attempts: 2 } as const;
    step(journal, sampleChange('change-team-role'), refused, { wave: 2, held: 'member' });
    const held = { role: 'member', teams: { sre: 'maintainer' }, repos: {} };
    step(journal, sampleChange('remove-member'), isEnded ? {} : null, { wave: 2, held });
    if (!isEnded) return;
    journal.looked(2, 'stopped', 'zoe is gone');
    journal.ended(4, 'not as planned');
  }, run);
}

const writer = fileURLToPath(new URL('journal-writer.ts', import.meta.url));

/** The command line of a process that writes a journal below a folder, which is to be its last argument. */
export const journalWriter: readonly string[] = [process.execPath, '--import', import.meta.resolve('tsx'), writer];

/**
 * Has a process write a journal, and kills it without warning.
 * @param after how many requests, at least
 * @returns the numbers of the requests that it said it would send
 */
export async function writeUntilKilled(folder: string, after: number): Promise<readonly number[]> {
  const [node = '', ...args] = journalWriter;
  const child = spawn(node, [...args, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    said += text;
    if (said.split('\n').length > after) child.kill('SIGKILL');
  }
  await ended;
  return said.split('\n').slice(0, -1).map(Number);
}
