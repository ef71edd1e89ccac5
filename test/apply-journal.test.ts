import { expect, it } from 'vitest';
import { stepsOf } from '../src/model/journal.ts';
import { acme, anAppliedRepo, appliedOn, expectConverged, expectDone, headOf } from './support/applied-repo.ts';
import { journalsOf } from './support/journals-on-disk.ts';
import { asTable, logBesideJournal, type Row } from './support/log-beside-journal.ts';
import type { Logged } from './support/rehearsal.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const joiners = ['dana', 'erin', 'finn'].map((login, index) => ({ login, id: 1004 + index }));

/** A bit of everything: people in and out, roles, a team made, renamed and filled, access given, lowered and taken. */
const edited = joiners
  .reduce((org, { login, id }) => org.withMember(login, { id }), acme)
  .withoutUser('olga')
  .withOwner('bob', { id: 1002 })
  .withoutUser('carol')
  .withoutTeam('engineering')
  .withTeam('engineers', { id: 71 })
  .withTeam('payments', { id: 77, parent: 'engineers', maintainers: ['alice'], members: ['bob', 'zoe', 'dana'] })
  .withTeam('sre', { parent: 'engineers', members: ['zoe', 'bob'] })
  .withRepo('api', { id: 501, teams: { payments: 'read', sre: 'admin' }, collaborators: { zoe: 'triage' } });

async function aRepo(): Promise<StateRepoFixture> {
  const repo = await anAppliedRepo(acme);
  await repo.control('POST', 'change', { addAccounts: joiners });
  repo.commitState('Edit', edited.state);
  return repo;
}

async function rowsOf(repo: StateRepoFixture): Promise<readonly Row[]> {
  const { entries } = await repo.control<{ entries: readonly Logged[] }>('GET', 'requests');
  const journals = journalsOf(repo.sandbox.remote ?? '', [repo.dir], headOf(repo));
  expect(journals.flatMap(({ torn, unreadable }) => [torn, unreadable])).toEqual(journals.flatMap(() => [false, []]));
  return logBesideJournal(entries, stepsOf(journals.flatMap((journal) => journal.entries)));
}

/** Ids differ from run to run, by how much was read: here they are counted. */
function named(rows: readonly Row[]): string {
  const ids = [...new Set(rows.flatMap(({ request, step }) => request?.id ?? step?.requestId ?? []))];
  return `${asTable(rows, (id) => `id ${ids.indexOf(id) + 1}`)}\n`;
}

it('each write of a run is one step of its journal, by the id that GitHub gave it', async () => {
  const repo = await aRepo();
  expectDone(await repo.apply());
  const rows = await rowsOf(repo);
  expect(rows.map(({ by }) => by)).toEqual(rows.map(() => 'id'));
  expect(rows.map(({ step }) => step?.attempts)).toEqual(rows.map(() => 1));
  await expect(named(rows)).toMatchFileSnapshot('golden/journal-beside-log.txt');
});

it('what was sent again, and what no answer came to, is in the journal as it was', async () => {
  const repo = await aRepo();
  const faults = [
    { match: 'PATCH .*/teams/engineering$', drop: true },
    { match: 'POST .*/invitations$', drop: true },
    { match: 'PUT .*/teams/sre/memberships/zoe$', status: 502 },
    { match: 'DELETE .*/memberships/carol$', drop: true },
  ];
  for (const fault of faults) await repo.control('POST', 'faults', { ...fault, afterEffect: true });
  await repo.control('POST', 'faults', { match: 'PUT .*/collaborators/zoe$', status: 503 });
  expectDone(await repo.apply());
  const rows = await rowsOf(repo);
  expect(rows.filter(({ request, step }) => request === null || step === null)).toEqual([]);
  await expect(named(rows)).toMatchFileSnapshot('golden/journal-beside-faulty-log.txt');
  expect(appliedOn(repo)).toBe(headOf(repo));
  await expectConverged(repo);
});

it('a team whose making got no answer is made once; what belongs to it is left to the next run', async () => {
  const repo = await aRepo();
  await repo.control('POST', 'faults', { match: 'POST .*/teams$', drop: true, afterEffect: true });
  const { code, out } = await repo.apply();
  expect(code).toBe(4);
  expect(out).toContain('not tried, because create-team sre got no answer');
  expectDone(await repo.apply());
  const rows = await rowsOf(repo);
  expect(rows.filter(({ request, step }) => request === null || step === null)).toEqual([]);
  const made = rows.filter(({ request }) => request?.path === '/orgs/acme/teams');
  expect(made.map(({ step, by }) => [step?.outcome?.result, by])).toEqual([['done', 'line']]);
  await expectConverged(repo);
});
