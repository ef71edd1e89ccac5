import { describe, expect, it } from 'vitest';
import type { Roster } from '../../model/roster.ts';
import { loadState } from '../load-state.ts';

const people = `    columns: { employee: employee_id, status: status }
    status: { active: [active], left: [terminated] }
`;

const users = `users:
  alice: { role: owner }
  eli: { suspended: 2026-11-20 }
  olga: { role: outside, sponsor: alice }
`;

function load(text: string): { readonly roster: Roster | undefined; readonly problems: readonly string[] } {
  const { roster, problems } = loadState(
    [
      { path: 'organization.yaml', id: 'o', text: 'name: acme\n' },
      { path: 'policy.yaml', id: 'p', text: 'owners: { minimum: 1 }\n' },
      { path: 'users/a.yaml', id: 'u', text: users },
      { path: 'teams/sre.yaml', id: 't', text: 'members: []\n' },
      { path: 'roster.yaml', id: text, text },
    ],
    { prefix: '', today: '2026-11-20' },
  );
  return { roster, problems: problems.map(({ line, column, message }) => `${line}:${column} ${message}`) };
}

function oneSource(reading: string): string {
  return `sources:\n  - name: hr\n    ${reading}\n${people}`;
}

it('reads the example of the design', () => {
  const { roster, problems } = load(`sources:
  - name: hr
    csv: { file: ../hr/people.csv }
    columns: { employee: employee_id, login: github_login, status: status, leftOn: left_on, department: department }
    status: { active: [active, On  Leave], left: [terminated] }
    expect: { atLeast: 3000, dropPercent: 2, unknownPercent: 2, freshWithin: 36h }
`);
  expect(problems).toEqual([]);
  expect(roster).toEqual({
    identity: 'columns',
    reviewers: { users: [], teams: [], maintainers: false },
    sources: [
      {
        name: 'hr',
        reading: { kind: 'csv', file: '../hr/people.csv', delimiter: ',' },
        columns: {
          employee: 'employee_id',
          login: 'github_login',
          status: 'status',
          leftOn: 'left_on',
          department: 'department',
        },
        status: { active: new Set(['active', 'on leave']), left: new Set(['terminated']) },
        expect: { atLeast: 3000, dropPercent: 2, unknownPercent: 2, freshWithin: 36 * 3_600_000 },
      },
    ],
  });
});

it('believes no empty source, and none that shrank or went unknown by more than two percent, where nothing is said', () => {
  expect(load(oneSource('csv: { file: x }')).roster?.sources[0]?.expect).toEqual({
    atLeast: 1,
    dropPercent: 2,
    unknownPercent: 2,
    freshWithin: undefined,
  });
});

it('has no roster where there is no file', () => {
  const { roster } = loadState([], { prefix: '', today: '2026-11-20', lenient: true });
  expect(roster).toBeUndefined();
});

it.each([
  ['csv: { file: x, delimiter: ";" }', { kind: 'csv', file: 'x', delimiter: ';' }],
  ['csv: { file: x, delimiter: "\\t" }', { kind: 'csv', file: 'x', delimiter: '\t' }],
  ['json: { file: x.jsonl }', { kind: 'json', file: 'x.jsonl', at: '' }],
  ['json: { file: x, at: /a/0/b~1c }', { kind: 'json', file: 'x', at: '/a/0/b~1c' }],
  ['json: { url: "https://h.example/p?q=1" }', { kind: 'json', url: { text: 'https://h.example/p?q=1' }, at: '' }],
  [
    'json: { url: env:ROLLCALL_HR_URL, token: env:ROLLCALL_HR_TOKEN }',
    { kind: 'json', url: { variable: 'ROLLCALL_HR_URL' }, token: 'ROLLCALL_HR_TOKEN', at: '' },
  ],
  [
    'sql: { dialect: postgres, url: env:ROLLCALL_HR_URL, query: SELECT 1 }',
    { kind: 'sql', dialect: 'postgres', url: 'ROLLCALL_HR_URL', query: 'SELECT 1' },
  ],
  [
    'sql: { dialect: sqlite, file: x.db, query: SELECT 1 }',
    { kind: 'sql', dialect: 'sqlite', file: 'x.db', query: 'SELECT 1' },
  ],
  [
    'ldap: { url: ldaps://l.example, base: dc=x, bindDn: cn=r, password: env:ROLLCALL_HR_PASSWORD }',
    {
      kind: 'ldap',
      url: { text: 'ldaps://l.example' },
      base: 'dc=x',
      filter: '(objectClass=person)',
      bindDn: { text: 'cn=r' },
      password: 'ROLLCALL_HR_PASSWORD',
    },
  ],
  [
    'scim: { url: https://s.example/scim/v2, token: env:ROLLCALL_HR_TOKEN }',
    { kind: 'scim', url: { text: 'https://s.example/scim/v2' }, token: 'ROLLCALL_HR_TOKEN' },
  ],
])('reads the source %s', (written, reading) => {
  const { roster, problems } = load(oneSource(written));
  expect(problems).toEqual([]);
  expect(roster?.sources[0]?.reading).toEqual(reading);
});

