import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../src/commands/context.ts';
import { historyCommand, type HistoryOptions } from '../src/commands/history.ts';
import { realRepository, type RealRepository, withRemote } from './support/real-repository.ts';
import { aReviewedRepo, applying, joining, merged, type ReviewedRepo } from './support/reviewed-repo.ts';
import { headOf } from './support/applied-repo.ts';
import { testContext } from './support/test-context.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly log: string;
}

interface Change {
  readonly kind: string;
  readonly login?: string;
  readonly team?: string;
  readonly repo?: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly letGo?: boolean;
  readonly file: string;
  readonly line: number;
}

interface Json {
  readonly subject: {
    readonly name: string;
    readonly formerly: readonly string[];
    readonly remarks: readonly string[];
  };
  readonly source: { readonly notAsked: string | null; readonly remoteAsked: boolean; readonly wrongDates: number };
  readonly left: number;
  readonly commits: readonly {
    readonly commit: string;
    readonly pullRequest: unknown;
    readonly asked: boolean;
    readonly applied: { readonly commit: string } | null;
    readonly changes: readonly Change[];
  }[];
}

const environment = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };

async function history(
  cwd: string,
  [noun, name]: readonly [noun?: string, name?: string],
  options: HistoryOptions = {},
  parts: Partial<Context> = {},
): Promise<Ran> {
  const context = testContext(cwd, { env: environment, ...parts });
  const code = await historyCommand(context, noun, name, options);
  return { code, ...context.printed };
}

async function told(repo: RealRepository, noun: string, name: string, options: HistoryOptions = {}): Promise<Json> {
  const { out } = await history(repo.folder, [noun, name], options, { format: 'json' });
  return JSON.parse(out) as Json;
}

/** Each change as `kind who before>after`, newest commit first. */
function inShort({ commits }: Json): readonly string[] {
  return commits.flatMap(({ changes }) =>
    changes.map(({ kind, login, team, repo, before, after, letGo }) =>
      [kind, login, team, repo, `${before}>${after}`, letGo === true ? 'let-go' : '']
        .filter((word) => word !== undefined && word !== '')
        .join(' '),
    ),
  );
}

const organization = { 'state/organization.yaml': 'name: acme\nid: 1\n' };
const users = (...lines: readonly string[]): string => `users:\n${lines.map((line) => `  ${line}\n`).join('')}`;
const team = (...members: readonly string[]): string =>
  `members:\n${members.map((login) => `  - ${login}\n`).join('')}`;

/** A repository with a remote, and a commit for each of these versions. */
function repositoryOf(
  ...versions: readonly Readonly<Record<string, string | null>>[]
): RealRepository & { ids: string[] } {
  const repo = realRepository();
  const ids = versions.map((files, nth) =>
    repo.commit(nth === 0 ? { ...organization, ...files } : files, `Commit ${nth}`),
  );
  withRemote(repo);
  return { ...repo, ids };
}

