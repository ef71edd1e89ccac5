import { keyOf } from '../../model/identity.ts';
import { compare } from '../../model/order.ts';
import type { Conflict } from '../../model/people.ts';
import type { Evidence, Person, PersonStatus, WhyUnknown } from '../../model/person.ts';
import { byPlace, differs, onceEach, type Ranked, type Said, saidOf, sayingsOf, takenOf } from './said.ts';
import { unknown } from './status.ts';

/** What is said of the reason where rows are unknown for several: the first of these. */
const whys: readonly WhyUnknown[] = [
  'sources-disagree',
  'login-conflict',
  'active-and-left',
  'leaves-later',
  'unreadable-date',
  'unfinished-row',
  'unknown-word',
  'no-status',
];

export interface Merged {
  readonly person: Person;
  readonly conflicts: readonly Conflict[];
}

/** One person from all the rows that name the employee, and on what these do not agree. */
export function merged(employee: string, rows: readonly [Ranked, ...Ranked[]]): Merged {
  if (rows.length === 1) return { person: rows[0].person, conflicts: [] };
  const logins = saidOf(rows, ({ login }) => login);
  const emails = saidOf(rows, ({ email }) => email);
  const attributes = attributesOf(rows);
  const [login, email] = [takenOf(logins, keyOf), takenOf(emails)];
  const values = attributes.map(([name, said]) => [name, takenOf(said)] as const);
  const person: Person = Object.freeze({
    employee,
    ...(login === undefined ? {} : { login }),
    ...(email === undefined ? {} : { email }),
    status: mergedStatus(rows.map(({ person }) => person.status)),
    attributes: Object.freeze(
      Object.fromEntries(values.filter((pair): pair is [string, string] => pair[1] !== undefined)),
    ),
    evidence: evidenceOf(rows),
  });
  const conflicts = [
    ...statusConflicts(person, rows),
    ...severalLogins(person, logins),
    ...valueConflicts(employee, [['email', emails], ...attributes]),
  ];
  return { person, conflicts };
}

/** Active only where every row says so, and left likewise: no precedence. Of several leaving dates the last. */
function mergedStatus(statuses: readonly PersonStatus[]): PersonStatus {
  const said = new Set(statuses.map(({ kind }) => kind));
  if (said.has('active') && said.has('left')) return unknown('sources-disagree');
  const reasons = new Set(statuses.flatMap((status) => (status.kind === 'unknown' ? [status.why] : [])));
  const why = whys.find((why) => reasons.has(why));
  if (why !== undefined) return unknown(why);
  if (said.has('active')) return Object.freeze({ kind: 'active' });
  return Object.freeze({ kind: 'left', on: statuses.flatMap(leftOn).sort(compare).at(-1) });
}

function leftOn(status: PersonStatus): readonly string[] {
  return status.kind === 'left' && status.on !== undefined ? [status.on] : [];
}

function statusConflicts({ employee, status }: Person, rows: readonly Ranked[]): readonly Conflict[] {
  if (status.kind === 'unknown' && status.why === 'sources-disagree') {
    const words = saidOf(rows, ({ evidence: [{ status }] }) => status);
    return [Object.freeze({ kind: 'status', employee, sayings: sayingsOf(words) })];
  }
  const dates = saidOf(rows, ({ status }) => leftOn(status)[0]);
  if (status.kind !== 'left' || !differs(dates)) return [];
  return [Object.freeze({ kind: 'value', employee, name: 'leftOn', taken: status.on, sayings: sayingsOf(dates) })];
}

function severalLogins({ employee, login }: Person, logins: readonly Said[]): readonly Conflict[] {
  if (!differs(logins, keyOf)) return [];
  return [Object.freeze({ kind: 'several-logins', employee, taken: login, sayings: sayingsOf(logins) })];
}

type Named = readonly [name: string, said: readonly Said[]];

function valueConflicts(employee: string, values: readonly Named[]): readonly Conflict[] {
  return values
    .filter(([, said]) => differs(said))
    .map(([name, said]) =>
      Object.freeze({ kind: 'value', employee, name, taken: takenOf(said), sayings: sayingsOf(said) }),
    );
}

function attributesOf(rows: readonly Ranked[]): readonly Named[] {
  const names = new Set(rows.flatMap(({ person }) => Object.keys(person.attributes)));
  return [...names]
    .sort(compare)
    .map((name) => [
      name,
      saidOf(rows, ({ attributes }) => (Object.hasOwn(attributes, name) ? attributes[name] : undefined)),
    ]);
}

function evidenceOf(rows: readonly Ranked[]): Person['evidence'] {
  const sorted = rows.toSorted(
    (a, b) => a.rank - b.rank || byPlace(a.person.evidence[0].place, b.person.evidence[0].place),
  );
  return onceEach<Evidence>(sorted.flatMap(({ person }) => person.evidence)) as Person['evidence'];
}
