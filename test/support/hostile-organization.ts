import type { HrOrganization, HrRow } from './hr-organization.ts';

/** Texts that would do something to whoever shows them unescaped. */
export const hostileTexts: readonly string[] = [
  '@everyone',
  '@acme/owners #12 GH-12 :smile: $x$',
  '<img src=x onerror=alert(1)>',
  '</details><script>alert(1)</script><!--',
  '[click](http://evil.example) www.evil.example a@b.example ![x](http://evil.example/x.png)',
  '| a | b |\n|---|---|\n| c | d |',
  '\n\n# Approved by root\n\n- [x] done\n```\n~~~',
  '\n::error::stop\n::add-mask::a\n##[group]x',
  '\u202Eflip\u202C \u200Bzero\u2066',
  '=cmd()|"/c calc"!A1',
  '\u0000nul\u0007bell\u001b[2Jclear\u001b]8;;http://evil.example\u0007x',
  '\uD800 lone \uDC00',
  'x'.repeat(10_000),
  '`code` ``` \\| \\',
  '__proto__',
  'constructor',
  '&lt;b&gt; &#64;all',
  '{{ x }} ${{ secrets.GITHUB_TOKEN }} $(reboot) `reboot` ; rm -rf / #',
];

/** Logins that are none, or that GitHub does not know. */
const hostileLogins: readonly string[] = [
  ...hostileTexts.filter((text) => text !== 'constructor'),
  '--help',
  '-rf',
  '../../../etc/passwd',
  '..%2f..%2forgs/acme/members',
  'a/b?per_page=1#x',
  'hasOwnProperty',
  'toString',
  'con.yaml',
  ' ',
];

/** Employee ids that a line of the state can hold, and must hold as they are. */
export const hostileIds: readonly string[] = [
  '@everyone',
  '<b>E1</b>',
  '| a | b |',
  '=cmd()|x',
  '::stop-commands::x',
  '__proto__',
  'constructor',
  '0017',
  '1e3',
  'yes',
  '~',
  '2026-11-20',
  'a: b # c',
  '{ role: owner }',
  '", role: owner, x: "',
  "', role: owner",
  '*a &b !!x %y',
  '- - -',
  '--upload-pack=x',
  '../../x',
  'ＥＭＰ',
];

const departments = ['Payments', 'Search', '__proto__', 'constructor', '<b>@everyone</b> | x'] as const;

/** A leaving word as roster.yaml has it, and as HR writes it. */
export const leavingWord = 'gone | <b>@everyone</b>';
const written = 'GONE  |\n<b>@Everyone</b>';

export interface HostileOrganization extends HrOrganization {
  readonly roster: string;
  /** Whom HR says to have left, for certain. */
  readonly leavers: readonly string[];
  /** Who moves, and to which of the teams. */
  readonly movers: ReadonlyMap<string, string>;
  /** Employee ids of joiners, by login. */
  readonly joiners: ReadonlyMap<string, string>;
}

/** An organisation with departments called like parts of every object, and one day of HR data by somebody who hates it. */
export function aHostileOrganization(): HostileOrganization {
  const people = Array.from({ length: 80 }, (_, index) => rowOf(index));
  const at = (index: number): HrRow => people[index] ?? rowOf(index);
  const leavers = [at(0), at(1), at(5)].map((row) => ({ ...row, status: written }));
  const movers = people.slice(10, 15).map((row, index) => ({ ...row, department: departments[(index + 1) % 5] ?? '' }));
  // Words that mean nothing, dates that are none, names of others: all of these are kept where they are.
  const unknown = hostileTexts.map((status, index) => ({ ...at(20 + index), status }));
  const undated = hostileTexts.map((left_on, index) => ({ ...at(40 + index), status: 'terminated', left_on }));
  const renamed = hostileTexts.map((login, index) => ({
    ...at(60 + index),
    github_login: `${login} ${index}`,
    status: 'terminated',
  }));
  const joiners = hostileIds.map((employee_id, index) => ({ ...rowOf(100 + index), employee_id }));
  const [special] = [{ ...rowOf(90), github_login: 'constructor' }];
  const nobodys = hostileTexts.map((text, index) => ({ ...rowOf(200 + index), employee_id: `E ${index} ${text}` }));
  const strangers = hostileLogins.map((github_login, index) => ({ ...rowOf(300 + index), github_login }));
  const changed = new Map(
    [...leavers, ...movers, ...unknown, ...undated, ...renamed].map((row) => [row.employee_id, row]),
  );
  const after = people.map((row) => changed.get(row.employee_id) ?? row);
  const welcome = [...joiners, special];
  return {
    files: filesOf(people),
    before: people,
    after: [...after, ...welcome, ...nobodys, ...strangers],
    changes: [
      {
        addAccounts: [...welcome, ...nobodys].map(({ github_login }, index) => ({
          login: github_login,
          id: 9000 + index,
        })),
      },
    ],
    roster: roster,
    leavers: leavers.map(({ github_login }) => github_login),
    movers: new Map(movers.map(({ github_login, department }) => [github_login, slugOf(department)])),
    joiners: new Map(
      [...welcome, ...nobodys.filter(({ employee_id }) => isOneLine(employee_id))].map(
        ({ github_login, employee_id }) => [github_login, employee_id],
      ),
    ),
  };
}

const roster = `sources:
  - name: hr
    json: { file: ../hr/people.csv }
    columns: { employee: employee_id, login: github_login, status: status, leftOn: left_on, department: department, manager: manager }
    status: { active: [active], left: [terminated, ${JSON.stringify(leavingWord)}] }
    expect: { atLeast: 1, dropPercent: 100, unknownPercent: 100 }
`;

function rowOf(index: number): HrRow {
  return {
    employee_id: `E${index}`,
    github_login: `p${index}`,
    status: 'active',
    left_on: '',
    department: departments[index % 5] ?? '',
    manager: hostileTexts[index % hostileTexts.length] ?? '',
  };
}

/** What people can read on one line of a file. */
function isOneLine(text: string): boolean {
  return text.length <= 100 && !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text);
}

function slugOf(department: string): string {
  return `team-${departments.indexOf(department as 'Payments')}`;
}

function filesOf(people: readonly HrRow[]): HrOrganization['files'] {
  const lines = people.map(
    ({ github_login, employee_id }, index) => `  ${github_login}: { id: ${1000 + index}, employee: ${employee_id} }\n`,
  );
  const teams = departments.map((department): [string, string] => {
    const members = people.filter((row) => row.department === department).map((row) => `  - ${row.github_login}\n`);
    const text = `name: ${slugOf(department)}\nrule: { department: ${JSON.stringify(department)} }\nmembers:\n${members.join('')}`;
    return [`teams/${slugOf(department)}.yaml`, text];
  });
  return {
    'organization.yaml': 'name: acme\nstateRepository: acme/access\n',
    'users/owners.yaml': 'users:\n  root: { id: 1, role: owner }\n  spare: { id: 2, role: owner }\n',
    'users/employees.yaml': `users:\n${lines.join('')}`,
    ...Object.fromEntries(teams),
  };
}
