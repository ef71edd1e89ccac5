import { describe, expect, it } from 'vitest';
import { type Bad, load, problemsOf, team, users, valid } from '../../test/support/loaded-state.ts';
import { entryKey } from '../model/entry.ts';
import { keyOf } from '../model/identity.ts';
import { createFileCache } from './load-file.ts';
import { loadState } from './load-state.ts';
import { defaultPolicy } from './normalise/policy.ts';

const badFiles: readonly Bad[] = [
  [
    'a team file in capitals',
    { 'teams/Sre.yaml': '{}' },
    ['teams/Sre.yaml:1:1 slugs are lower case on GitHub: name this file sre.yaml'],
  ],
  [
    'two team files that differ in case alone',
    { 'teams/Sre.yaml': '{}', 'teams/sre.yaml': '{}' },
    [
      'teams/Sre.yaml:1:1 slugs are lower case on GitHub: name this file sre.yaml',
      'teams/sre.yaml:1:1 the name of this file and state/teams/Sre.yaml differ in case alone: keep one of them',
    ],
  ],
  [
    'two repository files that differ in case alone',
    { 'repos/Api.yaml': '{}', 'repos/api.yaml': '{}' },
    ['repos/api.yaml:1:1 the name of this file and state/repos/Api.yaml differ in case alone: keep one of them'],
  ],
  [
    'two dots in a file name',
    { 'teams/a..b.yaml': '{}' },
    ['teams/a..b.yaml:1:1 the file name has ".." in it: rename the file'],
  ],
  [
    'a space in a file name',
    { 'teams/a b.yaml': '{}' },
    ['teams/a b.yaml:1:1 the file name has a space in it: rename the file'],
  ],
  [
    'a line break in a file name',
    { 'teams/a\nb.yaml': '{}' },
    ['teams/a\nb.yaml:1:1 the file name has a line break or another control character in it: rename the file'],
  ],
  [
    'extra files',
    { 'notes.txt': '', 'team/x.yaml': '', 'teams/x.yml': '', 'teams/.gitkeep': '' },
    [
      'warning notes.txt:1:1 this file is no part of a state and is not read',
      'warning team/x.yaml:1:1 this file is no part of a state and is not read',
      'warning teams/x.yml:1:1 this file is no part of a state and is not read: files of the state end in .yaml',
    ],
  ],
];

describe('problems of a state', () => {
  it('has none where all is well', () => {
    expect(
      problemsOf({
        ...team('members: [ALICE, no]\n'),
        ...users('users:\n  no: {}\n  on: {}\n  -x--y-: {}\n  z_corp: {}\n  dependabot[bot]: {}\n'),
      }),
    ).toEqual([]);
  });

  it.each(badFiles)('in files: %s', (_, files, problems) => expect(problemsOf(files)).toEqual(problems));

  it('says that organization.yaml is missing', () => {
    const [, staff] = Object.entries(valid).map(([path, text]) => ({ path, id: path, text }));
    const { problems } = loadState(staff ? [staff] : [], { prefix: '', today: '2026-11-22' });
    expect(problems).toMatchObject([{ severity: 'error', file: 'organization.yaml', line: 1, column: 1 }]);
  });
});