describe('the history of a person', () => {
  it('is every change of what they hold, newest first, with the line', async () => {
    const repo = repositoryOf(
      { 'state/users/all.yaml': users('alice: { id: 1 }', 'bob: { id: 2 }'), 'state/teams/sre.yaml': team('bob') },
      { 'state/teams/sre.yaml': team('alice', 'bob'), 'state/repos/api.yaml': 'collaborators:\n  alice: read\n' },
      {
        'state/teams/sre.yaml': `maintainers:\n  - alice\n${team('bob')}`,
        'state/repos/api.yaml': 'collaborators:\n  alice: admin\n',
      },
      { 'state/users/all.yaml': users('alice: { id: 1, role: owner }', 'bob: { id: 2 }') },
      { 'state/users/all.yaml': users('alice: { id: 1, role: owner, suspended: 2026-01-02 }', 'bob: { id: 2 }') },
      {
        'state/users/all.yaml': users('bob: { id: 2 }'),
        'state/teams/sre.yaml': team('bob'),
        'state/repos/api.yaml': null,
      },
    );
    const found = await told(repo, 'user', 'Alice');
    expect(inShort(found)).toEqual([
      'membership alice owner>null',
      'suspension alice 2026-01-02>null',
      'team-membership alice sre maintainer>null',
      'user-access alice api admin>null',
      'suspension alice null>2026-01-02',
      'membership alice member>owner',
      'team-membership alice sre member>maintainer',
      'user-access alice api read>admin',
      'team-membership alice sre null>member',
      'user-access alice api null>read',
      'membership alice null>member',
    ]);
    expect(found.commits.map(({ commit }) => commit)).toEqual(repo.ids.toReversed());
    expect(found.commits[1]?.changes[0]).toMatchObject({ file: 'state/users/all.yaml', line: 2 });
    expect(found.subject).toMatchObject({ name: 'alice', formerly: [], stands: false, id: 1 });
  });

  it('follows them through other logins by their id, and a line that moves is no change', async () => {
    const repo = repositoryOf(
      { 'state/users/all.yaml': users('alicia: { id: 1 }'), 'state/teams/sre.yaml': team('alicia') },
      { 'state/users/all.yaml': users('ally: { id: 1 }'), 'state/teams/sre.yaml': team('ally') },
      { 'state/users/all.yaml': users('alice: { id: 1 }'), 'state/teams/sre.yaml': team('alice') },
      { 'state/users/all.yaml': users('zoe: { id: 9 }'), 'state/users/more.yaml': users('alice: { id: 1 }') },
      { 'state/teams/sre.yaml': team('zoe') },
    );
    const expected = [
      'team-membership alice sre member>null',
      'renamed-user alice ally>alice',
      'renamed-user ally alicia>ally',
      'membership alicia null>member',
      'team-membership alicia sre null>member',
    ];
    for (const name of ['alice', 'ally', 'alicia']) {
      const found = await told(repo, 'user', name);
      expect([inShort(found), found.subject.name, found.subject.formerly]).toEqual([
        expected,
        'alice',
        ['ally', 'alicia'],
      ]);
    }
  });

  it('is not that of whoever had the login before', async () => {
    const repo = repositoryOf(
      { 'state/users/all.yaml': users('alice: { id: 1 }', 'bob: { id: 2 }'), 'state/teams/sre.yaml': team('alice') },
      { 'state/users/all.yaml': users('bob: { id: 2 }'), 'state/teams/sre.yaml': team('bob') },
      { 'state/users/all.yaml': users('alice: { id: 3 }', 'bob: { id: 2 }') },
      { 'state/teams/sre.yaml': team('alice', 'bob') },
    );
    const found = await told(repo, 'user', 'alice');
    expect(inShort(found)).toEqual(['team-membership alice sre null>member', 'membership alice null>member']);
    expect(found.subject.remarks).toEqual([
      "The login alice also was another account's (id 1): what that one held is not in here.",
    ]);
  });

  it('sees what changes without a line that names them', async () => {
    const block = (role: string): string =>
      `users:\n  bob:\n    id: 2\n    role: member\n  alice:\n    id: 1\n    role: ${role}\n`;
    const repo = repositoryOf(
      { 'state/users/all.yaml': block('member'), 'state/teams/sre.yaml': 'maintainers:\n- bob\nmembers:\n- alice\n' },
      { 'state/users/all.yaml': block('owner') },
      { 'state/teams/sre.yaml': 'maintainers:\n- bob\n- alice\n' },
      { 'state/teams/sre.yaml': 'managed: false\nmaintainers:\n- bob\n- alice\n' },
    );
    expect(inShort(await told(repo, 'user', 'alice'))).toEqual([
      'team-membership alice sre maintainer>null let-go',
      'team-membership alice sre member>maintainer',
      'membership alice member>owner',
      'membership alice null>member',
      'team-membership alice sre null>member',
    ]);
  });

  it('reads flow lists over several lines, and passes over commits that break a file', async () => {
    const repo = repositoryOf(
      {
        'state/users/all.yaml': users('alice: { id: 1 }', 'bob: { id: 2 }'),
        'state/teams/sre.yaml': 'members: [\n  bob,\n  alice\n]\n',
      },
      { 'state/teams/sre.yaml': '- nonsense\n' },
      { 'state/teams/sre.yaml': 'maintainers: [\n  bob,\n  alice\n]\n' },
    );
    expect(inShort(await told(repo, 'user', 'alice'))).toEqual([
      'team-membership alice sre member>maintainer',
      'membership alice null>member',
      'team-membership alice sre null>member',
    ]);
  });

  it('tells a merge as one commit, with who wrote what it brought', async () => {
    const repo = repositoryOf({ 'state/users/all.yaml': users('alice: { id: 1 }') });
    repo.git('checkout', '--quiet', '-b', 'side');
    repo.git('config', 'user.name', 'ignored');
    repo.commit({ 'state/teams/sre.yaml': team('alice') }, 'Draft');
    repo.commit({ 'state/teams/sre.yaml': `maintainers:\n  - alice\n` }, 'Better');
    repo.git('checkout', '--quiet', 'main');
    repo.git('merge', '--quiet', '--no-ff', '--message=Merge pull request #12 from acme/side', 'side');
    repo.git('push', '--quiet', 'origin', 'main');
    const { out } = await history(repo.folder, ['user', 'alice']);
    expect(out).toContain(
      '  #12 by its message, by author; approvals not asked for\n  + alice: into sre as maintainer  state/teams/sre.yaml:2',
    );
    expect(out).not.toContain('Draft');
    expect(out).toContain('What was live may have been something else.');
  });

  it('says who is nearest where nobody was ever called so', async () => {
    const repo = repositoryOf({ 'state/users/all.yaml': users('alice: { id: 1 }') });
    await expect(history(repo.folder, ['user', 'alcie'])).rejects.toThrow(
      'No line of the state ever named "alcie"; did you mean "alice"?',
    );
  });

  it('shows the newest commits alone, and counts the others', async () => {
    const versions = [1, 2, 3].map((day) => ({
      'state/users/all.yaml': users(`alice: { id: 1, suspended: 2026-01-0${day} }`),
    }));
    const repo = repositoryOf(...versions);
    const { commits, left } = await told(repo, 'user', 'alice', { limit: '1' });
    expect([commits.map(({ commit }) => commit), left]).toEqual([[repo.ids[2]], 2]);
    await expect(history(repo.folder, ['user', 'alice'], { limit: '0' })).rejects.toThrow(
      '--limit 0: how many commits?',
    );
  });

  it('is told offline as the clone has it, and not from a branch that was not merged', async () => {
    const repo = repositoryOf({ 'state/users/all.yaml': users('alice: { id: 1 }') });
    repo.git('remote', 'set-head', 'origin', 'main');
    repo.git('checkout', '--quiet', '-b', 'side');
    repo.commit({ 'state/teams/sre.yaml': team('alice') });
    expect(inShort(await told(repo, 'user', 'alice'))).toEqual(['membership alice null>member']);
    repo.git('remote', 'set-url', 'origin', 'file:///nowhere/at/all.git');
    const found = await told(repo, 'user', 'alice');
    expect([inShort(found), found.source.remoteAsked]).toEqual([['membership alice null>member'], false]);
  });
});

