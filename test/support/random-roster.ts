import * as fc from 'fast-check';
import type { Account } from '../../src/model/account.ts';
import type { Exception } from '../../src/model/exception.ts';
import { type Key, keyOf } from '../../src/model/identity.ts';
import type { OrgState, Team, User } from '../../src/model/org-state.ts';
import type { Person } from '../../src/model/person.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { ProposalFacts } from '../../src/proposal/facts.ts';
import { aPerson, today } from './proposal-facts.ts';

/** Few names, ids and employees, so that what HR and the state say meets in every way. */
const logins = ['ann', 'ben', 'cat', 'dan', 'eve', 'fay'] as const;
const newLogins = ['ann-new', 'ben-new', 'zoe', 'yan'] as const;
const employees = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7'] as const;
const days = ['2020-01-01', '2026-11-08', '2026-11-21', today, '2026-12-01', '2027-06-01'] as const;

const maybe = <T>(values: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined });

/** Without the keys that are undefined: the state has no such keys. */
function defined<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

const users = fc
  .tuple(
    ...logins.map((login, index) =>
      fc
        .record({
          role: fc.constantFrom(
            'member' as const,
            'member' as const,
            'member' as const,
            'owner' as const,
            'outside' as const,
          ),
          id: maybe([index + 1]),
          employee: maybe([employees[index] ?? 'E1', employees[index] ?? 'E1', employees[index] ?? 'E1', 'E1']),
          suspended: fc.option(fc.constantFrom(...days), { nil: undefined, freq: 3 }),
          expires: maybe(days),
          sponsor: fc.option(fc.constantFrom(...logins), { nil: undefined, freq: 3 }),
          stands: fc.nat(4),
        })
        .map(({ stands, ...user }) => (stands === 0 ? [] : [defined<User>({ login, ...user })])),
    ),
  )
  .map((drawn) => drawn.flat())
  // A state in which somebody's sponsor is nobody is not valid.
  .map((users) => users.map((user) => withKnownSponsor(user, users)));

function withKnownSponsor({ sponsor, ...user }: User, users: readonly User[]): User {
  const known = users.some(({ login }) => login === sponsor && login !== user.login);
  return sponsor === undefined || !known ? user : { ...user, sponsor };
}