describe('a loaded state', () => {
  it('takes a person in several lists once, as a maintainer where that list has them', () => {
    const { state, entries } = load(
      team('extraMembers: [alice]\nmembers:\n  - bob\n  - Alice\nmaintainers:\n  - alice\n'),
    );
    expect(state.teams.get(keyOf('x'))?.members).toEqual(
      new Map([
        ['alice', { login: 'alice', role: 'maintainer' }],
        ['bob', { login: 'bob', role: 'member' }],
      ]),
    );
    const ref = { noun: 'team-member', team: keyOf('x'), user: keyOf('alice') } as const;
    expect(entries.get(entryKey(ref))).toEqual({ ref, file: 'state/teams/x.yaml', line: 6, text: '"maintainer"' });
  });

  it('holds nothing of a team or repository that is not managed', () => {
    const { state, entries, problems } = load({
      ...team('id: 7\nname: X\nmanaged: false\nparent: x\nmembers: [zed]\n'),
      'repos/r.yaml': 'managed: false\nteams: { zed: own }\n',
    });
    expect(problems).toEqual([]);
    expect(state.teams.get(keyOf('x'))).toEqual({
      slug: 'x',
      id: 7,
      previously: [],
      managed: false,
      members: new Map(),
      listsMembers: false,
    });
    expect(state.repos.get(keyOf('r'))).toMatchObject({ managed: false, listsTeams: false, teams: new Map() });
    expect([...entries.values()].filter(({ file }) => !file.includes('users/'))).toMatchObject([
      { ref: { noun: 'repo' }, text: '{"previously":[],"managed":false}' },
      { ref: { noun: 'team' }, text: '{"id":7,"previously":[],"managed":false}' },
    ]);
  });

  it('tells an absent list from an empty one', () => {
    const { state } = load({
      'teams/a.yaml': 'name: A\n',
      'teams/b.yaml': 'members: []\n',
      'repos/r.yaml': 'teams: {}\n',
    });
    expect([...state.teams.values()].map(({ listsMembers }) => listsMembers)).toEqual([false, true]);
    expect(state.repos.get(keyOf('r'))).toMatchObject({ listsTeams: true, listsCollaborators: false });
  });

  it('fills a policy with defaults, kind by kind', () => {
    expect(load({}).policy).toEqual(defaultPolicy);
    const { policy, entries } = load({
      'policy.yaml': 'removals: { members: { count: 3 } }\nwaves: [5, 12.5%]\nunmanaged: remove # now\n',
    });
    expect(policy).toEqual({
      ...defaultPolicy,
      removals: { ...(defaultPolicy.removals as object), members: { count: 3 } },
      waves: [{ count: 5 }, { percent: 12.5 }],
      unmanaged: 'remove',
      unmanagedLine: { file: 'state/policy.yaml', line: 3 },
    });
    expect(entries.get(entryKey({ noun: 'policy', setting: 'unmanaged' }))).toMatchObject({
      line: 3,
      text: '"remove" # now',
    });
  });

  it.each([
    ['0s', 0],
    ['30s', 30_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
  ])('reads a pause of %s', (pause, milliseconds) => {
    const { policy, problems } = load({ 'policy.yaml': `pause: ${pause}\ncircuitBreaker: { failures: 12 }\n` });
    expect(problems).toEqual([]);
    expect(policy).toEqual({ ...defaultPolicy, pause: milliseconds, circuitBreaker: { failures: 12 } });
  });

  it('keeps all that can be read of a file with mistakes, and judges nothing, where it is lenient', () => {
    const files = {
      ...team('parent: nope\nmemebrs: []\nmembers: [bob, 7, alice]\n'),
      'teams/y.yaml': 'members: [\n',
      ...users('users:\n  x: { id: 0, role: owner }\n'),
    };
    const { state, problems, unreadable, entries } = load(files, { lenient: true });
    expect(unreadable).toEqual(['teams/y.yaml']);
    expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'state/teams/x.yaml:2',
      'state/teams/x.yaml:3',
      'state/teams/y.yaml:2',
      'state/users/more.yaml:2',
    ]);
    expect([...(state.teams.get(keyOf('x'))?.members.keys() ?? [])]).toEqual(['bob', 'alice']);
    expect(state.users.get(keyOf('x'))).toEqual({ login: 'x', role: 'owner' });
    expect(entries.get(entryKey({ noun: 'team-member', team: keyOf('x'), user: keyOf('alice') }))?.line).toBe(3);
  });
});

describe('the text of an entry', () => {
  const textsOf = (files: Readonly<Record<string, string>>): unknown =>
    Object.fromEntries(Array.from(load(files).entries, ([key, { text }]) => [key, text]));
  const written = {
    ...users('users:\n  x: { id: 7, desk: 4, role: owner } # note\n'),
    ...team('name: X\nmembers:\n  - x # lead\n  - bob\n'),
    'repos/r.yaml': 'teams:\n  x: read # why\n',
  };

  it('is the same in another layout, order and with other line ends', () => {
    const other = {
      ...users('users:\r\n  X: # note\r\n    desk: 4\r\n    role: "owner"\r\n    id: 7\r\n'),
      ...team('# a team\nmembers: [bob,\n  x # lead\n ]\nname: "X"\n'),
      'repos/r.yaml': "# a repository\n\nteams: { 'X': 'read' } # why\n",
    };
    expect(textsOf(other)).toEqual(textsOf(written));
  });

  it.each([
    ['an attribute', users('users:\n  x: { id: 7, desk: 5, role: owner } # note\n')],
    ['a comment', users('users:\n  x: { id: 7, desk: 4, role: owner } # other\n')],
    ['a comment inside', users('users:\n  x: # note\n    id: 7 # new\n    desk: 4\n    role: owner\n')],
    ['a list', team('name: X\nmaintainers:\n  - x # lead\nmembers:\n  - bob\n')],
    ['a role', { 'repos/r.yaml': 'teams:\n  x: write # why\n' }],
  ])('is another where somebody changed %s', (_, files) => {
    expect(textsOf({ ...written, ...files })).not.toEqual(textsOf(written));
  });
});

describe('a plain text', () => {
  it('may have marks in it that mean something elsewhere', () => {
    const { state, problems } = load(
      team('id: 7\nname: a & b, *c* !d 100% "e"\ndescription: |\n  &a *b !c\n  "d" "e"\n'),
    );
    expect(problems).toEqual([]);
    expect(state.teams.get(keyOf('x'))).toMatchObject({
      name: 'a & b, *c* !d 100% "e"',
      description: '&a *b !c\n"d" "e"\n',
    });
  });
});

describe('loading again', () => {
  it('parses only the files that changed', () => {
    const cache = createFileCache();
    const options = { prefix: 'state', today: '2026-11-22', cache };
    const files = Object.entries({ ...valid, ...team('members: [alice]\n') }).map(([path, text]) => ({
      path,
      id: text,
      text,
    }));
    const first = loadState(files, options);
    expect(cache.size).toBe(3);
    const changed = files.map((file) =>
      file.path === 'teams/x.yaml' ? { ...file, id: '2', text: 'members: [bob]\n' } : { ...file, text: 'never parsed' },
    );
    const second = loadState(changed, options);
    expect(cache.size).toBe(4);
    expect(second.problems).toEqual([]);
    expect(second.state.users).toEqual(first.state.users);
    expect([...(second.state.teams.get(keyOf('x'))?.members.keys() ?? [])]).toEqual(['bob']);
  });
});
