import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anHrOrganization, type HrRow, rosterFile } from './support/hr-organization.ts';
import { aProposingRepo, type ProposingRepo, type PullJson, today } from './support/proposing.ts';
import { openPolicy } from './support/state-repo.ts';

const quiet = { ...anHrOrganization(200, today), changes: [] };
const left = (rows: readonly HrRow[], ...indices: readonly number[]): readonly HrRow[] =>
  rows.map((row, index) => (indices.includes(index) ? { ...row, status: 'terminated' } : row));

/** Without GitHub's own of pull requests, which follow their branches when GitHub gets to it. */
function refsOf(repo: ProposingRepo): string {
  return repo.git('ls-remote', 'origin').replaceAll(/.*refs\/pull\/.*\n?/g, '');
}

describe('the rolling pull request', () => {
  let repo: ProposingRepo;
  beforeEach(async () => {
    repo = await aProposingRepo(quiet, { policy: openPolicy });
    repo.hr(left(quiet.before, 20));
    const { code, out } = await repo.propose();
    if (code !== 0) throw new Error(out);
  });
  afterEach(() => repo.close());

  const leavers = async (): Promise<PullJson> => {
    const [newest] = (await repo.pulls()).filter(({ head }) => head.ref === 'rollcall/leavers');
    if (newest === undefined) throw new Error('no pull request of leavers');
    return newest;
  };
  const comments = async (number: number): Promise<readonly string[]> => {
    const found = await repo.as<{ body: string }[]>('root', 'GET', `/repos/acme/access/issues/${number}/comments`);
    return found.map(({ body }) => body);
  };
  const writesSince = async (act: () => Promise<unknown>): Promise<readonly string[]> => {
    await repo.control('DELETE', 'requests');
    const refs = refsOf(repo);
    await act();
    expect(refsOf(repo)).toBe(refs);
    const { entries } = await repo.requests();
    return entries
      .filter(({ method, path }) => method !== 'GET' && !path.includes('graphql'))
      .map(({ method, path }) => `${method} ${path}`);
  };

  it('is left as it is where nothing changed', async () => {
    expect(await writesSince(() => repo.propose())).toEqual([]);
  });

  it('is updated in place, on top of the default branch', async () => {
    const before = await leavers();
    const head = repo.commit('Something else', { 'state/repos/website.yaml': 'teams:\n  search: write\n' });
    repo.hr(left(quiet.before, 20, 21));
    const ran = await repo.propose();
    expect(ran.out).toContain(`Updated #${before.number}`);
    const after = await leavers();
    expect([after.number, after.title]).toEqual([before.number, expect.stringContaining('suspend 2')]);
    repo.git('fetch', '--quiet', 'origin', 'rollcall/leavers');
    expect(repo.git('rev-parse', 'FETCH_HEAD^')).toBe(head);
    expect(repo.git('diff', '--name-only', head, 'FETCH_HEAD')).toBe('state/users/employees.yaml');
  });

  it('is rebased where nobody has approved it yet, and left alone where somebody has', async () => {
    const before = await leavers();
    repo.commit('Something else', { 'state/repos/website.yaml': 'teams:\n  search: write\n' });
    expect((await repo.propose()).out).toContain('Updated');
    const rebased = await leavers();
    expect(rebased.head.sha).not.toBe(before.head.sha);
    await repo.as('root', 'POST', `/repos/acme/access/pulls/${rebased.number}/reviews`, { event: 'APPROVE' });
    repo.commit('Another thing', { 'state/repos/website.yaml': 'teams:\n  search: read\n' });
    const writes = await writesSince(async () => expect((await repo.propose()).out).toContain('Left alone'));
    expect(writes).toEqual([]);
    repo.hr(left(quiet.before, 20, 21));
    expect((await repo.propose()).out).toContain('Updated');
  });

  it('holds no commits of people: they are replaced, and the comment says so', async () => {
    const { number } = await leavers();
    repo.git('fetch', '--quiet', 'origin', 'rollcall/leavers');
    repo.git('checkout', '--quiet', '-b', 'rollcall/leavers', 'FETCH_HEAD');
    const mine = repo.commit('Keep them', { 'state/repos/website.yaml': 'teams:\n  search: admin\n' });
    repo.git('checkout', '--quiet', 'main');
    const ran = await repo.propose();
    expect(ran.code).toBe(0);
    expect(await comments(number)).toEqual([expect.stringContaining(mine)]);
    repo.git('fetch', '--quiet', 'origin', 'rollcall/leavers');
    expect(repo.git('diff', '--name-only', 'main', 'FETCH_HEAD')).toBe('state/users/employees.yaml');
    expect(await writesSince(() => repo.propose())).toEqual([]);
  });

  it('is closed with a word where nothing is left, and its branch goes', async () => {
    const { number } = await leavers();
    repo.hr(quiet.before);
    expect((await repo.propose()).out).toContain(`Closed #${number}`);
    expect((await leavers()).state).toBe('closed');
    expect(await comments(number)).toEqual([expect.stringContaining('Nothing is left to propose')]);
    expect(repo.git('ls-remote', 'origin', 'refs/heads/rollcall/leavers')).toBe('');
    repo.hr(left(quiet.before, 20));
    expect((await repo.propose()).out).toContain(`Opened #${number + 1}`);
  });

  it('stays closed where people closed it, until it would say something else', async () => {
    const { number } = await leavers();
    await repo.as('root', 'PATCH', `/repos/acme/access/pulls/${number}`, { state: 'closed' });
    const writes = await writesSince(async () => expect((await repo.propose()).out).toContain('Left closed'));
    expect(writes).toEqual([]);
    repo.hr(left(quiet.before, 20, 21));
    expect((await repo.propose()).out).toContain(`Opened #${number + 1}`);
  });

  it('is the same commit from another clone on another day', async () => {
    const { head } = await leavers();
    const other = repo.clone('--depth=1');
    repo.git('push', '--quiet', 'origin', ':rollcall/leavers');
    const tomorrow = new Date(Date.now() + 86_400_000);
    const ran = await repo.propose({}, { cwd: other, now: () => tomorrow });
    // Suspended from that day on: all else is the same.
    expect(ran.code).toBe(0);
    repo.git('push', '--quiet', 'origin', ':rollcall/leavers');
    const again = await repo.propose({}, { cwd: repo.clone('--depth=1') });
    expect(again.code).toBe(0);
    expect((await leavers()).head.sha).toBe(head.sha);
  });

  it('is only printed in a dry run, with the diff', async () => {
    repo.hr(left(quiet.before, 20, 21));
    await repo.control('DELETE', 'requests');
    const refs = refsOf(repo);
    const ran = await repo.propose({ dryRun: true, only: 'leavers' });
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Leavers: suspend 2');
    expect(ran.out).toContain(`+  p00021: { id: 100021, employee: E00021, suspended: ${today} }`);
    expect(refsOf(repo)).toBe(refs);
    expect((await repo.requests()).entries.filter(({ path }) => path.includes('/repos/'))).toEqual([]);
  });

  it('is not opened over the budget: exit 3, the list in a file, and the lines that allow it', async () => {
    const { head } = await leavers();
    repo.commit('Ten at most', { 'state/policy.yaml': 'owners: { minimum: 1 }\n' });
    repo.hr(left(quiet.before, 20, 21, 22));
    const ran = await repo.propose();
    expect(ran.code).toBe(3);
    expect(ran.out).toContain('This proposal takes away 3 people; policy.yaml lets through 2');
    expect(ran.out).toMatch(/- \{ allow: \{ members: 3 \}, reason: …, approvedBy: …, expires: \d{4}-\d\d-\d\d \}/);
    expect((await leavers()).head.sha).toBe(head.sha);
    const list = join(repo.dir, 'rollcall-refused-leavers.md');
    expect(existsSync(list)).toBe(true);
    for (const login of ['p00020', 'p00021', 'p00022']) expect(readFileSync(list, 'utf8')).toContain(login);
    // Nobody commits it by accident, and it goes when it is true no more.
    expect(repo.git('status', '--porcelain')).toBe('');
    repo.hr(left(quiet.before, 20));
    expect((await repo.propose()).code).toBe(0);
    expect(existsSync(list)).toBe(false);
  });
});

describe('reviewers', () => {
  it('are asked once, and whoever cannot be is named', async () => {
    const reviewers = 'reviewers: { users: [spare], maintainers: true }\n';
    const roster = rosterFile('csv: { file: ../hr/people.csv }');
    const repo = await aProposingRepo(quiet, { policy: openPolicy, roster: roster + reviewers });
    try {
      repo.hr(left(quiet.before, 20));
      expect((await repo.propose()).code).toBe(0);
      const [pull] = await repo.pulls();
      expect(pull?.requested_reviewers.map(({ login }) => login).sort()).toEqual(['root', 'spare']);
    } finally {
      await repo.close();
    }
  });
});