describe('the history of a team', () => {
  const base = { 'state/users/all.yaml': users('alice: { id: 1 }', 'bob: { id: 2 }') };

  it('is its members, its parent and what it may touch, under every name', async () => {
    const repo = repositoryOf(
      { ...base, 'state/teams/billing.yaml': team('alice'), 'state/repos/api.yaml': 'teams:\n  billing: read\n' },
      { 'state/repos/api.yaml': 'teams:\n  billing: write\n  other: read\n' },
      {
        'state/teams/billing.yaml': null,
        'state/teams/payments.yaml': `previously: [billing]\n${team('alice')}`,
        'state/repos/api.yaml': 'teams:\n  other: read\n  payments: write\n',
      },
      { 'state/teams/payments.yaml': `previously: [billing]\nparent: finance\n${team('bob')}` },
      { 'state/teams/payments.yaml': null, 'state/repos/api.yaml': 'teams:\n  other: read\n' },
    );
    const expected = [
      'team payments managed>null',
      'parent payments finance>null',
      'team-membership bob payments member>null',
      'team-access payments api write>null',
      'parent payments null>finance',
      'team-membership alice payments member>null',
      'team-membership bob payments null>member',
      'renamed-team payments billing>payments',
      'team-access billing api read>write',
      'team billing null>managed',
      'team-membership alice billing null>member',
      'team-access billing api null>read',
    ];
    for (const name of ['payments', 'billing']) {
      const found = await told(repo, 'team', name);
      expect([inShort(found), found.subject.formerly]).toEqual([expected, ['billing']]);
    }
  });

  it('takes a new login of a member for no change', async () => {
    const repo = repositoryOf(
      { ...base, 'state/teams/sre.yaml': team('alice', 'bob') },
      {
        'state/users/all.yaml': users('ally: { id: 1 }', 'bob: { id: 2 }'),
        'state/teams/sre.yaml': team('ally', 'bob'),
      },
    );
    expect((await told(repo, 'team', 'sre')).commits.map(({ commit }) => commit)).toEqual([repo.ids[0]]);
  });
});

