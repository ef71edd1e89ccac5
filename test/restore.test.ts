import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RestoreOptions, restoreCommand } from '../src/commands/restore.ts';
import type { Context } from '../src/commands/context.ts';
import { githubFrom } from '../src/commands/github.ts';
import { readDefaultBranch } from '../src/commands/propose/default-branch.ts';
import { livePeople } from '../src/commands/restore/live-people.ts';
import type { LiveReader } from '../src/scm/live-reader.ts';
import { readStateDirectory } from '../src/state/read-directory.ts';
import { loadState } from '../src/state/load-state.ts';
import { anAppliedRepo, expectConverged, expectDone } from './support/applied-repo.ts';
import { anOrganization } from './support/organization-builder.ts';
import type { PullJson } from './support/proposing.ts';
import { aStateRepo, type LiveJson, type Ran, type StateRepoFixture } from './support/state-repo.ts';

const people = Array.from({ length: 110 }, (_, index) => `user-${String(index).padStart(3, '0')}`);
const lost = people.slice(5, 105);

/** Everybody in a team, every tenth with a direct grant, every twentieth a maintainer. */
const start = people
  .reduce((org, login, index) => org.withMember(login, { id: 2000 + index }), anOrganization())
  .with({ stateRepository: 'acme/access' })
  .withOwner('root', { id: 1 })
  .withOwner('spare', { id: 2 })
  .withOutside('olga', { id: 3, sponsor: 'user-050' })
  .withTeam('payments', {
    maintainers: people.filter((_, at) => at % 20 === 0),
    members: people.filter((_, at) => at % 20 !== 0),
  })
  .withTeam('sre', { members: people.filter((_, at) => at % 3 === 0) })
  .withRepo('api', {
    id: 501,
    teams: { payments: 'write' },
    collaborators: {
      olga: 'read',
      ...Object.fromEntries(people.filter((_, at) => at % 10 === 0).map((login) => [login, 'admin'])),
    },
  })
  .withRepo('access', { id: 502 });

const allowance = `allowances:
  - { allow: { members: 120, total: 120 }, reason: Taken for leavers, approvedBy: root, expires: ${inDays(10)} }
owners: { minimum: 1 }
`;

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

async function restore(repo: StateRepoFixture, options: RestoreOptions, parts: Partial<Context> = {}): Promise<Ran> {
  const context = repo.context(parts);
  const code = await restoreCommand(context, options);
  return { code, ...context.printed };
}

const pulls = (repo: StateRepoFixture): Promise<PullJson[]> =>
  repo.as<PullJson[]>('root', 'GET', '/repos/acme/access/pulls?state=all&per_page=100');

async function merge(repo: StateRepoFixture, number: number): Promise<void> {
  await repo.as('spare', 'PUT', `/repos/acme/access/pulls/${number}/merge`, {});
  repo.git('pull', '--quiet', '--ff-only', 'origin', 'main');
}

/** The line of everybody who is lost goes, in every file. */
function without(repo: StateRepoFixture, path: string, logins: readonly string[]): string {
  const lines = repo.read(path).split('\n');
  return lines.filter((line) => !logins.some((login) => line.includes(login))).join('\n');
}

function removal(repo: StateRepoFixture, logins: readonly string[]): Record<string, string> {
  const paths = ['users/employees.yaml', 'teams/payments.yaml', 'teams/sre.yaml', 'repos/api.yaml'];
  return Object.fromEntries(paths.map((path) => [`state/${path}`, without(repo, `state/${path}`, logins)]));
}

async function stateIn(repo: StateRepoFixture): Promise<unknown> {
  const { files } = await readStateDirectory(`${repo.dir}/state`, '');
  return loadState(files, { prefix: '', today: '2026-11-22' }).state;
}

/** What a restoration counts of GitHub's quota. */
async function sentLately(repo: StateRepoFixture): Promise<number | undefined> {
  const context = repo.context();
  const reader = (): LiveReader => githubFrom(context, 'acme').reader;
  return (await livePeople(context, await readDefaultBranch(context), reader, []))?.sentLately.length;
}

const inLive = ({ members, teams, repos }: LiveJson): unknown => ({ members, teams, repos });

