import { describe, expect, it } from 'vitest';
import { type Bad, load, problemsOf, team, users } from '../../../test/support/loaded-state.ts';

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
  it.each(brokenRules)('between files: %s', (_, files, problems) => expect(problemsOf(files)).toEqual(problems));

  it('marks the owner floor, which plan and apply leave to a guard', () => {
    const { problems } = load({ 'policy.yaml': 'owners: { minimum: 3 }\n' });
    expect(problems).toMatchObject([{ rule: 'owners-minimum', severity: 'error' }]);
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
