import { describe, expect, it } from 'vitest';
import { applyJson, writesSince } from './support/apply-json.ts';
import { acme, anAppliedRepo, appliedOn, headOf } from './support/applied-repo.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const withDana = acme.withMember('dana', { id: 1004 });
const described = withDana.withTeam('engineering', { id: 71, description: 'All who build', members: ['carol'] });

async function danaJoins(): Promise<StateRepoFixture> {
  const repo = await anAppliedRepo();
  await repo.control('POST', 'change', { addAccounts: [{ login: 'dana', id: 1004 }] });
  repo.commitState('Dana joins', withDana.state);
  await repo.control('DELETE', 'requests');
  return repo;
}

/** One run of everything: the exit code, what was done about dana, and what is said of her. */
async function oneRun(repo: StateRepoFixture, cwd = repo.dir): Promise<string> {
  const { exit, outcomes, findings } = await applyJson(repo, { full: true }, { cwd });
  const done = outcomes.map(({ result, change }) => `${change.kind} ${result}`);
  const found = findings.map(({ finding }) => finding).filter((finding) => finding !== 'invitation-open');
  expect(await writesSince(repo)).toHaveLength(outcomes.length);
  return [exit, ...done, ...found].join(', ');
}

/** A run, and a week and more in which nobody accepts; so often. */
async function weeksOf(repo: StateRepoFixture, runs: number, where: () => string = () => repo.dir): Promise<string[]> {
  const all: string[] = [];
  for (let run = 0; run < runs; run++) {
    all.push(await oneRun(repo, where()));
    await repo.control('POST', 'clock', { advance: '8d' });
  }
  return all;
}

const invited = '0, invite-member done';
const again = '0, clear-failed-invitation done, invite-member done';
const givenUp = '0, invitation-given-up';

describe('an invitation that nobody accepts', () => {
  it.each([
    { where: 'in one clone', behaviours: { failedInvitationsBlock: true } },
    { where: 'each run in a fresh clone', behaviours: { reinviteClearsFailed: true } },
  ])(
    'is sent three times and then reported; a touched line gives three more ($where, $behaviours)',
    async ({ where, behaviours }) => {
      const repo = await danaJoins();
      await repo.control('POST', 'behaviours', behaviours);
      const clone = where === 'in one clone' ? () => repo.dir : () => repo.clone();
      expect(await weeksOf(repo, 5, clone)).toEqual([invited, again, again, givenUp, givenUp]);
      expect(appliedOn(repo)).toBe(headOf(repo));

      repo.commitState('Another line', described.state);
      await repo.apply({ full: true });
      await repo.control('DELETE', 'requests');
      expect(await oneRun(repo, clone())).toBe(givenUp);

      repo.commitState('Dana is asked again', described.withMember('dana', { id: 1004, employee: 'E0004' }).state);
      expect(await weeksOf(repo, 4, clone)).toEqual([again, again, again, givenUp]);
    },
  );

  it('is not counted where no run sent it: a failed run, and one whose answer was a refusal', async () => {
    const repo = await danaJoins();
    await repo.control('POST', 'faults', { match: 'POST /invitations$', status: 422 });
    expect(await oneRun(repo)).toBe('4, invite-member failed');
    expect(await weeksOf(repo, 4)).toEqual([invited, again, again, givenUp]);
  });

  it('whose answer was lost is counted once', async () => {
    const repo = await danaJoins();
    await repo.control('POST', 'faults', { match: 'POST /invitations$', drop: true, afterEffect: true });
    expect(await weeksOf(repo, 4)).toEqual([invited, again, again, givenUp]);
  });

  it.each([
    ['refused', { status: 422 }, '4, clear-failed-invitation done, invite-member failed'],
    ['lost before it took effect', { drop: true }, '4, clear-failed-invitation done, invite-member failed'],
    [
      'held up by the quota',
      { status: 422, body: { message: 'Too many' } },
      '4, clear-failed-invitation done, invite-member waiting',
    ],
  ])(
    'that is cleared, and the new one %s: the next run sends it, and takes nobody for departed',
    async (_, fault, first) => {
      const repo = await danaJoins();
      expect(await weeksOf(repo, 1)).toEqual([invited]);
      await repo.control('POST', 'faults', { match: 'POST /invitations$', ...fault });
      expect(await oneRun(repo)).toBe(first);
      expect(await weeksOf(repo, 3, () => repo.clone())).toEqual([invited, again, givenUp]);
    },
  );

  it('of somebody who joined by the new one and was then removed by hand is not sent again', async () => {
    const repo = await danaJoins();
    expect(await weeksOf(repo, 2)).toEqual([invited, again]);
    expect(await oneRun(repo)).toBe(again);
    await repo.control('POST', 'accept', { all: true });
    await repo.control('POST', 'change', { removeMember: { login: 'dana' } });
    expect(await oneRun(repo)).toBe('0, departed');
  });
});
