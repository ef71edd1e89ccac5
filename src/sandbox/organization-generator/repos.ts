import { type Key, keyOf } from '../../model/identity.ts';
import type { Grant, Repo, Team, User } from '../../model/org-state.ts';
import type { RepositoryRole } from '../../model/permission.ts';
import { repoKinds, repoSubjects } from './names.ts';
import { longTail, type Random } from './random.ts';
import type { TeamTree } from './teams.ts';
import { untaken } from './untaken.ts';

interface DraftRepo extends Repo {
  readonly teams: Map<Key, Grant>;
  readonly collaborators: Map<Key, Grant>;
}

/** Repositories, each owned by a squad and open to up to three more teams; some lend a hand to outsiders. */
export function generateRepos(
  random: Random,
  count: number,
  teams: TeamTree,
  people: { readonly members: readonly User[]; readonly outsiders: readonly User[] },
): readonly Repo[] {
  const taken = new Set<Key>();
  const repos = Array.from({ length: count }, (_, index) => emptyRepo(random, index, taken));
  const owning = longTail(teams.squads.length, 0.3);
  for (const repo of repos) {
    if (teams.squads.length > 0) grantTeams(random, repo, teams, owning);
    const member = random.chance(0.02) && random.pick(people.members);
    if (member && member.role === 'member') grantTo(repo.collaborators, member.login, random.pick(['write', 'admin']));
  }
  for (const outsider of people.outsiders) {
    for (let grants = 1 + random.below(3); grants > 0; grants--) {
      grantTo(random.pick(repos).collaborators, outsider.login, random.pick(['read', 'triage', 'write']));
    }
  }
  return repos.map((repo) => ({
    ...repo,
    listsTeams: repo.teams.size > 0,
    listsCollaborators: repo.collaborators.size > 0,
  }));
}

function emptyRepo(random: Random, index: number, taken: Set<Key>): DraftRepo {
  const name = `${random.pick(repoSubjects)}-${random.pick(repoKinds)}`;
  return {
    name: untaken(name, taken, () => `-${random.pick(repoSubjects)}`),
    id: 500_001 + index * 7,
    previously: [],
    managed: true,
    teams: new Map(),
    collaborators: new Map(),
    listsTeams: false,
    listsCollaborators: false,
  };
}

function grantTeams(
  random: Random,
  repo: DraftRepo,
  { departments, groups, squads }: TeamTree,
  owning: ReturnType<typeof longTail>,
): void {
  for (let more = random.below(3); more > 0; more--) {
    grantTeam(repo, random.pick(squads), random.pick(['read', 'read', 'triage', 'write', 'write', 'write']));
  }
  // A few, because all that is granted to a department shows in each of its teams as well.
  if (random.chance(0.03)) grantTeam(repo, random.pick(groups), random.pick(['read', 'triage']));
  else if (random.chance(0.015)) grantTeam(repo, random.pick(departments), 'read');
  const owner = squads[random.weighted(owning)];
  if (owner) grantTeam(repo, owner, random.chance(0.3) ? 'admin' : 'maintain');
}

function grantTeam(repo: DraftRepo, team: Team, role: RepositoryRole): void {
  grantTo(repo.teams, team.slug, role);
}

function grantTo(grants: Map<Key, Grant>, to: string, role: RepositoryRole): void {
  grants.set(keyOf(to), { to, role });
}
