import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Account } from '../../src/model/account.ts';
import { FeedError } from '../../src/model/errors.ts';
import { type Key, keyOf } from '../../src/model/identity.ts';
import type { Records } from '../../src/model/people.ts';
import type { Roster, Source } from '../../src/model/roster.ts';
import { feedChecks } from '../../src/proposal/feed-checks.ts';
import { withIdentities } from '../../src/proposal/people/identities.ts';
import { joined } from '../../src/proposal/people/joined.ts';
import { recordsOf } from '../../src/proposal/people/records.ts';
import { propose } from '../../src/proposal/propose.ts';
import { readSource } from '../../src/roster/read-source.ts';
import { createFileCache, type FileCache } from '../../src/state/load-file.ts';
import { type LoadedState, loadState } from '../../src/state/load-state.ts';
import { madeEdits } from '../../src/state/make-edits.ts';
import { anyExportFault, type ExportFault, faulted } from './export-faults.ts';
import { bytesOf, type Form, type RawRow, rawRowsOf, readingOf, type Table } from './hr-export.ts';

export const today = '2026-11-22';
const now = new Date(`${today}T12:00:00Z`);

/** One source of a case: what was exported, how, and what happened to it. */
interface Export {
  readonly table: Table;
  readonly form: Form;
  readonly faults: readonly ExportFault[];
}

/** How feeds are judged: as people would have it, by thresholds that let through everything, or not at all. */
export type Checks = 'on' | 'open' | 'off';

export interface Case {
  readonly exports: readonly Export[];
  readonly checks: Checks;
  readonly graceDays: 0 | 14;
  readonly identity: 'columns' | 'saml';
}

export interface Outcome {
  readonly before: LoadedState;
  readonly after: LoadedState;
  /** Which checks refused; the feeds were not believed, and nothing was proposed. */
  readonly refusedBy: readonly string[];
  /** What was exported, and what arrived, read by hand. */
  readonly sent: readonly RawRow[];
  readonly came: readonly RawRow[];
}

/** Whom nobody takes anything from by HR's word: owners, protected and excepted people, outside collaborators, bots. */
export const reserved: ReadonlySet<string> = new Set(['user4', 'user5', 'user6', 'user7', 'user8', 'root', 'spare']);
export const loginByEmail = new Map(Array.from({ length: 10 }, (_, index) => [mailOf(index), `user${index}`]));

const files = {
  'organization.yaml': 'name: acme\n',
  'users/owners.yaml': 'users:\n  root: { id: 1, role: owner }\n  spare: { id: 2, role: owner }\n',
  'users/employees.yaml': `users:
  user0: { id: 100, employee: E0000 }
  user1: { id: 101, employee: E0001 }
  user2: { id: 102, employee: E0002, suspended: 2026-10-01 }
  user3: { id: 103 }
  user4: { id: 104, employee: E0004 }
  user5: { id: 105, employee: E0005 }
  user6: { id: 106, employee: E0006, role: owner }
  user7: { id: 107, employee: E0007, role: outside, sponsor: root }
  user8: { id: 108, employee: E0008 }
  user9: { employee: E0009 }
`,
  'exceptions.yaml': 'exceptions:\n  - { user: user5, reason: Hand-over, approvedBy: root, expires: 2026-12-01 }\n',
  'teams/payments.yaml':
    'name: Payments\nrule: { department: Payments }\nmembers:\n  - user0\n  - user2\n  - user3\n  - user4\n  - user5\n  - user8\n',
  'teams/search.yaml': 'name: Search\nrule: { department: { prefix: Sea } }\nmembers:\n  - user1\n  - user9\n',
  'teams/others.yaml': 'name: Others\nrule: { not: { department: Payments } }\nmembers:\n  - user1\n  - user9\n',
} as const;

/** Of which department, folded, somebody is positively no member of the team. */
export const isOutOf: Readonly<Record<string, (department: string) => boolean>> = {
  payments: (department) => department !== 'payments',
  search: (department) => !department.startsWith('sea'),
  others: (department) => department === 'payments',
};

function mailOf(index: number): string {
  return `user${index}@example.com`;
}

const header = ['employee_id', 'github_login', 'mail', 'status', 'left_on', 'department', 'manager', 'Straße'] as const;

