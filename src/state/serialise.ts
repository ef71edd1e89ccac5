import { type EntryKey, type EntryRef, entryKey } from '../model/entry.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { Grant, Organization, OrgState, Repo, Team, User } from '../model/org-state.ts';
import { compare } from '../model/order.ts';
import type { Policy } from '../model/policy.ts';
import type { Kind } from './layout.ts';
import { ruleText } from './normalise/rule.ts';
import { commentText, flowMap, scalarText, valueText } from './scalar.ts';
import { policyLines } from './serialise-policy.ts';

export interface SerialiseOptions {
  /** Written to policy.yaml; without it there is no such file, and the defaults hold. */
  readonly policy?: Policy;
  /** Comments to put beside entries, without `#`. */
  readonly comments?: ReadonlyMap<EntryKey, string>;
  /** Where editors find the schemas: an address, or a path from the state directory. */
  readonly schemaBase?: string;
}

/** Where the schemas are for a state directory in the root of a repository that has Rollcall installed. */
const installedSchemas = '../node_modules/rollcall/schemas';

/**
 * The files of a state as the tool writes them, by path in the state directory: one entry a line, sorted, defaults left
 * out. What only live knows (invitations, seats, archived) has no place in them. Loading them gives the same state.
 */
export function serialiseState(state: OrgState, options: SerialiseOptions = {}): ReadonlyMap<string, string> {
  const { policy, comments = new Map<EntryKey, string>(), schemaBase = installedSchemas } = options;
  const files = new Map<string, string>();
  const write = (path: string, kind: Kind, lines: readonly string[]): void => {
    const body = lines.length === 0 ? ['{}'] : lines;
    files.set(path, [modeline(path, kind, schemaBase), ...body, ''].join('\n'));
  };
  const comment: Comment = (ref) => commentText(comments.get(entryKey(ref)));
  write('organization.yaml', 'organization', organizationLines(state.organization, comment));
  if (policy !== undefined) write('policy.yaml', 'policy', policyLines(policy, comment));
  for (const [path, users] of usersByFile(state)) write(path, 'users', userLines(users, comment));
  for (const team of sorted(state.teams)) write(`teams/${keyOf(team.slug)}.yaml`, 'team', teamLines(team, comment));
  for (const repo of sorted(state.repos)) write(`repos/${repo.name}.yaml`, 'repo', repoLines(repo, comment));
  return files;
}

/** The comment beside an entry, with ` # ` before it, or ''. */
type Comment = (ref: EntryRef) => string;

/** The first line of a file, by which editors find its schema. */
export function modeline(path: string, kind: Kind, schemaBase = installedSchemas): string {
  const relative = !/^([a-z]+:|\/)/i.test(schemaBase);
  const up = relative ? '../'.repeat(path.split('/').length - 1) : '';
  return `# yaml-language-server: $schema=${up}${schemaBase}/${kind}.schema.json`;
}

function sorted<T>(map: ReadonlyMap<Key, T>): T[] {
  return [...map].sort(([a], [b]) => compare(a, b)).map(([, value]) => value);
}

function organizationLines(organization: Organization, comment: Comment): string[] {
  const { name, id, basePermission, stateRepository, customRoles } = organization;
  return [
    `name: ${scalarText(name)}`,
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(basePermission === undefined
      ? []
      : [`basePermission: ${basePermission}${comment({ noun: 'base-permission' })}`]),
    ...(stateRepository === undefined ? [] : [`stateRepository: ${scalarText(stateRepository)}`]),
    ...listLines(
      'customRoles',
      sorted(customRoles).map((role) => scalarText(role.name)),
    ),
  ];
}

