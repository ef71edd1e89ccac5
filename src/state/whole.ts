import type { Key } from '../model/identity.ts';
import { keyOf } from '../model/identity.ts';
import type { OrgState, Organization } from '../model/org-state.ts';
import type { Roster } from '../model/roster.ts';
import type {
  Fragment,
  Located,
  LocatedException,
  PersonAsked,
  PolicyFile,
  Reference,
  TeamPlaces,
  Where,
} from './fragment.ts';
import { layoutOf } from './layout.ts';
import type { LoadedFile } from './load-file.ts';
import { defaultPolicy } from './normalise/policy.ts';

/** All files put together, with the places that rules point at. */
export interface Whole {
  readonly state: OrgState;
  readonly policy: PolicyFile;
  /** Undefined where there is no roster.yaml, or none that could be understood. */
  readonly roster: Roster | undefined;
  readonly reviewers: readonly PersonAsked[];
  readonly exceptions: readonly LocatedException[];
  readonly users: readonly Located<OrgState['users'] extends ReadonlyMap<Key, infer User> ? User : never>[];
  readonly teams: readonly LocatedTeam[];
  readonly repos: readonly LocatedRepo[];
  readonly references: readonly Reference[];
  /** Some file of users could not be understood, so that nobody can be called unknown. */
  readonly usersIncomplete: boolean;
  /** Slugs of teams whose files could not be understood: they are there all the same. */
  readonly unreadTeams: ReadonlySet<Key>;
  /** Where organization.yaml stands, or would. */
  readonly organizationAt: Where;
}

type LocatedTeam = NonNullable<Fragment['team']> & TeamPlaces;
type LocatedRepo = NonNullable<Fragment['repo']>;

/**
 * Puts what the files say together. Of two that say the same name, the first stands; a rule names both.
 * @param unread paths of files that could not even be loaded
 */
export function assemble(files: readonly LoadedFile[], unread: readonly string[], prefix: string): Whole {
  const fragments = files.flatMap(({ fragment }) => (fragment === undefined ? [] : [fragment]));
  const users = fragments.flatMap(({ users = [] }) => users);
  const teams = fragments.flatMap(({ team }) => (team === undefined ? [] : [team]));
  const repos = fragments.flatMap(({ repo }) => (repo === undefined ? [] : [repo]));
  const organizationAt = {
    file: prefix === '' ? 'organization.yaml' : `${prefix}/organization.yaml`,
    line: 1,
    column: 1,
  };
  const unknown = [
    ...files.flatMap(({ fragment, is }) => (fragment === undefined ? [is] : [])),
    ...unread.flatMap((path) => layoutOf(path) ?? []),
  ].filter((is) => 'kind' in is);
  return {
    state: {
      organization: fragments.find(({ organization }) => organization)?.organization ?? nameless,
      users: firstBy(
        users.map(({ value }) => value),
        ({ login }) => login,
      ),
      teams: firstBy(
        teams.map(({ value }) => value),
        ({ slug }) => slug,
      ),
      repos: firstBy(
        repos.map(({ value }) => value),
        ({ name }) => name,
      ),
    },
    policy: fragments.find(({ policy }) => policy)?.policy ?? unwrittenPolicy(organizationAt),
    roster: fragments.find(({ roster }) => roster)?.roster,
    reviewers: fragments.flatMap(({ reviewers = [] }) => reviewers),
    exceptions: fragments.flatMap(({ exceptions = [] }) => exceptions),
    users,
    teams,
    repos,
    references: fragments.flatMap(({ references }) => references),
    usersIncomplete: unknown.some(({ kind }) => kind === 'users'),
    unreadTeams: new Set(unknown.flatMap((is) => (is.kind === 'team' ? [keyOf(is.name)] : []))),
    organizationAt,
  };
}

const nameless: Organization = { name: '', customRoles: new Map() };

function unwrittenPolicy(where: Where): PolicyFile {
  return { policy: defaultPolicy, ownersAt: where, expiresAt: [] };
}

function firstBy<T>(values: readonly T[], nameOf: (value: T) => string): ReadonlyMap<Key, T> {
  const map = new Map<Key, T>();
  for (const value of values) {
    const key = keyOf(nameOf(value));
    if (!map.has(key)) map.set(key, value);
  }
  return map;
}
