import { damaged, type RawRow } from './hr-export.ts';

/** Somebody of the state, as far as it takes to find their rows. */
export interface Sought {
  readonly login: string;
  readonly employee: string | undefined;
}

/** What is read from rows besides: logins by e-mail address, where single sign-on is asked. */
export interface Reading {
  readonly today: string;
  readonly loginByEmail: ReadonlyMap<string, string>;
}

/**
 * Whether rows positively say that somebody has left: one of theirs, under no other login, has a leaving word and no
 * date to come, and none that is theirs or has their login has an active word. Written without a look at the tool.
 */
export function saysLeft(rows: readonly RawRow[], who: Sought, reading: Reading): boolean {
  const concerned = [...rowsOf(rows, who, reading), ...rows.filter((row) => loginIn(row, reading) === who.login)];
  return hasLeavingRow(rows, who, reading) && !concerned.some(isActive);
}

/** The same of one row, whatever others say. */
export function hasLeavingRow(rows: readonly RawRow[], who: Sought, reading: Reading): boolean {
  return rowsOf(rows, who, reading).some((row) => {
    const isOfOther = !['', who.login].includes(loginIn(row, reading));
    return !isOfOther && word(row) === 'terminated' && hasCome(row, reading.today);
  });
}

/** Whether a row of theirs calls them active, and one names an intact department of which this holds. */
export function saysDepartment(
  rows: readonly RawRow[],
  who: Sought,
  reading: Reading,
  holds: (department: string) => boolean,
): boolean {
  const theirs = rowsOf(rows, who, reading);
  const departments = theirs.map((row) => text(row, 'department').toLowerCase());
  const isSaid = (department: string): boolean => department !== '' && !department.includes(damaged);
  return theirs.some(isActive) && departments.some((department) => isSaid(department) && holds(department));
}

/** By the employee id that the state has, else by the one that rows give to the login. */
function rowsOf(rows: readonly RawRow[], { login, employee }: Sought, reading: Reading): readonly RawRow[] {
  const byLogin = rows.filter((row) => loginIn(row, reading) === login);
  const ids = new Set(employee === undefined ? byLogin.map((row) => text(row, 'employee_id')) : [employee]);
  ids.delete('');
  return rows.filter((row) => ids.has(text(row, 'employee_id')));
}

/** No other word begins with one of these. */
function isActive(row: RawRow): boolean {
  return ['active', 'on leave'].includes(word(row).replace(damaged, ''));
}

function loginIn(row: RawRow, { loginByEmail }: Reading): string {
  return text(row, 'github_login').toLowerCase() || (loginByEmail.get(text(row, 'mail').toLowerCase()) ?? '');
}

function word(row: RawRow): string {
  return text(row, 'status').normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ');
}

function hasCome(row: RawRow, today: string): boolean {
  const date = text(row, 'left_on');
  const [, year, month, day] = /^(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)$/.exec(date) ?? [];
  const iso = `${year}-${month}-${day}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
  return date === '' || (isDay && iso <= today);
}

function text(row: RawRow, column: string): string {
  return (row[column] ?? '').trim();
}