it.each([
  ['csv: { path: x }', '3:5 the key "file" is missing', '3:12 unknown key "path"'],
  ['csv: { file: x, delimiter: ";;" }', '3:32 ";;" will not do here. The one character that stands between columns'],
  ['csv: { file: x, delimiter: "\\n" }', '3:32 "\\n" will not do here. The one character'],
  ['json: { file: x, url: https://y.example }', '3:5 this needs exactly one of several keys. A list of objects'],
  ['json: { at: /people }', '3:5 this needs exactly one of several keys. A list of objects'],
  ['json: { file: x, token: env:ROLLCALL_HR_T }', '3:11 "token" stands here without "url": write both, or neither'],
  ['json: { file: x, at: people }', '3:26 "people" will not do here. JSON pointer'],
  ['json: { url: ftp://h.example }', '3:18 what stands here will not do. The address, as in https://'],
  ['json: { url: "https://me:hunter2@h.example" }', '3:18 what stands here will not do. The address'],
  ['scim: { url: https://h.example, token: hunter2 }', '3:44 what stands here will not do. env: and the name of'],
  ['scim: { url: https://h.example, token: 4711 }', '3:44 what stands here will not do. env: and the name of'],
  ['scim: { url: https://h.example, token: env:GITHUB_TOKEN }', '3:44 what stands here will not do. env: and'],
  ['scim: { url: https://h.example, token: ROLLCALL_HR_TOKEN }', '3:44 what stands here will not do. env: and'],
  [
    'sql: { dialect: sqlite, url: env:ROLLCALL_HR_URL, query: q }',
    '3:29 sqlite is read from a file: write file: here, not url:',
  ],
  ['sql: { dialect: mysql, file: x, query: q }', '3:28 mysql is read from a server: write url: here, not file:'],
  ['sql: { dialect: mssql, url: env:ROLLCALL_HR_URL, query: q }', '3:21 "mssql" stands where one of postgres'],
  ['ldap: { url: ldaps://l.example, base: x, bindDn: cn=r }', '3:11 "bindDn" stands here without "password"'],
])('refuses the source %s', (written, ...expected) => {
  const { problems } = load(oneSource(written));
  for (const [index, message] of expected.entries()) {
    expect(problems[index]).toContain(message);
  }
  expect(problems.join('\n')).not.toMatch(/hunter2|4711/);
});

it.each([
  [
    'two sources of one name',
    `sources:\n  - name: hr\n    csv: { file: x }\n${people}  - name: HR\n    csv: { file: y }\n${people}`,
    '6:11 another source is called "HR" too: give each a name of its own',
  ],
  [
    'a word that means both',
    oneSource('csv: { file: x }').replace('[terminated]', '[terminated, " ACTIVE "]'),
    '5:52 " ACTIVE " stands among the words for active as well: leave it in one list, or in neither, and it is unknown',
  ],
  [
    'a word that is none',
    oneSource('csv: { file: x }').replace('[terminated]', '[terminated, " "]'),
    '5:52 " " will not do here. A word as HR writes it. Having none cannot be said here: it is always unknown.',
  ],
  [
    'SAML identities without an e-mail column',
    `${oneSource('csv: { file: x }')}identity: saml\n`,
    '6:11 SAML identities are matched by e-mail address: say in columns, as email:, which column has it',
  ],
  [
    'a source that is believed when it is empty',
    `${oneSource('csv: { file: x }')}    expect: { atLeast: 0 }\n`,
    '6:24 0 will not do here. Rows below which the source is not believed, from 1, which holds where absent.',
  ],
])('refuses %s', (_, text, message) => {
  expect(load(text).problems).toEqual([message]);
});

it('takes SAML identities with an e-mail column', () => {
  const text = `${oneSource('csv: { file: x }').replace('status: status', 'status: status, email: Work  mail')}identity: saml\n`;
  const { roster, problems } = load(text);
  expect(problems).toEqual([]);
  expect(roster).toMatchObject({ identity: 'saml', sources: [{ columns: { email: 'Work mail' } }] });
});

describe('reviewers of proposals', () => {
  const asked = (reviewers: string): ReturnType<typeof load> =>
    load(`${oneSource('csv: { file: x }')}reviewers: ${reviewers}\n`);

  it('are people and teams of the state, and the maintainers where it says so', () => {
    const { roster, problems } = asked('{ users: [Alice], teams: [sre], maintainers: true }');
    expect(problems).toEqual([]);
    expect(roster?.reviewers).toEqual({ users: ['Alice'], teams: ['sre'], maintainers: true });
    expect(asked('{ teams: [sre] }').roster?.reviewers).toEqual({ users: [], teams: ['sre'], maintainers: false });
  });

  it.each([
    [
      'somebody unknown',
      '{ users: [alicee] }',
      '6:22 unknown user "alicee" among the reviewers; did you mean "alice"?',
    ],
    ['an unknown team', '{ teams: [srf] }', '6:22 unknown team "srf" among the reviewers; did you mean "sre"?'],
    ['an outside collaborator', '{ users: [olga] }', '6:22 olga is an outside collaborator: '],
    [
      'somebody who is suspended',
      '{ users: [eli] }',
      '6:22 eli is suspended, and an approval of theirs does not count: ',
    ],
    ['an unknown key', '{ user: [alice] }', '6:14 unknown key "user"; did you mean "users"?'],
    ['one name without a list', '{ users: alice }', '6:21 "alice" stands where a list is due'],
  ])('are not %s', (_, written, problem) => {
    const { problems } = asked(written);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });
});
