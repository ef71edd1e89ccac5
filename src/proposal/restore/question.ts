import type { Key } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import type { LeftOut, RestoreEdit, RestoreScope } from '../../model/restoration.ts';

/** What is asked of a restoration. */
export interface RestoreQuestion {
  /** The earlier state, keyed by today's names, sponsors too; what it called things stays as it is. */
  readonly earlier: OrgState;
  readonly now: OrgState;
  readonly scope: RestoreScope;
  /** The earlier state whole: what came since goes too. */
  readonly exact: boolean;
  /** What one commit did, where no more than that is to be undone; absent for all. */
  readonly undone?: ReadonlySet<Deed>;
}

/** One thing that an edit gives or takes: `give user/carol`. */
export type Deed = string & { readonly __brand: 'Deed' };

export function give(...path: readonly string[]): Deed {
  return `give ${path.join('/')}` as Deed;
}

/** @param path ends with what stands there, where it is a value: a later edit's word is not taken */
export function take(...path: readonly string[]): Deed {
  return `take ${path.join('/')}` as Deed;
}

/** What an answer is made of, part by part. */
export interface Answer {
  readonly edits: RestoreEdit[];
  readonly leftOut: LeftOut[];
  /** What the edits give and take. */
  readonly deeds: Deed[];
}

export function emptyAnswer(): Answer {
  return { edits: [], leftOut: [], deeds: [] };
}

/**
 * Whether something of the earlier state has a key of its own because another of today has its name.
 * @see matchNames of the planner
 */
export function isApart(key: Key): boolean {
  return key.includes('#');
}

/** Whether a thing is to be given or taken: any of these is among what a commit did, or all is asked for. */
export function isAsked({ undone, exact }: RestoreQuestion, ...deeds: readonly Deed[]): boolean {
  if (!exact && deeds[0]?.startsWith('take ') === true) return false;
  return undone === undefined || deeds.some((deed) => undone.has(deed));
}

/** Whether any of the things that one line is about was named. */
export function isNamed(
  { scope }: Pick<RestoreQuestion, 'scope'>,
  about: { readonly user?: Key; readonly team?: Key; readonly repo?: Key },
): boolean {
  const { users, teams, repos } = scope;
  if (users.size + teams.size + repos.size === 0) return true;
  return users.has(about.user ?? '') || teams.has(about.team ?? '') || repos.has(about.repo ?? '');
}

/** The keys of two maps, each once, in a fixed order. */
export function keysOf(one: ReadonlyMap<Key, unknown>, other: ReadonlyMap<Key, unknown>): readonly Key[] {
  return [...new Set([...one.keys(), ...other.keys()])].sort();
}
