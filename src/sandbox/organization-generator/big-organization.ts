import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import { generateMembers, generateOutsiders } from './people.ts';
import { seededRandom } from './random.ts';
import { generateRepos } from './repos.ts';
import { generateTeams } from './teams.ts';

export interface OrganizationSize {
  /** Members and owners; one outside collaborator for a hundred of them comes on top. */
  readonly people: number;
  readonly teams: number;
  readonly repos: number;
  /** The same figures and the same seed give the same organisation. */
  readonly seed: number;
}

/**
 * An organisation with the shapes of a real one: departments, groups and squads, a few very large teams, a few secret
 * ones, repositories that several teams share, outside collaborators with sponsors. A valid state, made of nothing but
 * the arguments.
 */
export function bigOrganization({ people, teams, repos, seed }: OrganizationSize): OrgState {
  const random = seededRandom(seed);
  const taken = new Set<Key>();
  const members = generateMembers(random, people, taken);
  const outsiders = repos > 0 ? generateOutsiders(random, Math.round(people / 100), members, taken) : [];
  const tree = generateTeams(random, teams, members);
  const allTeams = [...tree.departments, ...tree.groups, ...tree.squads, ...tree.flat];
  return {
    organization: { name: 'acme', id: 1_000_004_242, basePermission: 'none', customRoles: new Map() },
    users: new Map([...members, ...outsiders].map((user) => [keyOf(user.login), user])),
    teams: new Map(allTeams.map((team) => [keyOf(team.slug), team])),
    repos: new Map(generateRepos(random, repos, tree, { members, outsiders }).map((repo) => [keyOf(repo.name), repo])),
  };
}
