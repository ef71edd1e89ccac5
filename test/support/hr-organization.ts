import type { StateFile } from '../../src/state/state-file.ts';

/** One row of HR data, as every kind of source gives it: all texts, '' for none. */
export interface HrRow {
  readonly employee_id: string;
  readonly github_login: string;
  readonly status: string;
  readonly left_on: string;
  readonly department: string;
  readonly manager: string;
}

/** An organisation whose state and HR data agree, and the news of one day. */
export interface HrOrganization {
  /** By path below `state/`, without roster.yaml. */
  readonly files: Readonly<Record<string, string>>;
  /** As of yesterday: nothing is to be proposed. */
  readonly before: readonly HrRow[];
  /** As of today. */
  readonly after: readonly HrRow[];
  /** What somebody must do on GitHub for the news to be true. */
  readonly changes: readonly object[];
}

const departments = ['Payments', 'Search', 'Platform', 'Support', 'Sales', 'People', 'Legal', 'Data'];

/** So many of each kind of news. */
export const news = { joiners: 12, movers: 9, leavers: 7, withoutStatus: 3, missing: 1, renamed: 2 } as const;

/**
 * An organisation of so many people in eight departments, each with a team by a rule. The news: joiners, movers, leavers,
 * people without a status, a row that vanished, renamed accounts, and a leaver whom an exception keeps for ten more days.
 * @param today ISO date
 */
export function anHrOrganization(people: number, today: string): HrOrganization {
  const before = Array.from({ length: people }, (_, index) => rowOf(index));
  const at = (first: number, count: number): ReadonlySet<number> =>
    new Set(Array.from({ length: count }, (_, n) => first + n * 10));
  const [movers, leavers] = [at(100, news.movers), at(101, news.leavers)];
  const [withoutStatus, renamed, excepted, missing] = [at(102, news.withoutStatus), at(103, news.renamed), 104, 105];
  const yesterday = dayBefore(today, 1);
  const after = before.flatMap((row, index): HrRow[] => {
    if (index === missing) return [];
    if (movers.has(index)) return [{ ...row, department: departmentOf(index + 1) }];
    if (leavers.has(index) || index === excepted) return [{ ...row, status: 'Terminated', left_on: yesterday }];
    if (withoutStatus.has(index)) return [{ ...row, status: '' }];
    return [row];
  });
  const joiners = Array.from({ length: news.joiners }, (_, n) => rowOf(people + n));
  return {
    files: {
      'organization.yaml': 'name: acme\nstateRepository: acme/access\n',
      'users/owners.yaml': 'users:\n  root: { id: 1, role: owner }\n  spare: { id: 2, role: owner }\n',
      'users/employees.yaml': ['users:', ...before.map((row, index) => userLine(row, index)), ''].join('\n'),
      'exceptions.yaml': `exceptions:\n  - { user: ${loginOf(excepted)}, reason: Hand-over, approvedBy: root, expires: ${dayBefore(today, -10)} }\n`,
      ...Object.fromEntries(departments.map((name) => [`teams/${name.toLowerCase()}.yaml`, teamFile(name, before)])),
      'repos/payments-api.yaml': 'teams:\n  payments: write\ncollaborators:\n  p00101: admin\n',
      'repos/website.yaml': 'teams:\n  search: write\n  platform: maintain\n',
    },
    before,
    after: [...after, ...joiners],
    changes: [
      { addAccounts: joiners.map((row, n) => ({ login: row.github_login, id: idOf(people + n) })) },
      ...[...renamed].map((index) => ({ rename: { login: loginOf(index), to: `${loginOf(index)}-new` } })),
    ],
  };
}

export function stateFilesOf({ files }: Pick<HrOrganization, 'files'>): readonly StateFile[] {
  return Object.entries(files).map(([path, text]) => ({ path, id: path, text }));
}

/** roster.yaml for a source such as `csv: { file: ../hr/people.csv }`. */
export function rosterFile(reading: string, columns: Partial<Record<keyof HrRow, string>> = {}): string {
  const named = (column: keyof HrRow): string => JSON.stringify(columns[column] ?? column);
  return `sources:
  - name: hr
    ${reading}
    columns:
      employee: ${named('employee_id')}
      login: ${named('github_login')}
      status: ${named('status')}
      leftOn: ${named('left_on')}
      department: ${named('department')}
      manager: ${named('manager')}
    status: { active: [active], left: [terminated] }
`;
}

export function csvOf(rows: readonly HrRow[]): string {
  const columns = Object.keys(rows[0] ?? {}) as (keyof HrRow)[];
  const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${[columns.join(','), ...rows.map((row) => columns.map((column) => quoted(row[column])).join(','))].join('\n')}\n`;
}

function rowOf(index: number): HrRow {
  return {
    employee_id: `E${String(index).padStart(5, '0')}`,
    github_login: loginOf(index),
    status: 'active',
    left_on: '',
    department: departmentOf(index),
    manager: index < 10 ? '' : `E${String(Math.floor(index / 10)).padStart(5, '0')}`,
  };
}

function loginOf(index: number): string {
  return `p${String(index).padStart(5, '0')}`;
}

function idOf(index: number): number {
  return 100_000 + index;
}

function departmentOf(index: number): string {
  return departments[index % departments.length] ?? '';
}

function userLine({ github_login: login, employee_id: employee }: HrRow, index: number): string {
  return `  ${login}: { id: ${idOf(index)}, employee: ${employee} }`;
}

function teamFile(name: string, rows: readonly HrRow[]): string {
  const members = rows.filter(({ department }) => department === name).map((row) => `  - ${row.github_login}`);
  return [
    `name: ${name}`,
    `rule: { department: ${name} }`,
    'maintainers:',
    '  - root',
    'members:',
    ...members,
    '',
  ].join('\n');
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
