import { keyOf } from '../../model/identity.ts';
import type { Problem } from '../../model/problem.ts';
import type { Where } from '../fragment.ts';
import type { Whole } from '../whole.ts';

/** A login stands once in all files of users, in whatever case. */
export function duplicateLogins({ users }: Whole): Problem[] {
  return twice(
    users.map(({ value, where }) => ({ key: keyOf(value.login), where, name: value.login })),
    (name, first) => `the user ${name} stands twice: also at ${place(first)}`,
  );
}

/** A numeric id is one user's, one team's or one repository's. */
export function duplicateIds({ users, teams, repos }: Whole): Problem[] {
  return [
    ...sameIds(
      'user',
      users.map(({ value, where }) => ({ id: value.id, name: value.login, where })),
    ),
    ...sameIds(
      'team',
      teams.map(({ value, where, idAt }) => ({ id: value.id, name: value.slug, where: idAt ?? where })),
    ),
    ...sameIds(
      'repository',
      repos.map(({ value, where, idAt }) => ({ id: value.id, name: value.name, where: idAt ?? where })),
    ),
  ];
}

interface Named {
  readonly id: number | undefined;
  readonly name: string;
  readonly where: Where;
}

function sameIds(what: string, named: readonly Named[]): Problem[] {
  const claims = named.flatMap(({ id, name, where }) => (id === undefined ? [] : [{ key: String(id), name, where }]));
  return twice(
    claims,
    (name, first, key) => `the ${what} ${name} has the id ${key}, and so has another at ${place(first)}`,
  );
}

/** Files of one folder whose names differ in case alone are one team or repository on GitHub. */
export function duplicateFiles({ teams, repos }: Whole): Problem[] {
  return [
    ...twice(
      teams.map(({ value, where }) => ({ key: keyOf(value.slug), where, name: value.slug })),
      inCaseAlone,
    ),
    ...twice(
      repos.map(({ value, where }) => ({ key: keyOf(value.name), where, name: value.name })),
      inCaseAlone,
    ),
  ];
}

function inCaseAlone(_: string, first: Where): string {
  return `the name of this file and ${first.file} differ in case alone: keep one of them`;
}

/** An old name belongs to one team or repository, and to none that is there today. */
export function previousNames({ state, teams, repos }: Whole): Problem[] {
  return [
    ...claims(
      teams.map((team) => ({ ...team, name: team.value.slug })),
      state.teams,
      'team',
    ),
    ...claims(
      repos.map((repo) => ({ ...repo, name: repo.value.name })),
      state.repos,
      'repository',
    ),
  ];
}

interface Claimant {
  readonly name: string;
  readonly value: { readonly previously: readonly string[] };
  readonly where: Where;
  readonly previouslyAt?: readonly Where[];
}

function claims(claimants: readonly Claimant[], living: ReadonlyMap<string, unknown>, what: string): Problem[] {
  const all = claimants.flatMap(({ value, where, previouslyAt = [] }) =>
    value.previously.map((name, index) => ({ key: keyOf(name), name, where: previouslyAt[index] ?? where })),
  );
  const alive = all
    .filter(({ key }) => living.has(key))
    .map(({ name, where }) => {
      const message = `previously names ${name}, but there is a ${what} of that name: take it out of previously`;
      return { severity: 'error', ...where, message } as const;
    });
  return [...alive, ...twice(all, (name, first) => `previously names ${name}, and so does ${place(first)}`)];
}

interface Claim {
  readonly key: string;
  readonly name: string;
  readonly where: Where;
}

/** A problem at every claim but the first of each key. */
function twice(claims: readonly Claim[], say: (name: string, first: Where, key: string) => string): Problem[] {
  const first = new Map<string, Where>();
  return claims.flatMap(({ key, name, where }) => {
    const before = first.get(key);
    if (before !== undefined) return [{ severity: 'error', ...where, message: say(name, before, key) }];
    first.set(key, where);
    return [];
  });
}

function place({ file, line }: Where): string {
  return `${file}:${line}`;
}