describe('100 people removed by an allowance', () => {
  let repo: StateRepoFixture;
  let before: LiveJson;
  let removedBy = '';
  let neighbours = '';

  beforeAll(async () => {
    repo = await aStateRepo(start.state, { policy: allowance });
    expectDone(await repo.apply());
    before = await repo.live();
    const outside = repo.read('state/users/outside.yaml').replace('user-050', 'root');
    removedBy = repo.commit('Remove leavers', { ...removal(repo, lost), 'state/users/outside.yaml': outside });
    expectDone(await repo.apply());
    // Somebody joins where they stood, somebody else moves to another file, a third one is promoted.
    const employees = repo.read('state/users/employees.yaml');
    neighbours = repo.commit('Neighbours', {
      'state/users/employees.yaml': employees
        .replace('  user-105', '  user-104b: { id: 4000 } # joined since\n  user-105')
        .replace(/ {2}user-004.*\n/, ''),
      'state/users/others.yaml': 'users:\n  user-004: { id: 2004 }\n',
      'state/teams/payments.yaml': repo
        .read('state/teams/payments.yaml')
        .replace('  - user-105', '  - user-104b # since\n  - user-105'),
    });
    await repo.control('POST', 'change', { addAccounts: [{ login: 'user-104b', id: 4000 }] });
    expectDone(await repo.apply());
  }, 120_000);

  afterAll(() => repo.close());

  it('cannot be given back by git revert, once their neighbours were edited', () => {
    expect(() => repo.git('revert', '--no-commit', removedBy)).toThrow('could not revert');
    repo.git('revert', '--abort');
  });

  it('are told of without a token, and nothing is opened', async () => {
    const { code, out, log } = await restore(
      repo,
      { to: `${removedBy}~1`, dryRun: true },
      { env: { PATH: process.env['PATH'], HOME: process.env['HOME'] } },
    );
    expect(code).toBe(0);
    expect(out).toContain('100 people: GitHub was not asked whether they are members');
    expect(out).toContain('+  user-050: { id: 2050 }');
    expect(log).toContain('There is no token for GitHub');
    expect(await pulls(repo)).toEqual([]);
  });

  it('one of them alone comes back alone, and what they lack besides is said', async () => {
    const one = await restore(repo, { revert: removedBy, user: ['USER-020'], dryRun: true }, { format: 'json' });
    const { edits, leftOut, diff } = JSON.parse(one.out) as {
      edits: { kind: string }[];
      leftOut: object[];
      diff: string;
    };
    expect(edits.map(({ kind }) => kind)).toEqual(['bring-user', 'change-team-member', 'change-grant']);
    expect(leftOut).toEqual([]);
    expect(diff.split('\n').filter((line) => /^[+-] /.test(line))).toEqual([
      '+  user-020: admin',
      '+  - user-020',
      '+  user-020: { id: 2020 }',
    ]);
    const team = await restore(repo, { to: `${removedBy}~1`, team: ['sre'] }, { format: 'json' });
    const asked = JSON.parse(team.out) as { outcome: string; leftOut: { login: string }[] };
    expect([asked.outcome, asked.leftOut.length]).toEqual([
      'nothing',
      lost.filter((login) => Number(login.slice(5)) % 3 === 0).length,
    ]);
  });

  it('have all of it back by one pull request, 100 invitations and their acceptance', async () => {
    const asked = await restore(repo, { to: 'applied~2' });
    expect(asked).toMatchObject({ code: 0 });
    const again = await restore(repo, { to: `${removedBy}~1` }, { format: 'json' });
    expect(JSON.parse(again.out)).toMatchObject({ outcome: 'unchanged' });
    const [pull, ...others] = await pulls(repo);
    expect(others).toEqual([]);
    expect(pull?.body).toContain('### 100 people: invited when this is applied. **No access until they accept**');
    await merge(repo, pull?.number ?? 0);
    expect(repo.read('state/users/employees.yaml')).toContain(
      '  user-104: { id: 2104 }\n  user-104b: { id: 4000 } # joined since\n',
    );
    await repo.control('DELETE', 'requests');
    expectDone(await repo.apply());
    const { entries } = await repo.requests();
    const sent = entries.filter(({ method, path }) => method === 'POST' && path.endsWith('/invitations'));
    expect(sent.length).toBe(100);
    // The hundred, and whoever joined since: accepted ones count against the quota as well.
    expect(await sentLately(repo)).toBe(101);
    await repo.control('POST', 'accept', { all: true });
    expect(await sentLately(repo)).toBe(101);
    expectDone(await repo.apply({ full: true }));
    expectDone(await repo.apply({ full: true }));
    const after = await repo.live();
    const joined = structuredClone(after) as {
      members: Record<string, unknown>;
      teams: Record<string, { members: Record<string, unknown> }>;
    };
    delete joined.members['user-104b'];
    delete joined.teams['payments']?.members['user-104b'];
    expect(inLive(joined as never)).toEqual(inLive(before));
    const nothing = await restore(repo, { to: `${removedBy}~1` });
    expect(nothing.out).toContain('There is nothing to give back');
  }, 120_000);

  it('are as git revert has them, where it does not conflict', async () => {
    repo.git('checkout', '--quiet', '--detach', removedBy);
    repo.git('revert', '--no-edit', removedBy);
    const reverted = await stateIn(repo);
    repo.git('checkout', '--quiet', 'main');
    const last = repo.git('rev-parse', 'HEAD');
    repo.git('push', '--quiet', '--force', 'origin', `${removedBy}:refs/heads/main`);
    try {
      expect((await restore(repo, { revert: removedBy, exact: true })).code).toBe(0);
      repo.git('fetch', '--quiet', 'origin', `refs/heads/rollcall/restore-revert-${removedBy.slice(0, 10)}-exact`);
      repo.git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
      expect(await stateIn(repo)).toEqual(reverted);
    } finally {
      repo.git('checkout', '--quiet', 'main');
      repo.git('push', '--quiet', '--force', 'origin', `${last}:refs/heads/main`);
    }
    expect(neighbours).not.toBe('');
  });

  it('ask for one thing to go back to', async () => {
    await expect(restore(repo, {})).rejects.toThrow('--to REF');
    await expect(restore(repo, { to: 'HEAD', user: ['nobody-here'] })).rejects.toThrow('No user "nobody-here"');
    await expect(restore(repo, { to: '1999-01-01' })).rejects.toThrow('The state had no commit yet at 1999-01-01.');
    await expect(restore(repo, { revert: '2026-11-20' })).rejects.toThrow('--revert takes a commit');
  });
});

