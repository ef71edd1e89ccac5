import { type Key, keyOf } from '../../model/identity.ts';
import type { Outstanding } from '../../model/standing.ts';
import type { Facts } from './facts.ts';
import { listed } from './words.ts';

/** Why no run can give what is outstanding, where live tells it. */
export function hindrancesTo({ live }: Pick<Facts, 'live'>, outstanding: readonly Outstanding[]): readonly string[] {
  const repos = namesOf(outstanding, (each) => ('repo' in each && each.repo !== '*' ? each.repo : undefined));
  const teams = namesOf(outstanding, (each) => ('team' in each ? each.team : undefined));
  const archived = repos.filter((name) => live.state.repos.get(keyOf(name))?.archived === true);
  const gone = repos.filter((name) => isGone(live.state.repos, live.missing.repos, name));
  const noTeam = teams.filter((slug) => isGone(live.state.teams, live.missing.teams, slug));
  return [
    ...(archived.length === 0 ? [] : [`${listed(archived)} is archived, where GitHub changes no access`]),
    ...(gone.length === 0 ? [] : [`GitHub shows no repository ${listed(gone)}`]),
    ...(noTeam.length === 0 ? [] : [`GitHub has no team ${listed(noTeam)} yet`]),
  ];
}

function namesOf(
  outstanding: readonly Outstanding[],
  nameOf: (each: Outstanding) => string | undefined,
): readonly string[] {
  return [...new Set(outstanding.flatMap((each) => nameOf(each) ?? []))];
}

function isGone(live: ReadonlyMap<Key, unknown>, missing: ReadonlySet<Key>, name: string): boolean {
  return !live.has(keyOf(name)) && !missing.has(keyOf(name));
}
