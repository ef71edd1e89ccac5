import type { Key } from '../../model/identity.ts';
import type { Grant, OrgState, Repo, User } from '../../model/org-state.ts';
import type { LeftOut } from './imported.ts';

type Grants = ReadonlyMap<Key, Grant>;

/** Repositories on which a team or a person has access of its own; the others need no file. */
export function importedRepos(
  live: OrgState,
  users: ReadonlyMap<Key, User>,
  leftOut: LeftOut[],
): ReadonlyMap<Key, Repo> {
  const result = new Map<Key, Repo>();
  for (const [key, repo] of live.repos) {
    const { name, id, previously, managed } = repo;
    const collaborators = collaboratorsOf(repo, users, leftOut);
    if (repo.teams.size + collaborators.size === 0) continue;
    result.set(key, {
      name,
      ...(id !== undefined && { id }),
      previously,
      managed,
      teams: plain(repo.teams),
      collaborators,
      listsTeams: repo.teams.size > 0,
      listsCollaborators: collaborators.size > 0,
    });
  }
  return result;
}

/** Direct grants and open invitations. What an owner holds directly says nothing: owners have every repository. */
function collaboratorsOf(repo: Repo, users: ReadonlyMap<Key, User>, leftOut: LeftOut[]): Grants {
  const grants = new Map<Key, Grant>();
  for (const [key, grant] of repo.collaborators) {
    const user = users.get(key);
    const reason = whyNot(grant, user);
    if (reason) {
      leftOut.push({ ...reason, subject: `${grant.to} on ${repo.name}` });
      continue;
    }
    grants.set(key, { ...grant, to: user?.login ?? grant.to });
    if (grant.doubt === 'maybe-masked') leftOut.push(masked(grant, repo.name));
  }
  return plain(grants);
}

function whyNot({ invitation }: Grant, user: User | undefined): Omit<LeftOut, 'subject'> | undefined {
  if (invitation?.expired) {
    return { what: 'repository invitation that expired', why: 'add the grant to the state to send it again' };
  }
  if (!user) return { what: 'grant to an account that is no person', why: 'Rollcall manages the access of people' };
  if (user.role === 'owner') {
    return { what: 'direct grant to an owner', why: 'owners are admins of every repository anyway' };
  }
  return undefined;
}

function masked({ to, role }: Grant, repo: string): LeftOut {
  const why = 'taken as shown; the grant itself may be lower, for GitHub shows the highest of all ways a person has';
  return { what: 'exact level of a direct grant', subject: `${to} on ${repo} (${role})`, why };
}

function plain(grants: Grants): Grants {
  return new Map([...grants].map(([key, { to, role }]) => [key, { to, role }]));
}