describe('the history of a repository', () => {
  it('is what teams and people may do with it, whatever they are called', async () => {
    const repo = repositoryOf(
      {
        'state/users/all.yaml': users('alice: { id: 1 }'),
        'state/teams/billing.yaml': 'id: 7\n',
        'state/repos/api.yaml': 'id: 5\nteams:\n  billing: read\ncollaborators:\n  alice: read\n',
      },
      {
        'state/users/all.yaml': users('ally: { id: 1 }'),
        'state/teams/billing.yaml': null,
        'state/teams/payments.yaml': 'id: 7\n',
        'state/repos/api.yaml': null,
        'state/repos/core.yaml': 'id: 5\nteams:\n  payments: admin\ncollaborators:\n  ally: read\n',
      },
      { 'state/repos/core.yaml': 'id: 5\nmanaged: false\nteams:\n  payments: admin\ncollaborators:\n  ally: read\n' },
    );
    const found = await told(repo, 'repo', 'core');
    expect(inShort(found)).toEqual([
      'repo core managed>not managed',
      'team-access payments core admin>null let-go',
      'user-access ally core read>null let-go',
      'renamed-repo core api>core',
      'team-access payments core read>admin',
      'repo api null>managed',
      'team-access billing api null>read',
      'user-access alice api null>read',
    ]);
    await expect(told(repo, 'repo', 'cure')).rejects.toThrow(
      'The state never had a file of the repository "cure"; did you mean "core"?',
    );
  });
});