const values = ['Pay', 'SRE', 'Old'] as const;
const leaf: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    kind: fc.constant('equals' as const),
    attribute: fc.constantFrom('department', 'city'),
    values: fc.subarray([...values], { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('prefix' as const),
    attribute: fc.constant('department'),
    prefixes: fc.subarray(['P', 'S', 'x'], { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('reports-to' as const), managers: fc.subarray([...employees], { minLength: 1 }) }),
);
const rule: fc.Arbitrary<Rule> = fc.oneof(
  leaf,
  leaf.map((rule) => ({ kind: 'not' as const, rule })),
  fc.record({
    kind: fc.constantFrom('and' as const, 'or' as const),
    rules: fc.array(leaf, { minLength: 2, maxLength: 2 }),
  }),
);

const team = fc.record({
  rule: fc.option(rule, { nil: undefined }),
  in: fc.tuple(...logins.map(() => fc.constantFrom('none', 'member', 'member', 'maintainer', 'extra'))),
});

function teamOf(
  slug: string,
  drawn: { readonly rule: Rule | undefined; readonly in: readonly string[] },
  users: readonly User[],
): Team {
  const people = logins
    .map((login, index) => ({ login, as: drawn.in[index] ?? 'none' }))
    .filter(({ login, as }) => as !== 'none' && users.some((user) => user.login === login && user.role !== 'outside'));
  return {
    slug,
    previously: [],
    managed: true,
    listsMembers: true,
    members: new Map(
      people.map(({ login, as }) => [keyOf(login), { login, role: as === 'maintainer' ? 'maintainer' : 'member' }]),
    ),
    extraMembers: new Set(people.filter(({ as }) => as === 'extra').map(({ login }) => keyOf(login))),
    ...(drawn.rule === undefined ? {} : { rule: drawn.rule }),
  };
}

const person = fc.record({
  status: fc.constantFrom('active' as const, 'active' as const, 'left' as const, 'unknown' as const),
  login: maybe([...logins, ...newLogins]),
  on: maybe(['2026-11-01']),
  attributes: fc
    .record({ department: maybe(values), city: maybe(values), manager: maybe(employees) })
    .map((drawn) => defined<Record<string, string>>(drawn)),
});

/** One person for some of the employees, in any order. */
const people: fc.Arbitrary<readonly Person[]> = fc
  .shuffledSubarray([...employees])
  .chain((some) =>
    fc.tuple(
      ...some.map((employee) => person.map(({ status, ...parts }) => aPerson(employee, status, defined(parts)))),
    ),
  );

const exceptions = fc
  .array(fc.record({ user: fc.constantFrom(...logins), expires: fc.constantFrom(...days) }), { maxLength: 3 })
  .map((drawn): readonly Exception[] =>
    drawn.map((one, index) => ({ ...one, reason: 'x', approvedBy: 'ann', file: 'exceptions.yaml', line: index + 1 })),
  );

/** Old logins are whose they were, or gone; new ones are anybody's. */
const accounts = fc
  .tuple(
    fc.tuple(...logins.map((_, index) => fc.constantFrom(undefined, 0, index + 1))),
    fc.tuple(...newLogins.map((_, index) => fc.constantFrom(undefined, 0, 1, 2, 3, index + 20))),
  )
  .map(([old, young]) => {
    const ids = [...old, ...young];
    return new Map(
      [...logins, ...newLogins].flatMap((login, index): (readonly [Key, Account])[] => {
        const id = ids[index];
        if (id === undefined) return [];
        return [[keyOf(login), id === 0 ? { kind: 'missing', login } : { kind: 'person', login, id }]];
      }),
    );
  });

/** Most of them are members. */
const live = fc
  .tuple(
    ...[...logins, ...newLogins].map(() =>
      fc.constantFrom('member' as const, 'member' as const, 'owner' as const, undefined),
    ),
  )
  .map((roles) => {
    const all = [...logins, ...newLogins].map((login, index) => [keyOf(login), roles[index]] as const);
    return new Map(all.filter((entry): entry is readonly [Key, 'member' | 'owner'] => entry[1] !== undefined));
  });

/** Facts at random, about few people. */
export const anyFacts: fc.Arbitrary<ProposalFacts> = fc
  .record({
    users,
    teams: fc.tuple(team, team),
    people,
    exceptions,
    accounts,
    live,
    graceDays: fc.constantFrom(0, 14),
    protected: fc.subarray([...logins], { maxLength: 1 }),
    bots: fc.subarray([...logins, ...newLogins], { maxLength: 1 }),
    withheld: fc.subarray([...employees], { maxLength: 1 }),
    contested: fc.subarray([...logins, ...newLogins], { maxLength: 1 }),
  })
  .map((drawn): ProposalFacts => {
    const state: OrgState = {
      organization: { name: 'acme', customRoles: new Map() },
      users: new Map(drawn.users.map((user) => [keyOf(user.login), user])),
      teams: new Map(
        drawn.teams.map((one, index) => [keyOf(`team-${index}`), teamOf(`team-${index}`, one, drawn.users)]),
      ),
      repos: new Map(),
    };
    return {
      people: drawn.people,
      withheld: { employees: new Set(drawn.withheld), logins: new Set(drawn.contested.map(keyOf)) },
      state,
      exceptions: drawn.exceptions,
      policy: { offboarding: { graceDays: drawn.graceDays }, protected: drawn.protected.map(keyOf), allowances: [] },
      today,
      bots: new Set(drawn.bots.map(keyOf)),
      restored: [],
      suspendedSince: new Map(),
      accounts: drawn.accounts,
      live: drawn.live,
    };
  });
