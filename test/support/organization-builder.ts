import { type Entries, type Entry, type EntryKey, type EntryRef, entryKey } from '../../src/model/entry.ts';
import { type Key, keyOf } from '../../src/model/identity.ts';
import type {
  Grant,
  OrgRole,
  OrgState,
  Organization,
  Repo,
  Team,
  TeamMember,
  TeamRole,
  User,
} from '../../src/model/org-state.ts';
import type { Version } from '../../src/planner/base.ts';

/** Builds states that read as sentences: `anOrganization().withOwner('alice').withTeam('sre', { members: ['bob'] })`. */
export function anOrganization(name = 'acme'): OrganizationBuilder {
  return builder({
    organization: { name, id: 1, basePermission: 'none', customRoles: new Map() },
    users: new Map(),
    teams: new Map(),
    repos: new Map(),
  });
}

export interface TeamParts {
  readonly id?: number;
  readonly name?: string;
  readonly description?: string;
  readonly privacy?: 'closed' | 'secret';
  readonly parent?: string;
  readonly previously?: readonly string[];
  readonly managed?: boolean;
  readonly maintainers?: readonly string[];
  readonly members?: readonly string[];
}

export interface RepoParts {
  readonly id?: number;
  readonly previously?: readonly string[];
  readonly managed?: boolean;
  readonly archived?: boolean;
  readonly teams?: Readonly<Record<string, string>>;
  readonly collaborators?: Readonly<Record<string, string>>;
}

export interface OrganizationBuilder {
  readonly state: OrgState;
  with(organization: Partial<Organization>): OrganizationBuilder;
  withOwner(login: string, parts?: Partial<User>): OrganizationBuilder;
  withMember(login: string, parts?: Partial<User>): OrganizationBuilder;
  withOutside(login: string, parts?: Partial<User>): OrganizationBuilder;
  withoutUser(login: string): OrganizationBuilder;
  withTeam(slug: string, parts?: TeamParts): OrganizationBuilder;
  withoutTeam(slug: string): OrganizationBuilder;
  withRepo(name: string, parts?: RepoParts): OrganizationBuilder;
  withoutRepo(name: string): OrganizationBuilder;
  /** The same as one version of the state repo has it, with an entry a line. */
  at(commit: string): Version;
}

function builder(state: OrgState): OrganizationBuilder {
  const put = (noun: 'users' | 'teams' | 'repos', key: Key, value: unknown): OrganizationBuilder => {
    const map = new Map<Key, unknown>(state[noun]);
    if (value === undefined) map.delete(key);
    else map.set(key, value);
    return builder({ ...state, [noun]: map });
  };
  const user = (login: string, role: OrgRole, parts: Partial<User> = {}): OrganizationBuilder =>
    put('users', keyOf(login), { login, role, ...parts });
  return {
    state,
    with: (organization) => builder({ ...state, organization: { ...state.organization, ...organization } }),
    withOwner: (login, parts) => user(login, 'owner', parts),
    withMember: (login, parts) => user(login, 'member', parts),
    withOutside: (login, parts) => user(login, 'outside', parts),
    withoutUser: (login) => put('users', keyOf(login), undefined),
    withTeam: (slug, parts = {}) => put('teams', keyOf(slug), team(slug, parts)),
    withoutTeam: (slug) => put('teams', keyOf(slug), undefined),
    withRepo: (name, parts = {}) => put('repos', keyOf(name), repo(name, parts)),
    withoutRepo: (name) => put('repos', keyOf(name), undefined),
    at: (commit) => ({ commit, state, entries: entriesOf(state) }),
  };
}

function team(
  slug: string,
  { parent, members = [], maintainers = [], managed = true, previously = [], ...settings }: TeamParts,
): Team {
  const people = (logins: readonly string[], role: TeamRole): [Key, TeamMember][] =>
    logins.map((login) => [keyOf(login), { login, role }]);
  return {
    slug,
    previously,
    managed,
    ...settings,
    ...(parent === undefined ? {} : { parent: keyOf(parent) }),
    members: new Map([...people(members, 'member'), ...people(maintainers, 'maintainer')]),
    listsMembers: true,
  };
}

function repo(
  name: string,
  { teams = {}, collaborators = {}, managed = true, previously = [], ...parts }: RepoParts,
): Repo {
  const grants = (roles: Readonly<Record<string, string>>): Map<Key, Grant> =>
    new Map(Object.entries(roles).map(([to, role]) => [keyOf(to), { to, role }]));
  return {
    name,
    previously,
    managed,
    ...parts,
    teams: grants(teams),
    collaborators: grants(collaborators),
    listsTeams: true,
    listsCollaborators: true,
  };
}

/** What a loaded state's entries would be, with made-up line numbers. */
function entriesOf(state: OrgState): Entries {
  const entries = new Map<EntryKey, Entry>();
  const add = (ref: EntryRef, file: string, says: unknown): void => {
    entries.set(entryKey(ref), { ref, file, line: entries.size + 1, text: JSON.stringify(says) });
  };
  const { basePermission } = state.organization;
  if (basePermission !== undefined) add({ noun: 'base-permission' }, 'state/organization.yaml', basePermission);
  for (const [user, says] of state.users) add({ noun: 'user', user }, 'state/users/all.yaml', says);
  for (const [key, says] of state.teams) {
    const file = `state/teams/${says.slug}.yaml`;
    add({ noun: 'team', team: key }, file, says.managed);
    if (!says.managed) continue;
    for (const setting of ['name', 'description', 'privacy', 'parent'] as const) {
      if (says[setting] !== undefined) add({ noun: 'team-setting', team: key, setting }, file, says[setting]);
    }
    for (const [user, { role }] of says.members) add({ noun: 'team-member', team: key, user }, file, role);
  }
  for (const [key, says] of state.repos) {
    const file = `state/repos/${says.name}.yaml`;
    add({ noun: 'repo', repo: key }, file, says.managed);
    if (!says.managed) continue;
    for (const [team, { role }] of says.teams) add({ noun: 'repo-team', repo: key, team }, file, role);
    for (const [user, { role }] of says.collaborators) add({ noun: 'repo-collaborator', repo: key, user }, file, role);
  }
  return entries;
}
