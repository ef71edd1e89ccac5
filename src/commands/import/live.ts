import { type Key, keyOf } from '../../model/identity.ts';
import type { Organization, OrgState, Repo } from '../../model/org-state.ts';
import { compare } from '../../model/order.ts';
import { repositoryRoles } from '../../model/permission.ts';
import { compose, type Parts } from '../../scm/compose.ts';
import type { LiveReader } from '../../scm/live-reader.ts';
import { readFull } from '../../scm/read-full.ts';
import type { Imported, LeftOut } from './imported.ts';
import { importedRepos } from './live-repos.ts';
import { importedTeams } from './live-teams.ts';
import { importedUsers, loginsToAsk } from './live-users.ts';

/**
 * Everything that Rollcall manages of a live organisation, as desired: a plan that is made at once is empty.
 * @throws ReadError where anything could not be read whole
 */
export async function importLive(reader: LiveReader, log: (text: string) => void): Promise<Imported> {
  const parts = await readParts(reader, log);
  const live = compose(parts);
  const accounts = await reader.accounts(loginsToAsk(live));
  const leftOut: LeftOut[] = [];
  const users = importedUsers(live, accounts, parts.invitations.withoutLogin, leftOut);
  const repos = importedRepos(live, users, leftOut);
  const organization = withRolesInUse(live.organization, repos);
  const state: OrgState = { organization, users, teams: importedTeams(live, users), repos };
  return { state, comments: new Map(), leftOut: leftOut.sort(byKindAndSubject) };
}

/** GitHub's own order is not to be relied on. */
function byKindAndSubject(one: LeftOut, other: LeftOut): number {
  const [a, b] = [one, other].map(({ what, subject }) => `${what} ${subject}`);
  return compare(a ?? '', b ?? '');
}

/** Everything, with what the lists leave open settled: a parent's grant or the team's own, and who has not accepted. */
async function readParts(reader: LiveReader, log: (text: string) => void): Promise<Parts> {
  const { organization } = await reader.organization({ customRoles: true });
  log(`Reading members, teams and repositories of ${organization.name}.`);
  const parts = { ...(await readFull(reader)), organization };
  log(`Reading who has not accepted an invitation to one of ${parts.repos.length} repositories.`);
  const [repoTeams, pending] = await Promise.all([
    reader.repoTeams(doubtfulRepos(compose(parts))),
    reader.repoInvitations(parts.repos.map(({ name }) => name)),
  ]);
  return { ...parts, repoTeams, repos: parts.repos.map((repo) => withPending(repo, pending.get(keyOf(repo.name)))) };
}

/** Lists show a team what its parents have, and the organisation's own roles only by what they build on. */
function doubtfulRepos({ organization, repos }: OrgState): readonly string[] {
  return [...repos.values()]
    .filter(({ teams }) => {
      const grants = [...teams.values()];
      return grants.some(({ doubt }) => doubt) || (grants.length > 0 && organization.customRoles.size > 0);
    })
    .map(({ name }) => name);
}

function withPending(repo: Repo, pending: Repo['collaborators'] | undefined): Repo {
  return pending ? { ...repo, collaborators: new Map([...pending, ...repo.collaborators]) } : repo;
}

/** The custom roles are what GitHub lists and, where the token may not list them, what the grants name. */
function withRolesInUse(organization: Organization, repos: ReadonlyMap<Key, Repo>): Organization {
  const { name, id, basePermission, customRoles } = organization;
  const roles = new Map(customRoles);
  for (const { teams, collaborators } of repos.values()) {
    for (const { role } of [...teams.values(), ...collaborators.values()]) {
      const known = (repositoryRoles as readonly string[]).includes(role) || roles.has(keyOf(role));
      if (!known) roles.set(keyOf(role), { name: role });
    }
  }
  return {
    name,
    ...(id !== undefined && { id }),
    ...(basePermission && { basePermission }),
    customRoles: roles,
  };
}