describe('people who were suspended, in a team that is called something else by now', () => {
  it('have everything back at once, with nothing to accept', async () => {
    const small = anOrganization()
      .with({ stateRepository: 'acme/access' })
      .withOwner('root', { id: 1 })
      .withOwner('spare', { id: 2 })
      .withMember('bob', { id: 3 })
      .withMember('cat', { id: 4 })
      .withTeam('billing', { id: 77, members: ['bob', 'cat'] })
      .withRepo('api', { id: 501, teams: { billing: 'write' }, collaborators: { bob: 'admin' } })
      .withRepo('access', { id: 502 });
    const repo = await anAppliedRepo(small);
    const first = await repo.live();
    const users = repo.read('state/users/employees.yaml');
    const suspended = users.replace('bob: { id: 3 }', 'bob: { id: 3, suspended: 2026-11-20 }');
    const taken = repo.commit('Suspend bob, and take cat out', {
      'state/users/employees.yaml': suspended,
      'state/teams/billing.yaml': without(repo, 'state/teams/billing.yaml', ['cat']),
    });
    expectDone(await repo.apply());
    const renamed = repo.read('state/teams/billing.yaml').replace('id: 77', 'id: 77\nname: Payments # since');
    repo.commit('Rename the team', {
      'state/teams/billing.yaml': null,
      'state/teams/payments.yaml': renamed,
      'state/repos/api.yaml': repo.read('state/repos/api.yaml').replace('billing', 'payments'),
    });
    expectDone(await repo.apply());
    const asked = await restore(repo, { revert: taken, dryRun: true }, { format: 'markdown' });
    expect(asked.out).toContain('### 2 people: back at once, as members of the organisation. Nothing to accept');
    expectDone(await restore(repo, { revert: taken }));
    await merge(repo, (await pulls(repo))[0]?.number ?? 0);
    expect(repo.read('state/teams/payments.yaml')).toContain('name: Payments # since');
    expectDone(await repo.apply());
    await expectConverged(repo);
    const { invitations, members, teams, repos } = await repo.live();
    expect(invitations).toEqual([]);
    expect(members).toEqual(first.members);
    expect(teams['payments']?.members).toEqual(first.teams['billing']?.members);
    expect(repos['api']?.collaborators).toEqual({ bob: 'admin' });
  });
});
