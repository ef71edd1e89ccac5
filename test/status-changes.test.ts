import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../src/commands/context.ts';
import { type StatusOptions, statusCommand } from '../src/commands/status.ts';
import { anAppliedRepo, expectDone } from './support/applied-repo.ts';
import { anOrganization } from './support/organization-builder.ts';
import { aStateRepo, type StateRepoFixture } from './support/state-repo.ts';

interface Told {
  readonly since: string;
  readonly people: readonly {
    readonly login: string;
    readonly standing: string;
    readonly until: string | null;
    readonly reason: string;
    readonly outstanding: readonly object[];
  }[];
}

async function told(
  repo: StateRepoFixture,
  options: StatusOptions = {},
  parts: Partial<Context> = {},
): Promise<Told & { readonly log: string }> {
  const context = repo.context({ format: 'json', ...parts });
  expect(await statusCommand(context, options)).toBe(0);
  return { ...(JSON.parse(context.printed.out) as Told), log: context.printed.log };
}

const standings = ({ people }: Told): string[] => people.map(({ login, standing }) => `${login} ${standing}`);

const people = ['ada', 'ben', 'cat', 'dan'];
const small = people
  .reduce((org, login, at) => org.withMember(login, { id: 10 + at }), anOrganization())
  .withOwner('root', { id: 1 })
  .withOwner('spare', { id: 2 })
  .withTeam('engineering', { id: 70, members: ['dan'] })
  .withTeam('payments', { id: 77, parent: 'engineering', members: ['ada', 'ben'] })
  .withRepo('api', { id: 501, teams: { engineering: 'write' } });
const without = (logins: readonly string[]) => {
  const left = (members: readonly string[]): string[] => members.filter((login) => !logins.includes(login));
  return logins
    .reduce((org, login) => org.withoutUser(login), small)
    .withTeam('engineering', { id: 70, members: left(['dan']) })
    .withTeam('payments', { id: 77, parent: 'engineering', members: left(['ada', 'ben']) });
};

describe('what a change is', () => {
  let repo: StateRepoFixture;
  beforeAll(async () => {
    repo = await aStateRepo(small.state);
    expectDone(await repo.apply());
  }, 60_000);
  afterAll(() => repo.close());

  it('a merge with all that it brought, also by a commit of its branch, and in a clone without history', async () => {
    repo.git('checkout', '--quiet', '-b', 'proposal');
    const first = repo.commitState('One', small.withMember('ada', { id: 10, employee: 'E1' }).state);
    repo.commitState(
      'Two',
      small.withMember('ada', { id: 10, employee: 'E1' }).withMember('ben', { id: 11, employee: 'E2' }).state,
    );
    repo.git('checkout', '--quiet', 'main');
    repo.commit('Beside', { 'notes.md': 'nobody\n' });
    repo.git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'proposal');
    repo.git('push', '--quiet');
    const merge = repo.git('rev-parse', 'HEAD');
    repo.commit('After', { 'notes.md': 'nobody still\n' });
    for (const since of [undefined, merge, first, 'proposal~1', `${merge}~1`]) {
      const now = await told(repo, since === undefined ? {} : { since });
      expect([since, ...standings(now)]).toEqual([since, 'ada restored', 'ben restored']);
    }
    expect((await told(repo, { since: first })).since).toBe(merge);
    expect((await told(repo, { since: `${merge}~1` })).since).toBe(repo.git('rev-parse', `${merge}~1`));
    const shallow = await told(repo, { since: first }, { cwd: repo.clone('--depth=1') });
    expect([shallow.since, ...standings(shallow)]).toEqual([merge, 'ada restored', 'ben restored']);
    expectDone(await repo.apply());
  });

  it('a grant of a team touches everybody in it and in the teams below it', async () => {
    repo.commitState('Less for engineering', small.withRepo('api', { id: 501, teams: { engineering: 'admin' } }).state);
    const now = await told(repo, { since: 'HEAD' });
    expect(standings(now)).toEqual(['ada accepted', 'ben accepted', 'dan accepted']);
    expect(now.people[0]?.outstanding).toEqual([
      { kind: 'team-repo', team: 'engineering', repo: 'api', role: 'admin' },
    ]);
    expectDone(await repo.apply());
    expect(standings(await told(repo, { since: 'HEAD' }))).toEqual(['ada restored', 'ben restored', 'dan restored']);
  });

  it('a commit applied beside the branch is no reason to believe that anything was applied', async () => {
    const applied = repo.git('ls-remote', 'origin', 'refs/rollcall/applied').split('\t')[0] ?? '';
    const beside = repo.git('commit-tree', 'HEAD^{tree}', '-m', 'Beside');
    repo.git('push', '--quiet', '--force', 'origin', `${beside}:refs/rollcall/applied`);
    const now = await told(repo);
    expect(now.log).toContain('is not on the line of main');
    repo.git('push', '--quiet', '--force', 'origin', `${applied}:refs/rollcall/applied`);
  });
});

describe('people who wait', () => {
  it('for the quota, with the time at which it goes on', async () => {
    const repo = await anAppliedRepo(without(people));
    await repo.control('POST', 'change', { addAccounts: people.map((login, at) => ({ login, id: 10 + at })) });
    await repo.control('POST', 'limits', { invitationsPerDay: 2 });
    repo.commitState('Everybody', small.state);
    expect((await repo.apply()).code).toBe(4);
    const now = await told(repo);
    expect(standings(now)).toEqual(['ada invited', 'ben invited', 'cat waiting', 'dan waiting']);
    const [, , cat, dan] = now.people;
    expect(cat?.reason).toContain('GitHub takes no more invitations for now');
    for (const person of [cat, dan]) {
      const ahead = Date.parse(person?.until ?? '') - Date.now();
      expect(ahead).toBeGreaterThan(23 * 3_600_000);
      expect(ahead).toBeLessThanOrEqual(24 * 3_600_000);
    }
  });

  it('for a seat', async () => {
    const repo = await anAppliedRepo(without(people));
    await repo.control('POST', 'change', { addAccounts: people.map((login, at) => ({ login, id: 10 + at })) });
    await repo.control('POST', 'limits', { seats: 3 });
    repo.commitState('Everybody', small.state);
    expect((await repo.apply()).code).toBe(4);
    const now = await told(repo);
    expect(standings(now)).toEqual(['ada invited', 'ben waiting', 'cat waiting', 'dan waiting']);
    expect(now.people[1]?.reason).toContain('no seat is free');
  });
});

describe('people who declined, where GitHub lists that as failed', () => {
  it('are said to have failed, with its word', async () => {
    const repo = await anAppliedRepo(without(['ada']), { sandbox: { behaviours: { declinedListedAsFailed: true } } });
    await repo.control('POST', 'change', { addAccounts: [{ login: 'ada', id: 10 }] });
    repo.commitState('Ada', small.state);
    expectDone(await repo.apply());
    await repo.control('POST', 'decline', { login: 'ada' });
    const now = await told(repo);
    expect(standings(now)).toEqual(['ada failed']);
    expect(now.people[0]?.reason).toContain('as GitHub says: declined');
  });
});
