import { describe, expect, it } from 'vitest';
import { entryKey } from '../model/entry.ts';
import { keyOf } from '../model/identity.ts';
import { createFileCache } from './load-file.ts';
import { type LoadedState, loadState } from './load-state.ts';
import { defaultPolicy } from './normalise/policy.ts';

/** A small valid state; each test puts its own files beside it or in its place. */
const valid = {
  'organization.yaml': 'name: acme\ncustomRoles: [security-reader]\n',
  'users/staff.yaml':
    'users:\n  alice: { id: 1, role: owner }\n  bob: { id: 2, role: owner }\n  carol: { role: outside, sponsor: alice }\n',
};

function load(files: Readonly<Record<string, string>>, options: { lenient?: boolean } = {}): LoadedState {
  const all = Object.entries({ ...valid, ...files }).map(([path, text]) => ({ path, id: text, text }));
  return loadState(all, { prefix: 'state', today: '2026-11-22', ...options });
}

function problemsOf(files: Readonly<Record<string, string>>): string[] {
  return load(files).problems.map(({ severity, file, line, column, message }) => {
    return `${severity === 'error' ? '' : 'warning '}${file.replace('state/', '')}:${line}:${column} ${message}`;
  });
}

type Bad = readonly [what: string, files: Readonly<Record<string, string>>, problems: readonly string[]];

const team = (text: string) => ({ 'teams/x.yaml': text });
const users = (text: string) => ({ 'users/more.yaml': text });