describe('who had what at a moment', () => {
  const state = {
    'state/organization.yaml': 'name: acme\nbasePermission: read\n',
    'state/users/all.yaml': users(
      'alice: { id: 1, role: owner, employee: E1 }',
      'bob: { id: 2 }',
      'carol: { id: 3, role: outside, sponsor: alice }',
      'eli: { id: 5, suspended: 2020-01-02 }',
    ),
    'state/teams/engineering.yaml': team('alice'),
    'state/teams/payments.yaml': `parent: engineering\n${team('bob', 'eli')}`,
    'state/repos/api.yaml': 'teams:\n  engineering: read\n  payments: "=cmd"\ncollaborators:\n  carol: write\n',
  };

  it('is a row for each person and thing, and says by what', async () => {
    const repo = repositoryOf(state, { 'state/users/all.yaml': users('alice: { id: 1, role: owner }') });
    const { code, out, log } = await history(repo.folder, [], { at: repo.ids[0] ?? '', csv: true });
    expect(code).toBe(0);
    expect(rowsOf(out)).toEqual([
      'login,id,employee,kind,name,permission,by,team,inherited_from,suspended_since,file,line',
      'alice,1,E1,organization,acme,owner,direct,,,,state/users/all.yaml,2',
      'alice,1,E1,repository,*,admin,owner,,,,state/users/all.yaml,2',
      'alice,1,E1,team,engineering,maintainer,direct,,,,state/teams/engineering.yaml,2',
      'alice,1,E1,repository,api,read,team,engineering,,,state/repos/api.yaml,2',
      'bob,2,,organization,acme,member,direct,,,,state/users/all.yaml,3',
      'bob,2,,team,payments,member,direct,,,,state/teams/payments.yaml,3',
      `bob,2,,repository,api,"'=cmd",team,payments,,,state/repos/api.yaml,3`,
      'bob,2,,repository,api,read,team,payments,engineering,,state/repos/api.yaml,2',
      'carol,3,,organization,acme,outside,direct,,,,state/users/all.yaml,4',
      'carol,3,,repository,api,write,direct,,,,state/repos/api.yaml,5',
      'eli,5,,organization,acme,none,suspended,,,2020-01-02,state/users/all.yaml,5',
    ]);
    expect(log).toContain('every member who is not outside may read every repository');
    const { out: text } = await history(repo.folder, [], { at: repo.ids[0] ?? '' });
    expect(text).toContain('organization acme: none (suspended since 2020-01-02: keeps the seat, holds nothing)');
    expect(text).toContain('repository api: read (team payments, inherited from engineering)');
    const json = JSON.parse((await history(repo.folder, [], { at: 'main' }, { format: 'json' })).out) as {
      rows: readonly { readonly login: string; readonly kind: string }[];
    };
    expect(json.rows.filter(({ kind }) => kind === 'organization').map(({ login }) => login)).toEqual(['alice']);
  });

  it.each([
    ['user', 'bobby', ['bob organization acme', 'bob team payments', 'bob repository api', 'bob repository api']],
    ['team', 'payments', ['bob team payments', 'bob repository api', 'bob repository api']],
    [
      'repo',
      'API',
      ['alice repository *', 'alice repository api', ...twice('bob repository api'), 'carol repository api'],
    ],
  ])('is narrowed to one %s, under the name of then or of today', async (noun, name, expected) => {
    const repo = repositoryOf(state, {
      'state/users/all.yaml': users('alice: { id: 1, role: owner }', 'bobby: { id: 2 }'),
    });
    const { out } = await history(repo.folder, [noun, name], { at: repo.ids[0] ?? '', csv: true });
    const rows = rowsOf(out).slice(1);
    expect(rows.map((row) => row.split(',')).map(([login, , , kind, what]) => `${login} ${kind} ${what}`)).toEqual(
      expected,
    );
    await expect(history(repo.folder, [noun, 'nobody'], { at: 'main' })).rejects.toThrow('"nobody" then');
  });

  it('says which commit wrote the line', async () => {
    const repo = repositoryOf(
      { ...state, 'state/teams/payments.yaml': 'members:\n  - bob\n' },
      { 'state/teams/payments.yaml': 'members:\n  - bob\n  - alice\n' },
      { 'state/teams/payments.yaml': '# Cards\nmembers:\n  - bob\n  - alice\n' },
    );
    const { out } = await history(repo.folder, ['team', 'payments'], { at: 'main' }, { format: 'json' });
    const { rows } = JSON.parse(out) as { rows: { login: string; kind: string; since: { commit: string } }[] };
    const inTeam = rows.filter(({ kind }) => kind === 'team').map(({ login, since }) => [login, since.commit]);
    expect(inTeam).toEqual([
      ['alice', repo.ids[1]],
      ['bob', repo.ids[0]],
    ]);
  });

  it.each([
    ['2021-03-04', '2021-03-04T12:00:00Z', 0],
    ['2021-03-05T11:59Z', '2021-03-04T12:00:00Z', 0],
    ['2021-03-05T14:00+02:00', '2021-03-05T12:00:00Z', 1],
    ['2021-03-05', '2021-03-05T12:00:00Z', 1],
    // The fourth commit says 1999, the fifth 2099: both came with the third.
    ['2021-03-06', '2021-03-06T12:00:00Z', 4],
    ['2022-01-01', '2021-03-07T12:00:00Z', 5],
  ])('takes the commit that had come last by %s, though dates are wrong', async (asked, cameAt, nth) => {
    const { commits, cwd } = await datedRepository();
    const { out } = await history(cwd, [], { at: asked }, { format: 'json' });
    const found = JSON.parse(out) as { commit: string; cameAt: string; wrongDates: number };
    expect([found.cameAt, found.wrongDates, found.commit]).toEqual([cameAt, 2, commits[nth]]);
  });

  it.each([
    ['2021-03-03', 'The state had no commit yet at 2021-03-03. It begins at 2021-03-04T12:00:00Z.'],
    ['2021-02-30', '"2021-02-30" is no date.'],
    ['2999-01-01', '2999-01-01 is still to come'],
    ['nowhere', 'No commit is called "nowhere" here.'],
  ])('refuses %s', async (asked, message) => {
    const { cwd } = await datedRepository();
    await expect(history(cwd, [], { at: asked })).rejects.toThrow(message);
  });
});

/** The columns that are the same whatever the commits are. */
function rowsOf(out: string): readonly string[] {
  const lines = out.trim().split('\r\n');
  return lines.map((row) => row.split(',').slice(0, 12).join(','));
}

