import type { Key } from '../../model/identity.ts';
import type { OrgState, TeamRole } from '../../model/org-state.ts';
import type { RepositoryRole } from '../../model/permission.ts';
import { ancestorsOf } from '../inheritance.ts';
import { remembered } from '../lookups.ts';
import { holdingsIn } from '../reinstate.ts';

/** What desired gives somebody; nothing that it has let go of. */
export interface Due {
  readonly teams: ReadonlyMap<Key, TeamRole>;
  /** Granted directly. */
  readonly repos: ReadonlyMap<Key, RepositoryRole>;
  /** What their teams are to have. */
  readonly teamRepos: readonly TeamRepo[];
}

export interface TeamRepo {
  /** The person's own team. */
  readonly team: Key;
  /** The same team, or the one above it whose grant it is. */
  readonly granted: Key;
  readonly repo: Key;
  readonly role: RepositoryRole;
}

/** In a fixed order. */
export function dueOf(desired: OrgState, user: Key): Due {
  const { teams, repos } = holdingsIn(desired, user);
  const grants = grantsByTeam(desired);
  const teamRepos = [...teams.keys()].flatMap((team) =>
    [team, ...ancestorsOf(desired, team)].flatMap((granted) =>
      (grants.get(granted) ?? []).map(({ repo, role }) => ({ team, granted, repo, role })),
    ),
  );
  return { teams, repos, teamRepos };
}

type Grants = ReadonlyMap<Key, readonly { readonly repo: Key; readonly role: RepositoryRole }[]>;

const grantsByTeam = remembered((state: OrgState): Grants => {
  const all = new Map<Key, { readonly repo: Key; readonly role: RepositoryRole }[]>();
  for (const [repo, { managed, teams }] of state.repos) {
    for (const [team, { role }] of managed ? teams : []) {
      const list = all.get(team) ?? [];
      all.set(team, list);
      list.push({ repo, role });
    }
  }
  return all;
});