const standing = fc.oneof(
  { weight: 2, arbitrary: fc.constant(['active', '']) },
  fc.constantFrom(
    ['Active', '2027-01-01'],
    ['active', '2026-11-01'],
    ['on leave', ''],
    ['terminated', ''],
    ['TERMINATED', '2026-11-01'],
    ['Terminated ', today],
    ['terminated', '2027-01-01'],
    ['terminated', '01/02/2026'],
    ['gone', ''],
    ['', ''],
  ),
);

const row = fc.record({
  standing,
  department: fc.constantFrom('Payments', 'Payments', 'Search', 'R&D "north", Köln', ''),
  manager: fc.nat(9),
  hasLogin: fc.nat(3).map((one) => one > 0),
  hasMail: fc.boolean(),
  /** Somebody hired again stands under two employee ids with one login. */
  again: fc.nat(80).map((one) => one === 0),
});

/** Ten people whom the state knows and two whom it does not, in columns of any order. */
const anyTable: fc.Arbitrary<Table> = fc
  .record({
    people: fc.array(row, { minLength: 12, maxLength: 12 }),
    stands: fc.array(fc.nat(9), { minLength: 12, maxLength: 12 }),
    columns: fc.shuffledSubarray([...header], { minLength: header.length }),
    order: fc.shuffledSubarray(
      Array.from({ length: 14 }, (_, index) => index),
      { minLength: 14 },
    ),
  })
  .map(({ people, stands, columns, order }) => {
    const rows = people.flatMap((one, index) => {
      if (stands[index] === 0) return [];
      const { standing, department, manager, hasLogin, hasMail, again } = one;
      const [status = '', left_on = ''] = standing;
      const login = index < 10 ? `user${index}` : `new${index}`;
      const cells = {
        employee_id: `E${String(index).padStart(4, '0')}`,
        github_login: hasLogin ? login : '',
        mail: hasMail && index < 10 ? mailOf(index) : '',
        status,
        left_on,
        department,
        manager: `E000${manager}`,
        Straße: `Name ${index}, =cmd()`,
      };
      const twin = { ...cells, employee_id: `E01${index}`, github_login: login, status: 'active', left_on: '' };
      return again ? [cells, twin] : [cells];
    });
    const placed = rows.map((cells, index) => [order[index] ?? 0, columns.map((column) => cells[column])] as const);
    return { header: columns, rows: placed.sort(([a], [b]) => a - b).map(([, cells]) => cells) };
  });

const anyForm: fc.Arbitrary<Form> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('csv' as const),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      quotes: fc.constantFrom('all' as const, 'needed' as const),
      lineEnd: fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const),
      mark: fc.boolean(),
      ended: fc.boolean(),
    }),
  },
  fc.record({
    kind: fc.constant('json' as const),
    at: fc.constantFrom('' as const, '/data/people' as const),
    indent: fc.nat(4),
  }),
  fc.constant({ kind: 'lines' as const }),
);

/** The first is faulted; a second one is not, and says the same or something else. */
export const anyCase: fc.Arbitrary<Case> = fc.record({
  exports: fc
    .record({
      tables: fc.tuple(anyTable, anyTable),
      forms: fc.tuple(anyForm, anyForm),
      faults: fc.array(anyExportFault, { maxLength: 3 }),
      second: fc.constantFrom('none', 'none', 'same', 'another'),
    })
    .map(({ tables: [first, another], forms: [form, itsForm], faults, second }) => [
      { table: first, form, faults },
      ...(second === 'none' ? [] : [{ table: second === 'same' ? first : another, form: itsForm, faults: [] }]),
    ]),
  checks: fc.constantFrom('on' as const, 'open' as const, 'off' as const),
  graceDays: fc.constantFrom(0 as const, 14 as const),
  identity: fc.constantFrom('columns' as const, 'saml' as const),
});

const cache: FileCache = createFileCache();

function loadedFrom(files: Readonly<Record<string, string>>): LoadedState {
  const given = Object.entries(files).map(([path, text]) => ({ path, id: text, text }));
  // What a case alone has is not kept for the others.
  return loadState(given, { prefix: 'state', today, cache: new Map(cache) });
}

