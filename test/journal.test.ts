import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journalPath } from '../src/applier/journal/journal.ts';
import { journalCommand } from '../src/commands/journal.ts';
import type { Context } from '../src/commands/context.ts';
import { journalFolder, pushJournal } from '../src/git/journal-branch.ts';
import { remoteOf } from '../src/git/remote.ts';
import { openStateRepository, type StateRepository } from '../src/git/repository.ts';
import { acme } from './support/applied-repo.ts';
import { sampleJournal, writeUntilKilled } from './support/sample-journal.ts';
import { aStateRepo, type Ran, type StateRepoFixture } from './support/state-repo.ts';

let repo: StateRepoFixture;
let repository: StateRepository;

beforeEach(async () => {
  repo = await aStateRepo(acme.state);
  repository = await openStateRepository(repo.dir, 'state', repo.context().env);
});
afterEach(() => repo.close());

const [older, newer] = ['20261121T080000Z-0a0b0c0d', '20261122T105001Z-3f2c1ab9'];

async function push(run: string, text = sampleJournal({ run })): Promise<void> {
  await pushJournal(repository, await remoteOf(repository), new Map([[journalPath(run), text]]));
}

async function keepHere(run: string, text = sampleJournal({ run })): Promise<void> {
  writeFileSync(join(await journalFolder(repository), `${run}.jsonl`), text);
}

async function journal(run?: string, parts: Partial<Context> = {}): Promise<Ran> {
  const context = repo.context(parts);
  const code = await journalCommand(context, run === undefined ? {} : { run });
  return { code, ...context.printed };
}

interface Listed {
  readonly runs: readonly { readonly run: string; readonly pushed: boolean; readonly torn: boolean }[];
}

async function listed(parts: Partial<Context> = {}): Promise<readonly (readonly [string, boolean])[]> {
  const { runs } = JSON.parse((await journal(undefined, { format: 'json', ...parts })).out) as Listed;
  return runs.map(({ run, pushed }) => [run, pushed]);
}

describe('rollcall journal', () => {
  it('says so where no run was yet', async () => {
    expect(await journal()).toEqual({
      code: 0,
      out: expect.stringMatching(/^No run is in the journal/) as string,
      log: '',
    });
    expect(await listed()).toEqual([]);
  });

  it('lists what was pushed and what is only in this clone, newest first', async () => {
    await push(older);
    await keepHere(older);
    await keepHere(newer);
    expect(await listed()).toEqual([
      [newer, false],
      [older, true],
    ]);
    expect(await listed({ cwd: repo.clone() })).toEqual([[older, true]]);
    const { out } = await journal();
    expect(out.split('\n')[1]).toMatch(/3f2c1ab9 .* not pushed yet$/);
    expect(out.split('\n')[2]).toMatch(/0a0b0c0d .* 2 done, 1 failed {2}not as planned \(exit 4\)$/);
  });

  it('shows the lines that were not pushed yet, and those that were pushed from elsewhere', async () => {
    const [whole, begun] = [sampleJournal({ run: newer }), sampleJournal({ run: newer, isEnded: false })];
    await push(newer, begun);
    await keepHere(newer, whole);
    expect((await journal(newer)).out).toContain('not as planned (exit 4); not pushed yet.');
    await push(newer, whole);
    await keepHere(newer, begun);
    expect((await journal(newer)).out).toContain('not as planned (exit 4).');
  });

  it('shows one run by the beginning of its id, in every format', async () => {
    await push(older);
    await push(newer);
    const { code, out } = await journal('20261122t');
    expect(code).toBe(0);
    expect(out).toContain(`Run ${newer}: acme @ 1a2b3c4, applied before: 9f8e7d6`);
    expect(out).toContain('failed  #5 dana: in sre member → maintainer: GitHub answered 422 (refused)');
    expect((await journal('20261122', { format: 'markdown' })).out).toContain(`### Run \`${newer}\``);
    const { run, entries } = JSON.parse((await journal(newer, { format: 'json' })).out) as Record<string, unknown>;
    expect({ run, entries }).toMatchObject({ run: newer, entries: { length: 11 } });
  });

  it.each([
    [
      '2026112',
      'The ids of 2 runs begin with "2026112". Give more of one: 20261122T105001Z-3f2c1ab9, 20261121T080000Z-0a0b0c0d.',
    ],
    [
      '20261133',
      'The id of no run begins with "20261133"; did you mean "20261122"? The latest runs are 20261122T105001Z-3f2c1ab9, 20261121T080000Z-0a0b0c0d. rollcall journal lists them.',
    ],
    [
      'zzz',
      'The id of no run begins with "zzz". The latest runs are 20261122T105001Z-3f2c1ab9, 20261121T080000Z-0a0b0c0d. rollcall journal lists them.',
    ],
  ])('refuses %j, and says which runs there are', async (asked, message) => {
    await push(older);
    await push(newer);
    await expect(journal(asked)).rejects.toThrow(message);
  });

  it('reads neither the state nor GitHub, so that it works where they are broken', async () => {
    await push(newer);
    repo.write('state/policy.yaml', 'nonsense: [');
    await repo.control('DELETE', 'requests');
    expect(await listed()).toEqual([[newer, true]]);
    expect((await repo.requests()).total).toBe(0);
  });

  it('shows what a killed run did, up to the request that it was at', async () => {
    const folder = await journalFolder(repository);
    const requested = await writeUntilKilled(folder, 40);
    const [[run, pushed] = ['', true]] = await listed();
    expect(pushed).toBe(false);
    const { out } = await journal(run);
    expect(out).toMatch(
      /1,000,000 changes planned: \d+ done(, 1 without outcome)?; no end \(killed, or still running\)/,
    );
    const shown = Array.from(out.matchAll(/^ {2}(?:done|without outcome) {2}#(\d+) /gm), ([, number]) =>
      Number(number),
    );
    expect(shown.slice(0, requested.length)).toEqual(requested);
  });
});
