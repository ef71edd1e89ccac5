import { type Change, subjectOf } from '../model/change.ts';
import { keyOf } from '../model/identity.ts';

/** Finds a person's numeric id by the login that a plan uses; undefined where the plan does not know it. */
export type IdOf = (login: string) => number | undefined;

/** Tells which changes of two plans are the same, whatever people are called by now and live looks like. */
export interface Sameness {
  /** What a change of the plan that is carried out is about, and what it makes of it. */
  ofPlanned(change: Change): string;
  /** The same of a plan made since. */
  ofFresh(change: Change): string;
}

/** @param planned by the names of the plan that is carried out @param fresh by those of the one made since */
export function samenessOf(planned: IdOf, fresh: IdOf): Sameness {
  return {
    ofPlanned: (change) => essence(change, (login) => planned(login) ?? fresh(login)),
    ofFresh: (change) => essence(change, (login) => fresh(login) ?? planned(login)),
  };
}

function essence(change: Change, idOf: IdOf): string {
  const { login, team, repo } = subjectOf(change);
  const after = 'after' in change ? change.after : null;
  return JSON.stringify([change.kind, idOf(login) ?? keyOf(login), keyOf(team), keyOf(repo), after]);
}

/** Whether a change of a plan made since would take more than the one that was planned, and judged. */
export function takesMore(fresh: Change, planned: Change): boolean {
  if (fresh.kind === 'delete-team' && planned.kind === 'delete-team') {
    return (
      hasMore(fresh.members, planned.members) ||
      hasMore(fresh.repos, planned.repos) ||
      hasMore(fresh.descendants, planned.descendants)
    );
  }
  if (fresh.kind !== 'update-team' || planned.kind !== 'update-team') return false;
  const pair = ({ team, repo }: (typeof fresh.lost)[number]): string => `${team} ${repo}`;
  return hasMore(fresh.lost.map(pair), planned.lost.map(pair));
}

function hasMore(fresh: readonly string[], planned: readonly string[]): boolean {
  const known = new Set(planned.map(keyOf));
  return fresh.some((name) => !known.has(keyOf(name)));
}