/** The whole way from the bytes of the exports, as files, to the files of the state with all that is proposed merged. */
export async function outcomeOf(drawn: Case, root: string): Promise<Outcome> {
  const state = filesOf(drawn);
  const before = loadedFrom(state);
  const bytes = drawn.exports.map(({ table, form, faults }) => faulted(table, faults, (table) => bytesOf(table, form)));
  const rows = {
    sent: drawn.exports.flatMap(({ table, form }) => rawRowsOf(bytesOf(table, { ...form, ...whole }), form)),
    came: drawn.exports.flatMap(({ form }, index) => rawRowsOf(bytes[index] ?? Buffer.alloc(0), form)),
  };
  mkdirSync(join(root, 'hr'), { recursive: true });
  for (const [index, one] of bytes.entries()) {
    const path = join(root, 'hr', `${index}`);
    writeFileSync(path, one);
    utimesSync(path, now, now);
  }
  const read = await readAll(rosterOf(before), drawn, root);
  if ('refusedBy' in read) return { before, after: before, refusedBy: read.refusedBy, ...rows };
  return { before, after: merged(state, before, read.records, drawn), refusedBy: [], ...rows };
}

const whole = { ended: true };

function filesOf({ exports, checks, graceDays, identity }: Case): Readonly<Record<string, string>> {
  const expect = checks === 'on' ? '{ atLeast: 6, dropPercent: 20, unknownPercent: 40, freshWithin: 36h }' : open;
  const sources = exports.map(
    ({ form }, index) => `  - name: hr${index}
    ${readingOf(form, `hr/${index}`)}
    columns: { employee: employee_id, login: github_login, email: mail, status: status, leftOn: left_on, department: department, manager: manager }
    status: { active: [active, on leave], left: [terminated] }
    expect: ${expect}
`,
  );
  return {
    ...files,
    'policy.yaml': `protected: [user4]\noffboarding: { graceDays: ${graceDays} }\n`,
    'roster.yaml': `identity: ${identity}\nsources:\n${sources.join('')}`,
  };
}

const open = '{ atLeast: 1, dropPercent: 100, unknownPercent: 100 }';

function rosterOf({ roster, problems }: LoadedState): Roster {
  if (roster !== undefined && problems.every(({ severity }) => severity !== 'error')) return roster;
  throw new Error(JSON.stringify(problems));
}

type Read = { readonly records: readonly Records[] } | { readonly refusedBy: readonly string[] };

async function readAll({ sources }: Roster, drawn: Case, root: string): Promise<Read> {
  const read = await Promise.all(sources.map((source, index) => readOne(source, drawn, index, root)));
  const refusedBy = read.flatMap((one) => ('refusedBy' in one ? one.refusedBy : []));
  return refusedBy.length > 0
    ? { refusedBy }
    : { records: read.flatMap((one) => ('records' in one ? one.records : [])) };
}

async function readOne(source: Source, { exports, checks }: Case, index: number, root: string): Promise<Read> {
  try {
    const feed = await readSource(source, { root, env: {}, now: () => now });
    const records = recordsOf(feed, source, today);
    const rows = exports[index]?.table.rows.length ?? 0;
    const lastCounts = { rows, active: rows, left: 0, unknown: 0 };
    const violations = checks === 'off' ? [] : feedChecks(feed, records, source, { lastCounts, allowances: [], now });
    return violations.length > 0
      ? { refusedBy: violations.map(({ guard }) => guard.split('.').at(-1) ?? '') }
      : { records: [records] };
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    return { refusedBy: [error.code] };
  }
}

function merged(
  state: Readonly<Record<string, string>>,
  { state: desired, policy, exceptions }: LoadedState,
  read: readonly Records[],
  { identity }: Case,
): LoadedState {
  const identities = [...loginByEmail].map(([mail, login]) => ({ login, emails: [mail] }));
  const { records } = identity === 'saml' ? withIdentities(read, identities) : { records: read };
  const { people, inLoginConflict } = joined(records);
  const proposals = propose({
    people,
    withheld: inLoginConflict,
    state: desired,
    exceptions,
    policy,
    today,
    bots: new Set([keyOf('user8')]),
    restored: [],
    suspendedSince: new Map(),
    accounts,
    live: new Map(),
  });
  let texts = state;
  for (const { edits } of [proposals.movers, proposals.joiners, proposals.leavers]) {
    const given = Object.entries(texts).map(([path, text]) => ({ path, id: text, text }));
    texts = { ...texts, ...Object.fromEntries(madeEdits(given, edits)) };
  }
  return loadedFrom(texts);
}

const accounts: ReadonlyMap<Key, Account> = new Map(
  [...Array.from({ length: 10 }, (_, index) => `user${index}`), 'new10', 'new11'].map((login, index) => [
    keyOf(login),
    { kind: 'person', login, id: 100 + index },
  ]),
);

/** The files that all cases have in common are understood once. */
loadState(
  Object.entries(files).map(([path, text]) => ({ path, id: text, text })),
  { prefix: 'state', today, cache },
);
