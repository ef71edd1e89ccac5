import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { suspendCommand } from '../src/commands/suspend.ts';
import { anHrOrganization, type HrRow, rosterFile } from './support/hr-organization.ts';
import { aProposingRepo, type ProposingRepo, type PullJson, today } from './support/proposing.ts';
import { openPolicy } from './support/state-repo.ts';

const quiet = { ...anHrOrganization(200, today), changes: [] };
const left = (...indices: readonly number[]): readonly HrRow[] =>
  quiet.before.map((row, index) => (indices.includes(index) ? { ...row, status: 'terminated' } : row));
const tomorrow = new Date(Date.now() + 86_400_000);
/** The default budgets: of 202 people, two may go. */
const tight = 'owners: { minimum: 1 }\n';

describe('a pull request of leavers', () => {
  let repo: ProposingRepo;
  let number: number;
  beforeEach(async () => {
    const roster = `${rosterFile('csv: { file: ../hr/people.csv }')}reviewers: { users: [spare] }\n`;
    repo = await aProposingRepo(quiet, { policy: openPolicy, roster });
    repo.hr(left(20));
    await repo.propose();
    number = (await pull()).number;
  });
  afterEach(() => repo.close());

  const pull = async (): Promise<PullJson> => {
    const [newest] = (await repo.pulls()).filter(({ head }) => head.ref === 'rollcall/leavers');
    if (newest === undefined) throw new Error('no pull request of leavers');
    return newest;
  };
  const asked = async (): Promise<readonly string[]> => (await pull()).requested_reviewers.map(({ login }) => login);
  const comments = async (): Promise<string> => {
    const found = await repo.as<{ body: string }[]>('root', 'GET', `/repos/acme/access/issues/${number}/comments`);
    return found.map(({ body }) => body).join('\n');
  };
  const approve = (): Promise<unknown> =>
    repo.as('spare', 'POST', `/repos/acme/access/pulls/${number}/reviews`, { event: 'APPROVE' });
  const close = (): Promise<unknown> =>
    repo.as('root', 'PATCH', `/repos/acme/access/pulls/${number}`, { state: 'closed' });
  const pushOnBranch = (): string => {
    repo.git('fetch', '--quiet', 'origin', 'rollcall/leavers');
    repo.git('checkout', '--quiet', '-b', 'rollcall/leavers', 'FETCH_HEAD');
    const mine = repo.commit('Keep them', { 'state/repos/website.yaml': 'teams:\n  search: admin\n' });
    repo.git('checkout', '--quiet', 'main');
    return mine;
  };
  /** Has the remote refuse pushes to these refs. @returns what ends that */
  const refuse = (refs: string): (() => void) => {
    const hook = join(repo.git('remote', 'get-url', 'origin'), 'hooks', 'update');
    writeFileSync(hook, `#!/bin/sh\ncase $1 in ${refs}) exit 1;; esac\nexit 0\n`);
    chmodSync(hook, 0o755);
    return () => rmSync(hook);
  };

  it('keeps its approval over midnight, where HR says the same', async () => {
    const { head } = await pull();
    await approve();
    repo.commit('Another thing', { 'state/repos/website.yaml': 'teams:\n  search: read\n' });
    expect((await repo.propose({}, { now: () => tomorrow })).out).toContain('Left alone');
    expect((await pull()).head.sha).toBe(head.sha);
  });

  it('stays closed on the next day, where HR says the same', async () => {
    await close();
    expect((await repo.propose({}, { now: () => tomorrow })).out).toContain('Left closed');
    expect((await pull()).number).toBe(number);
  });

  it('has its reviewers asked by the next run, where asking failed', async () => {
    await repo.as('root', 'DELETE', `/repos/acme/access/pulls/${number}/requested_reviewers`, { reviewers: ['spare'] });
    await repo.propose();
    expect(await asked()).toEqual(['spare']);
  });

  it('asks again whoever approved what has changed since', async () => {
    await approve();
    expect(await asked()).toEqual([]);
    repo.hr(left(20, 21));
    await repo.propose();
    expect(await asked()).toEqual(['spare']);
  });

  it('names commits of people that it replaces, also where none was open', async () => {
    await close();
    const mine = pushOnBranch();
    repo.hr(left(20, 21));
    expect((await repo.propose()).out).toContain(mine);
    number = (await pull()).number;
    expect(await comments()).toContain(mine);
  });

  it('leaves a branch with commits of people on it where it is closed, and names them', async () => {
    const mine = pushOnBranch();
    repo.hr(quiet.before);
    expect((await repo.propose()).out).toContain(mine);
    expect((await pull()).state).toBe('closed');
    expect(repo.git('ls-remote', 'origin', 'refs/heads/rollcall/leavers')).toContain(mine);
  });

  it('is not left alone with commits of others on it, approved or not', async () => {
    const mine = pushOnBranch();
    const undone = ((): string => {
      repo.git('checkout', '--quiet', 'rollcall/leavers');
      repo.git('revert', '--no-edit', 'HEAD');
      repo.git('push', '--quiet', 'origin', 'HEAD');
      const head = repo.git('rev-parse', 'HEAD');
      repo.git('checkout', '--quiet', 'main');
      return head;
    })();
    await approve();
    const { out } = await repo.propose();
    expect(out).toContain(mine);
    expect((await pull()).head.sha).not.toBe(undone);
  });

  it('is opened again where Rollcall itself closed it, and could not take the branch away', async () => {
    const allow = refuse('refs/heads/rollcall/*');
    repo.hr(quiet.before);
    expect((await repo.propose()).code).toBe(4);
    expect((await pull()).state).toBe('closed');
    allow();
    repo.hr(left(20));
    expect((await repo.propose()).out).toContain(`Opened #${number + 1}`);
  });

  it('is not taken for one that people closed, where opening it failed', async () => {
    await close();
    repo.git('push', '--quiet', 'origin', ':rollcall/leavers');
    await repo.control('POST', 'faults', { match: 'POST /repos/acme/access/pulls$', status: 422, times: 1 });
    expect((await repo.propose()).code).toBe(4);
    expect((await repo.propose()).out).toContain(`Opened #${number + 1}`);
  });

  it('is closed by a run over the budget, where it takes what HR does not say any more', async () => {
    await approve();
    repo.commit('Two at most', { 'state/policy.yaml': tight });
    repo.hr(left(21, 22, 23));
    const ran = await repo.propose();
    expect([ran.code, (await pull()).state]).toEqual([3, 'closed']);
    expect(ran.out).toContain(`#${number} was closed`);
    expect(await comments()).toContain('nobody should merge it');
  });

  it('stays open beside a run over the budget, where all that it takes would still be taken', async () => {
    repo.commit('Two at most', { 'state/policy.yaml': tight });
    repo.hr(left(20, 21, 22));
    expect((await repo.propose()).code).toBe(3);
    expect((await repo.propose()).code).toBe(3);
    expect((await pull()).state).toBe('open');
    expect((await comments()).match(/over the removal budget/g)).toHaveLength(1);
  });

  it('is told of, with 4, where the counts of the feed cannot be kept', async () => {
    refuse('refs/rollcall/feeds');
    repo.hr([...left(20, 21), { ...quiet.before[0], employee_id: 'E99999', github_login: '' } as HrRow]);
    const { code, out } = await repo.propose();
    expect([code, out]).toEqual([4, expect.stringContaining(`Updated #${number}`)]);
    expect(out).toContain('The counts of the feeds could not be kept');
  });

  it('is refused with its figures, where the list cannot be written', async () => {
    repo.commit('Two at most', { 'state/policy.yaml': tight });
    mkdirSync(join(repo.dir, 'rollcall-refused-leavers.md'));
    repo.hr(left(20, 21, 22));
    const { code, out } = await repo.propose();
    expect([code, out]).toEqual([3, expect.stringContaining('takes away 3 people')]);
    expect(out).toContain('could not be written');
  });

  it('by hand is opened anew, where one like it was closed', async () => {
    const suspend = (): Promise<number> => suspendCommand(repo.context(), ['p00101'], { reason: 'Incident 7' });
    expect(await suspend()).toBe(0);
    const before = (await repo.pulls()).length;
    await repo.as('root', 'PATCH', `/repos/acme/access/pulls/${before}`, { state: 'closed' });
    expect(await suspend()).toBe(0);
    expect(
      (await repo.pulls())
        .map(({ state }) => state)
        .slice(0, 2)
        .toSorted(),
    ).toEqual(['closed', 'open']);
  });
});