const badYaml: readonly Bad[] = [
  [
    'an empty file',
    team(''),
    ['teams/x.yaml:1:1 the file is empty: write {} in it where nothing is to be said, or delete it'],
  ],
  [
    'a file of comments alone',
    team('# hi\n'),
    ['teams/x.yaml:1:1 the file is empty: write {} in it where nothing is to be said, or delete it'],
  ],
  ['a list where a map is due', team('- a\n'), ['teams/x.yaml:1:1 a list stands where a map is due']],
  ['a map where a list is due', team('members:\n  alice: 1\n'), ['teams/x.yaml:2:3 a map stands where a list is due']],
  ['a text where a list is due', team('members: alice\n'), ['teams/x.yaml:1:10 "alice" stands where a list is due']],
  [
    'a key without a value',
    team('members:\n'),
    ['teams/x.yaml:1:9 "members" has no value: write [] for none, or leave it out'],
  ],
  ['a duplicate key', team('members: []\nmembers: [alice]\n'), ['teams/x.yaml:2:1 "members" stands twice in this map']],
  [
    'a duplicate key deep down',
    users('users:\n  x: { id: 7, id: 8 }\n'),
    ['users/more.yaml:2:15 "id" stands twice in this map'],
  ],
  [
    'a duplicate login in one file',
    users('users:\n  x: {}\n  x: {}\n'),
    ['users/more.yaml:3:3 "x" stands twice in this map'],
  ],
  [
    'an alias',
    team('members: *a\n'),
    ['teams/x.yaml:1:10 aliases (*) are not read: write the value out, or put it in quotes if it is text'],
  ],
  [
    'an anchor',
    team('members: &a []\n'),
    ['teams/x.yaml:1:10 anchors (&) are not read: write the value out, or put it in quotes if it is text'],
  ],
  [
    'a tag',
    team('name: !!str x\n'),
    ['teams/x.yaml:1:7 tags (!) are not read: leave it out, or put the value in quotes if it is text'],
  ],
  [
    'a directive',
    team('%YAML 1.1\n---\nmembers: []\n'),
    ['teams/x.yaml:1:1 directives (%) are not read: leave the line out'],
  ],
  [
    'a merge key',
    users('users:\n  x:\n    <<: { id: 7 }\n'),
    ['users/more.yaml:3:5 merge keys (<<) are not read: write the keys out'],
  ],
  [
    'two documents',
    team('members: []\n---\nmembers: []\n'),
    ['teams/x.yaml:2:1 a second document starts here (---): one file holds one'],
  ],
  [
    '5,000 nested brackets',
    team(`members: ${'['.repeat(5000)}`),
    ['teams/x.yaml:1:73 lists and maps are nested more than 64 deep here'],
  ],
  [
    '5,000 nested braces',
    team('{ a: '.repeat(5000)),
    ['teams/x.yaml:1:317 lists and maps are nested more than 64 deep here'],
  ],
  [
    '5,000 nested dashes',
    team('- '.repeat(5000)),
    ['teams/x.yaml:1:128 lists and maps are nested more than 64 deep here'],
  ],
  [
    '5,000 question marks',
    team('? '.repeat(5000)),
    ['teams/x.yaml:1:128 lists and maps are nested more than 64 deep here'],
  ],
  [
    '100,000 tags in a row',
    team('!a '.repeat(100_000)),
    ['teams/x.yaml:1:1 tags (!) are not read: leave it out, or put the value in quotes if it is text'],
  ],
  [
    'steps of indentation',
    team(Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')),
    ['teams/x.yaml:64:65 lists and maps are nested more than 64 deep here'],
  ],
  [
    'millions of commas',
    team(`members: [${','.repeat(4_000_000)}`),
    ['teams/x.yaml:1:12 two commas stand side by side with nothing between them'],
  ],
  ['millions of quotes', team('""'.repeat(2_000_000)), ['teams/x.yaml:1:3 two texts in quotes stand side by side']],
  ['50 MB', team('a'.repeat(50_000_000)), ['teams/x.yaml:1:1 the file is larger than 5 MB: split it']],
  [
    'a tab as indentation',
    team('members:\n\t- alice\n'),
    ['teams/x.yaml:2:1 a tab stands in the indentation: YAML wants spaces'],
  ],
  ['a list as a key', users('users:\n  ? [a]\n  : {}\n'), ['users/more.yaml:2:5 a list or map cannot be a key']],
  [
    'logins that YAML reads as something else',
    users('users:\n  249043822: {}\n  1e5: {}\n  0x1F: {}\n  null: {}\n  true: {}\n'),
    [
      'users/more.yaml:2:3 YAML reads 249043822 as a number, not as a name: write it in quotes, "249043822"',
      'users/more.yaml:3:3 YAML reads 1e5 as a number, not as a name: write it in quotes, "1e5"',
      'users/more.yaml:4:3 YAML reads 0x1F as a number, not as a name: write it in quotes, "0x1F"',
      'users/more.yaml:5:3 YAML reads null as null, not as a name: write it in quotes, "null"',
      'users/more.yaml:6:3 YAML reads true as true or false, not as a name: write it in quotes, "true"',
    ],
  ],
  [
    'such logins in a list',
    { ...team('members:\n  - 249043822\n  - ~\n  -\n'), ...users('users:\n  "249043822": {}\n') },
    [
      'teams/x.yaml:2:5 YAML reads 249043822 as a number, not as a name: write it in quotes, "249043822"',
      'teams/x.yaml:3:5 YAML reads ~ as null, not as a name: write it in quotes, "~"',
      'teams/x.yaml:4:4 this has no value: give it one, or leave it out',
    ],
  ],
];

const badShape: readonly Bad[] = [
  [
    'a key that is nearly right',
    team('memebrs: []\n'),
    ['teams/x.yaml:1:1 unknown key "memebrs"; did you mean "members"?'],
  ],
  [
    'keys of JavaScript',
    team('constructor: 1\n__proto__: 2\n'),
    ['teams/x.yaml:1:1 unknown key "constructor"', 'teams/x.yaml:2:1 unknown key "__proto__"'],
  ],
  [
    'a login that GitHub would not have',
    users('users:\n  "--output=x": {}\n'),
    [expect.stringMatching(/^users\/more.yaml:2:3 "--output=x" will not do here. A GitHub login: /)],
  ],
  [
    'a permission that is nearly right',
    { 'repos/r.yaml': 'collaborators:\n  carol: raed\n' },
    ['repos/r.yaml:2:10 unknown role "raed" of carol in r; did you mean "read"?'],
  ],
  [
    "REST's word for a permission",
    { 'repos/r.yaml': 'collaborators:\n  carol: push\n' },
    ['repos/r.yaml:2:10 unknown role "push" of carol in r; did you mean "write"?'],
  ],
  [
    "REST's word for the base permission",
    { 'organization.yaml': 'name: acme\nbasePermission: pull\n' },
    ['organization.yaml:2:17 "pull" stands where one of none, read, write, admin is due; did you mean "read"?'],
  ],
  [
    'days that no calendar has',
    users('users:\n  x: { suspended: 2026-02-31 }\n  y: { expires: 20261120 }\n'),
    [
      'users/more.yaml:2:19 "2026-02-31" is not a date. A date, as in 2026-11-20.',
      'users/more.yaml:3:17 20261120 is not a date. A date, as in 2026-11-20.',
    ],
  ],
  [
    'an id that is no whole number',
    users('users:\n  x: { id: "7" }\n  y: { id: 1.5 }\n'),
    [
      'users/more.yaml:2:12 "7" stands where a whole number is due',
      'users/more.yaml:3:12 1.5 stands where a whole number is due',
    ],
  ],
  [
    'an attribute that is nearly right',
    users('users:\n  x: { sponser: bob, desk: 4 }\n'),
    ['warning users/more.yaml:2:8 "sponser" is kept as an attribute of your own; did you mean "sponsor"?'],
  ],
  [
    'an allowance without end',
    { 'policy.yaml': 'allowances:\n  - { allow: { members: 3 }, reason: x, approvedBy: alice }\n' },
    ['policy.yaml:2:5 the key "expires" is missing'],
  ],
  [
    'an allowance of nothing',
    { 'policy.yaml': 'allowances:\n  - { reason: x, approvedBy: alice, expires: 2026-11-23 }\n' },
    [
      'policy.yaml:2:5 something is missing here. { allow: { members: 120 }, reason: why, approvedBy: LOGIN, expires: 2026-11-25 }, with allow, unreviewed or feedRows',
    ],
  ],
  [
    'a policy of many mistakes',
    { 'policy.yaml': 'removals: { member: { count: 1 } }\nwaves: [0, 200%]\nunmanaged: delete\n' },
    [
      'policy.yaml:1:13 unknown key "member"; did you mean "members"?',
      'policy.yaml:2:9 0 will not do here. A count of removals, as in 10, or a share of them, as in 50%.',
      'policy.yaml:2:12 "200%" will not do here. A count of removals, as in 10, or a share of them, as in 50%.',
      'policy.yaml:3:12 "delete" stands where one of report, remove is due',
    ],
  ],
  [
    'a pause without a unit, and a breaker that never closes',
    { 'policy.yaml': 'pause: 30\ncircuitBreaker: { failures: 0 }\n' },
    [
      'policy.yaml:1:8 30 will not do here. How long to wait between two waves, as in 30s, 5m or 1h, up to 99 of each; 0s is not at all.',
      'policy.yaml:2:29 0 will not do here. So many changes in a row that fail for no reason that GitHub gives end the run, from 1.',
    ],
  ],
  [
    'a pause of more than four days',
    { 'policy.yaml': 'pause: 100h\n' },
    [
      'policy.yaml:1:8 "100h" will not do here. How long to wait between two waves, as in 30s, 5m or 1h, up to 99 of each; 0s is not at all.',
    ],
  ],
  [
    'a source with two drivers',
    {
      'roster.yaml':
        'sources:\n  - { name: hr, csv: { file: x }, json: { file: y }, columns: { employee: a, status: b }, status: { active: [a], left: [b] } }\n',
    },
    [
      'roster.yaml:2:5 this needs exactly one of several keys. One source, with exactly one of csv, json, sql, ldap and scim.',
    ],
  ],
];

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

const brokenRules: readonly Bad[] = [
  [
    'an unknown user in a team',
    team('members: [alise]\n'),
    ['teams/x.yaml:1:11 unknown user "alise" in members of the team x; did you mean "alice"?'],
  ],
  [
    'an unknown collaborator',
    { 'repos/r.yaml': 'collaborators: { zed: read }\n' },
    ['repos/r.yaml:1:18 unknown user "zed" in the repository r'],
  ],
  [
    'an unknown sponsor',
    users('users:\n  x: { role: outside, sponsor: alic }\n'),
    ['users/more.yaml:2:32 unknown user "alic" sponsor of x; did you mean "alice"?'],
  ],
  [
    'an unknown user of an exception',
    { 'exceptions.yaml': 'exceptions:\n  - { user: zed, reason: r, approvedBy: yan, expires: 2026-12-31 }\n' },
    [
      'exceptions.yaml:2:13 unknown user "zed" in user of an exception',
      'warning exceptions.yaml:2:41 unknown user "yan" in approvedBy of an exception',
    ],
  ],
  [
    'an unknown team',
    { 'repos/r.yaml': 'teams: { sre: read }\n' },
    ['repos/r.yaml:1:10 unknown team "sre" in the repository r'],
  ],
  ['an unknown parent', team('parent: nope\n'), ['teams/x.yaml:1:9 unknown team "nope" parent of the team x']],
  [
    'an unknown team to restore first, and an unknown protected login',
    { 'policy.yaml': 'restoreFirst: [sre]\nprotected: [zed]\n' },
    ['policy.yaml:1:16 unknown team "sre" in restoreFirst', 'warning policy.yaml:2:13 unknown user "zed" in protected'],
  ],
  [
    'an unknown role',
    { 'repos/r.yaml': 'collaborators: { carol: auditor, bob: Security-Reader }\n' },
    [
      'repos/r.yaml:1:25 unknown role "auditor" of carol in r: the roles are read, triage, write, maintain, admin, security-reader (others go into customRoles of organization.yaml)',
    ],
  ],
  [
    'a cycle of parents',
    { 'teams/a.yaml': 'parent: b\n', 'teams/b.yaml': 'parent: a\n', 'teams/c.yaml': 'parent: a\n' },
    [
      'teams/a.yaml:1:9 the parents go round in a circle: a → b → a',
      'teams/b.yaml:1:9 the parents go round in a circle: a → b → a',
    ],
  ],
  ['a team that is its own parent', team('parent: X\n'), ['teams/x.yaml:1:9 the parents go round in a circle: x → x']],
  [
    'two spellings of one login',
    users('users:\n  ALICE: { role: owner }\n'),
    ['users/staff.yaml:2:3 the user alice stands twice: also at state/users/more.yaml:2'],
  ],
  [
    'duplicate ids',
    {
      ...users('users:\n  x: { id: 2 }\n'),
      'teams/a.yaml': 'id: 5\n',
      'teams/b.yaml': 'id: 5\n',
      'repos/r.yaml': 'id: 5\n',
      'repos/s.yaml': 'id: 5\n',
    },
    [
      'repos/s.yaml:1:5 the repository s has the id 5, and so has another at state/repos/r.yaml:1',
      'teams/b.yaml:1:5 the team b has the id 5, and so has another at state/teams/a.yaml:1',
      'users/staff.yaml:3:3 the user bob has the id 2, and so has another at state/users/more.yaml:2',
    ],
  ],
  [
    'too few owners',
    { 'policy.yaml': 'owners: { minimum: 3 }\n', ...users('users:\n  eli: { role: owner, suspended: 2026-11-20 }\n') },
    [
      'policy.yaml:1:20 3 owners are needed and 2 stand in users/ (1 suspended, who do not count): give more people role: owner',
    ],
  ],
  [
    'a secret team with a parent',
    { 'teams/a.yaml': '{}', ...team('parent: a\nprivacy: secret\n') },
    ['teams/x.yaml:2:10 a secret team cannot have a parent: make it closed, or take the parent out'],
  ],
  [
    'a secret team as a parent',
    { 'teams/a.yaml': 'privacy: secret\n', ...team('parent: a\n') },
    ['teams/x.yaml:1:9 the team a is secret and cannot be a parent: make it closed, or take the parent out'],
  ],
  [
    'an outside collaborator in a team',
    team('maintainers: [carol]\n'),
    [
      'teams/x.yaml:1:15 carol is an outside collaborator and cannot be in the team x: give the role member, or take the line out',
    ],
  ],
  [
    'previously names a living team',
    { 'teams/a.yaml': '{}', ...team('previously: [A]\n') },
    ['teams/x.yaml:1:14 previously names A, but there is a team of that name: take it out of previously'],
  ],
  [
    'previously claimed twice',
    { 'repos/r.yaml': 'previously: [old]\n', 'repos/s.yaml': 'previously: [Old]\n' },
    ['repos/s.yaml:1:14 previously names Old, and so does state/repos/r.yaml:1'],
  ],
  [
    'a name of another slug',
    {
      'teams/monkeys.yaml': 'name: Monkeys & Bänanas\n',
      'teams/a-b.yaml': 'name: A (b)\n',
      'teams/c.yaml': 'name: Other\nid: 7\n',
    },
    [
      'warning teams/monkeys.yaml:1:7 GitHub makes the slug "monkeys-bananas" of this name: name the file monkeys-bananas.yaml, or give the team\'s id',
    ],
  ],
  [
    'a login twice in one list',
    team('members: [bob, BOB]\nextraMembers: [bob]\n'),
    ['warning teams/x.yaml:1:16 BOB stands twice in members'],
  ],
  [
    'what has ended',
    {
      ...users('users:\n  x: { role: outside, sponsor: bob, expires: 2026-11-21 }\n'),
      'exceptions.yaml': 'exceptions:\n  - { user: gone, reason: r, approvedBy: alice, expires: 2026-11-21 }\n',
      'policy.yaml':
        'allowances:\n  - { allow: { members: 1 }, reason: r, approvedBy: alice, expires: 2026-11-21 }\n  - { allow: { members: 1 }, reason: r, approvedBy: alice, expires: 2026-12-06 }\n  - { allow: { members: 1 }, reason: r, approvedBy: zed, expires: 2026-12-07 }\n',
    },
    [
      'warning exceptions.yaml:2:13 unknown user "gone" in user of an exception',
      'warning exceptions.yaml:2:58 the exception for gone ended on 2026-11-21 and holds no longer: renew it, or take it out',
      'warning policy.yaml:2:69 this allowance ended on 2026-11-21 and holds no longer: take it out',
      'warning policy.yaml:4:53 unknown user "zed" in approvedBy',
      'warning policy.yaml:4:67 an allowance ends at most 14 days ahead, 2026-12-06 today: this one is not in force',
      'warning users/more.yaml:2:46 the time of x ended on 2026-11-21 (sponsor: bob): set a new date, or take the line out',
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

  it.each(badYaml)('in YAML: %s', (_, files, problems) => expect(problemsOf(files)).toEqual(problems));
  it.each(badShape)('in shape: %s', (_, files, problems) => expect(problemsOf(files)).toEqual(problems));
  it.each(badFiles)('in files: %s', (_, files, problems) => expect(problemsOf(files)).toEqual(problems));
  it.each(brokenRules)('between files: %s', (_, files, problems) => expect(problemsOf(files)).toEqual(problems));

  it('says that organization.yaml is missing', () => {
    const [, staff] = Object.entries(valid).map(([path, text]) => ({ path, id: path, text }));
    const { problems } = loadState(staff ? [staff] : [], { prefix: '', today: '2026-11-22' });
    expect(problems).toMatchObject([{ severity: 'error', file: 'organization.yaml', line: 1, column: 1 }]);
  });

  it('marks the owner floor, which plan and apply leave to a guard', () => {
    const { problems } = load({ 'policy.yaml': 'owners: { minimum: 3 }\n' });
    expect(problems).toMatchObject([{ rule: 'owners-minimum', severity: 'error' }]);
  });

  it('reads CRLF, a byte-order mark and a document start', () => {
    const { problems, state } = load(team('\ufeff---\r\nname: X\r\nmembers:\r\n  - alice # hi\r\n'));
    expect(problems).toEqual([]);
    expect(state.teams.get(keyOf('x'))?.members.has(keyOf('alice'))).toBe(true);
  });

  it('calls nobody unknown while a file of users cannot be read', () => {
    expect(
      problemsOf({ ...users('users: [\n'), ...team('members: [zed]\n') }).filter((line) => line.startsWith('teams')),
    ).toEqual([]);
  });

  it('knows a team by its file even where the file cannot be read', () => {
    const found = problemsOf({ ...team('members: [\n'), 'repos/r.yaml': 'teams: { x: read }\n' });
    expect(found.filter((line) => line.startsWith('repos'))).toEqual([]);
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