function listLines(key: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${key}:`, ...items.map((item) => `  - ${item}`)];
}

function usersByFile({ users }: OrgState): [path: string, users: User[]][] {
  const all = sorted(users);
  const files: [string, User[]][] = [
    ['users/employees.yaml', all.filter(({ role }) => role !== 'outside')],
    ['users/outside.yaml', all.filter(({ role }) => role === 'outside')],
  ];
  return files.filter(([, users]) => users.length > 0);
}

function userLines(users: readonly User[], comment: Comment): string[] {
  const line = (user: User): string =>
    `  ${scalarText(user.login)}: ${flowMap(userAttributes(user))}${comment({ noun: 'user', user: keyOf(user.login) })}`;
  return ['users:', ...users.map(line)];
}

/** What is written of a user, in the order of the line; the role that everybody has is left out. */
export function userAttributes(user: User): Readonly<Record<string, string | number>> {
  const { id, employee, role, sponsor, suspended, expires } = user;
  return {
    ...(id === undefined ? {} : { id }),
    ...(employee === undefined ? {} : { employee }),
    ...(role === 'member' ? {} : { role }),
    ...(sponsor === undefined ? {} : { sponsor }),
    ...(suspended === undefined ? {} : { suspended }),
    ...(expires === undefined ? {} : { expires }),
  };
}

function teamLines(team: Team, comment: Comment): string[] {
  const ref = { noun: 'team', team: keyOf(team.slug) } as const;
  const setting = (name: 'name' | 'description' | 'privacy' | 'parent'): string[] => {
    const value = team[name];
    if (value === undefined) return [];
    return [`${name}: ${scalarText(value)}${comment({ ...ref, noun: 'team-setting', setting: name })}`];
  };
  return [
    ...ownComment(comment(ref)),
    ...setting('name'),
    ...identityLines(team),
    ...setting('description'),
    ...setting('parent'),
    ...setting('privacy'),
    ...(team.rule === undefined ? [] : [`rule: ${ruleText(team.rule)}`]),
    ...memberLines(team, comment),
  ];
}

/** A comment on a team or repository as a whole stands above everything else in its file. */
function ownComment(comment: string): string[] {
  return comment === '' ? [] : [comment.trim()];
}

function identityLines({ id, previously, managed }: Pick<Team, 'id' | 'previously' | 'managed'>): string[] {
  return [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...listLines('previously', previously.map(scalarText)),
    ...(managed ? [] : ['managed: false']),
  ];
}

function memberLines(team: Team, comment: Comment): string[] {
  if (!team.listsMembers) return [];
  if (team.members.size === 0) return ['members: []'];
  const line = ([user, { login }]: readonly [Key, { login: string }]): string =>
    `${scalarText(login)}${comment({ noun: 'team-member', team: keyOf(team.slug), user })}`;
  const people = [...team.members].sort(([a], [b]) => compare(a, b));
  const { extraMembers = new Set<Key>() } = team;
  const maintainers = people.filter(([, { role }]) => role === 'maintainer');
  const members = people.filter(([user, { role }]) => role === 'member' && !extraMembers.has(user));
  const extra = people.filter(([user]) => extraMembers.has(user));
  return [
    ...listLines('maintainers', maintainers.map(line)),
    ...listLines('members', members.map(line)),
    ...listLines('extraMembers', extra.map(line)),
  ];
}

function repoLines(repo: Repo, comment: Comment): string[] {
  const key = keyOf(repo.name);
  return [
    ...ownComment(comment({ noun: 'repo', repo: key })),
    ...identityLines(repo),
    ...(repo.listsTeams
      ? grantLines('teams', repo.teams, (team) => comment({ noun: 'repo-team', repo: key, team }))
      : []),
    ...(repo.listsCollaborators
      ? grantLines('collaborators', repo.collaborators, (user) =>
          comment({ noun: 'repo-collaborator', repo: key, user }),
        )
      : []),
  ];
}

function grantLines(key: string, grants: ReadonlyMap<Key, Grant>, comment: (to: Key) => string): string[] {
  if (grants.size === 0) return [`${key}: {}`];
  const lines = sorted(grants).map(
    (grant) => `  ${scalarText(grant.to)}: ${valueText(grant.role)}${comment(keyOf(grant.to))}`,
  );
  return [`${key}:`, ...lines];
}
