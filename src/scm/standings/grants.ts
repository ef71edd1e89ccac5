import type { Key } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import { repositoryRoles } from '../../model/permission.ts';
import { ancestorsOf } from '../../planner/inheritance.ts';
import { isActiveMember } from '../../planner/sides.ts';
import { dueOf } from '../../planner/standings/due.ts';
import type { LiveReader } from '../live-reader.ts';
import type { StandingsAsked } from './asked.ts';
import { type Grants, type GrantLists, readExact, readRepos, readTeams } from './lists.ts';
import type { PartReader } from './parts.ts';
import { secondLook } from './second-look.ts';

type Named = (parts: GrantLists) => OrgState;

/** @param named live from these parts, under the names that the state uses */
export async function readGrants(
  reader: LiveReader,
  asked: StandingsAsked,
  named: Named,
  parts: PartReader,
): Promise<Grants> {
  const people = named({ teams: [], repos: [], repoTeams: new Map() }).users;
  const interest = interestOf(asked, people);
  const [teams, repos, exact] = await Promise.all([
    readTeams(reader, asked.desired, interest.teams, parts),
    readRepos(reader, asked.desired, interest.repos, parts),
    readExact(reader, asked.desired, interest.customRepos, parts),
  ]);
  const found = { teams: teams.found, repos: repos.found, repoTeams: exact.found };
  const missing = { teams: teams.missing, repos: new Set([...repos.missing, ...exact.missing]) };
  return secondLook(reader, asked, named, parts, { ...found, missing: { ...missing, repoInvitations: new Set() } });
}

interface Interest {
  readonly teams: ReadonlySet<Key>;
  readonly repos: ReadonlySet<Key>;
  /** Where a team is to have a role of the organisation's own, which lists of teams do not name. */
  readonly customRepos: ReadonlySet<Key>;
}

/** Of who is neither a member nor an outside collaborator, nothing is outstanding but all of it. */
function interestOf({ desired, people }: StandingsAsked, live: OrgState['users']): Interest {
  const teams = new Set<Key>();
  const repos = new Set<Key>();
  const customRepos = new Set<Key>();
  for (const user of people) {
    const wanted = desired.users.get(user);
    const isIn = isActiveMember(live.get(user));
    if (wanted === undefined || (wanted.role !== 'outside' && !isIn)) continue;
    const due = dueOf(desired, user);
    for (const repo of due.repos.keys()) repos.add(repo);
    for (const team of isIn ? due.teams.keys() : []) {
      for (const key of [team, ...ancestorsOf(desired, team)]) teams.add(key);
    }
    for (const { repo, role } of isIn ? due.teamRepos : []) if (isCustom(role)) customRepos.add(repo);
  }
  return { teams, repos, customRepos };
}

function isCustom(role: string): boolean {
  return !(repositoryRoles as readonly string[]).includes(role);
}