function twice(row: string): readonly string[] {
  return [row, row];
}

/** Six commits whose clocks were right but for two. */
async function datedRepository(): Promise<{ readonly cwd: string; readonly commits: readonly string[] }> {
  const repo = realRepository();
  const dates = ['2021-03-04', '2021-03-05', '2021-03-06', '1999-01-01', '2099-01-01', '2021-03-07'];
  repo.write('state/organization.yaml', 'name: acme\n');
  const { execFileSync } = await import('node:child_process');
  const commits = dates.map((date, nth) => {
    repo.write('state/users/all.yaml', users(`alice: { id: ${nth + 1} }`));
    repo.git('add', '--all');
    const when = { GIT_COMMITTER_DATE: `${date}T12:00:00Z`, GIT_AUTHOR_DATE: `${date}T12:00:00Z` };
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
    execFileSync('git', [...identity, 'commit', '--quiet', '-m', `${nth}`], {
      cwd: repo.folder,
      env: { ...environment, ...when },
    });
    return repo.git('rev-parse', 'HEAD');
  });
  withRemote(repo);
  return { cwd: repo.folder, commits };
}

describe('whose decision it was', () => {
  let reviewed: ReviewedRepo;
  beforeAll(async () => {
    reviewed = await aReviewedRepo();
    await merged(reviewed.repo, {
      files: joining('dana'),
      opener: 'alice',
      author: 'alice',
      approve: ['eli'],
      method: 'merge',
    });
    await applying(reviewed.repo);
    await merged(reviewed.repo, { files: joining('dana', ['carol', 'eve']), opener: 'alice', approve: ['dana'] });
    await reviewed.repo.control('DELETE', 'requests');
  });
  afterAll(() => reviewed.repo.close());

  const ask = async (name: string, options: HistoryOptions = {}, env = reviewed.repo.context().env): Promise<Json> => {
    const { out } = await history(reviewed.repo.dir, ['user', name], options, { format: 'json', env });
    return JSON.parse(out) as Json;
  };

  it('is told by GitHub, with the run that brought it into effect', async () => {
    const { repo } = reviewed;
    const dana = await ask('dana');
    expect(dana.commits[0]).toMatchObject({
      asked: true,
      pullRequest: { openedBy: 'alice', approvers: [{ login: 'eli', onLastCommit: true }] },
      applied: { commit: repo.git('rev-parse', 'HEAD^1') },
      changes: [{ kind: 'team-membership', team: 'engineering', before: null, after: 'member' }],
    });
    const eve = await ask('eve');
    expect(eve.commits[0]).toMatchObject({
      commit: headOf(repo),
      pullRequest: { openedBy: 'alice', approvers: [{ login: 'dana', onLastCommit: true }] },
      applied: null,
    });
  });

  it('names no run for what was in effect before the first run that changed anything', async () => {
    const { commits } = await ask('carol');
    expect(commits.at(-1)).toMatchObject({ commit: reviewed.begin, applied: null });
  });

  it('takes few requests, and none where GitHub is not to be asked', async () => {
    const { repo } = reviewed;
    await repo.control('DELETE', 'requests');
    await ask('dana', { limit: '1' });
    expect((await repo.requests()).total).toBeLessThanOrEqual(5);
    await repo.control('DELETE', 'requests');
    const { GITHUB_TOKEN: _, ...without } = repo.context().env as Record<string, string>;
    const found = [await ask('dana', { github: false }), await ask('dana', {}, without)];
    expect((await repo.requests()).total).toBe(0);
    expect(found.map(({ source }) => source.notAsked)).toEqual(['--no-github', 'there is no token: set GITHUB_TOKEN']);
    expect(found.map(({ commits }) => commits[0]?.asked)).toEqual([false, false]);
  });

  it('is told without GitHub where that does not answer, and ends as unfinished', async () => {
    const { repo } = reviewed;
    await repo.control('POST', 'faults', { match: 'GET .*/pulls', status: 403, times: 1 });
    const { code, out } = await history(repo.dir, ['user', 'eve'], {}, { env: repo.context().env });
    expect(code).toBe(4);
    expect(out).toContain('+ eve: into engineering as member');
    expect(out).toContain('Pull requests and approvals were not asked for: ');
  });
});
