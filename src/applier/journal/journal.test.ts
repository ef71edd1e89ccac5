import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import journalSchema from '../../../schemas/journal.schema.json' with { type: 'json' };
import planSchema from '../../../schemas/plan.schema.json' with { type: 'json' };
import {
  journalText,
  journalWriter,
  sampleFacts,
  sampleJournal,
  sampleRun,
  step,
  writeUntilKilled,
} from '../../../test/support/sample-journal.ts';
import { sampleChange, sampleKinds } from '../../../test/support/sample-plan.ts';
import { RollcallError } from '../../model/errors.ts';
import { stepsOf } from '../../model/journal.ts';
import { openJournal } from './journal.ts';
import { readJournal } from './read-journal.ts';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).addSchema(planSchema).compile(journalSchema);

function linesOf(text: string): readonly Record<string, unknown>[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a journal', () => {
  it('holds every kind of entry as the schema has it', () => {
    const entries = linesOf(sampleJournal());
    expect(entries.map(({ entry, sequence }) => [sequence, entry])).toEqual([
      [1, 'run'],
      [2, 'take-over'],
      [3, 'request'],
      [3, 'outcome'],
      [4, 'check'],
      [5, 'request'],
      [5, 'outcome'],
      [6, 'request'],
      [6, 'outcome'],
      [7, 'check'],
      [8, 'end'],
    ]);
    for (const entry of entries) expect([entry, validate(entry), validate.errors]).toEqual([entry, true, null]);
  });

  it.each(sampleKinds)('holds %s as the plan has it, with what is known before and after', (kind) => {
    const change = sampleChange(kind);
    const [request, outcome] = linesOf(journalText((journal) => step(journal, change)));
    for (const line of [request, outcome]) expect([validate(line), validate.errors]).toEqual([true, null]);
    expect(request).toMatchObject({ entry: 'request', change, outcome: null, requestId: null, attempts: 0 });
    expect(outcome).toMatchObject({ entry: 'outcome', change, outcome: { result: 'done' }, requestId: 'ABCD:1234' });
    expect(outcome?.['before']).toEqual('before' in change ? change.before : null);
    expect(outcome).toMatchObject({ commit: sampleFacts.commit, file: 'state/teams/sre.yaml', line: 12 });
  });

  it('keeps what somebody held, and who approved, in both lines', () => {
    const held = { role: 'member', teams: { sre: 'maintainer' }, repos: { core: 'admin' } };
    const review = { pullRequest: 12, approvers: ['carol'] };
    const text = journalText((journal) => step(journal, sampleChange('remove-member'), {}, { held, review }));
    for (const line of linesOf(text)) {
      expect(line).toMatchObject({ before: held, pullRequest: 12, approvers: ['carol'] });
    }
  });

  it('is one line an entry, with nothing that a terminal obeys, whatever names and messages hold', () => {
    const hostile = 'a\n{"entry":"end"}\r\u2028\u0007\u009b31m\u202eb\ud800';
    const change = sampleChange('create-team', { reason: hostile, team: hostile });
    const text = journalText((journal) => step(journal, change, { result: 'failed', message: hostile }));
    expect(text.split('\n')).toHaveLength(3);
    expect(text).toMatch(/^[\n -~]*$/);
    const { entries, unreadable } = readJournal(text);
    expect(unreadable).toEqual([]);
    expect(entries[1]).toMatchObject({ change: { team: hostile, reason: hostile }, outcome: { message: hostile } });
  });

  it('never writes over another journal', () => {
    openJournal(folder, sampleRun, () => new Date()).ended(0, 'done');
    const again = () => openJournal(folder, sampleRun, () => new Date());
    expect(again).toThrow(RollcallError);
    expect(again).toThrow(/could not be written \(EEXIST/);
  });

  it('takes a later outcome where more is known, none for a request that it does not know, and nothing after its end', () => {
    const journal = openJournal(folder, sampleRun, () => new Date());
    const change = sampleChange('remove-member');
    const sequence = journal.before(change, { wave: 1, held: null, review: null });
    const answer = { requestId: undefined, attempts: 1 };
    journal.after(sequence, change, { result: 'failed', code: 'no-answer', ...answer });
    journal.after(sequence, change, { result: 'done', ...answer });
    const [step] = stepsOf(readJournal(readFileSync(journal.path, 'utf8')).entries);
    expect(step?.outcome).toEqual({ result: 'done' });
    expect(() => journal.after(99, change, { result: 'done', ...answer })).toThrow(/is not open/);
    journal.ended(0, 'done');
    expect(() => journal.looked(1, 'as-planned')).toThrow(/is closed/);
  });
});

function written(): string {
  const [name = ''] = readdirSync(folder);
  return readFileSync(join(folder, name), 'utf8');
}

describe('a process that writes a journal', () => {
  it('leaves a readable one when it is killed, with every request that it said it would send', async () => {
    const sent = await writeUntilKilled(folder, 100);
    const { entries, unreadable } = readJournal(written());
    expect(unreadable).toEqual([]);
    expect(sent.length).toBeGreaterThanOrEqual(100);
    const requests = entries.flatMap((entry) => (entry.entry === 'request' ? [entry.sequence] : []));
    expect(requests.slice(0, sent.length)).toEqual(sent);
    expect(requests.length - sent.length).toBeLessThanOrEqual(1);
  });

  it('sends nothing more when the disk takes no more, and leaves no half line', () => {
    const limited = spawnSync('bash', ['-c', 'ulimit -f 64; exec "$@"', 'bash', ...journalWriter, folder], {
      encoding: 'utf8',
    });
    const said = limited.stdout.split('\n');
    expect(said.pop()).toBe('journal-not-written');
    const text = written();
    expect(text.endsWith('}\n')).toBe(true);
    const { entries, unreadable, torn } = readJournal(text);
    expect({ unreadable, torn }).toEqual({ unreadable: [], torn: false });
    const requests = entries.flatMap((entry) => (entry.entry === 'request' ? [entry.sequence] : []));
    expect(requests).toEqual(said.map(Number));
  });
});
