import { describe, expect, it } from 'vitest';
import { type Bad, problemsOf, team, users } from '../../test/support/loaded-state.ts';

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
    'a number that is no login, by the word that stands there',
    team('members:\n  - .inf\n'),
    [expect.stringMatching(/^teams\/x.yaml:2:5 .inf will not do here. A GitHub login: /)],
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

describe('problems of a state', () => {
  it.each(badShape)('in shape: %s', (_, files, problems) => expect(problemsOf(files)).toEqual(problems));
});
