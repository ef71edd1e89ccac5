import { type Key, keyOf } from '../../model/identity.ts';
import type { Team, TeamMember } from '../../model/org-state.ts';
import type { LiveTeam } from '../live-reader.ts';
import { type Page, pageOf } from './connection.ts';
import { type Fields, fieldsOf, malformed, nameOf, numberOf, textOf } from './fields.ts';
import { repositoryRoleOf, teamRoleOf } from './roles.ts';

/** A repository as a team shows it. */
export interface TeamRepo {
  readonly repo: string;
  readonly role: string;
}

/** Someone invited who will be in the team; null where GitHub tells an e-mail address only. */
export interface Invitee {
  readonly id: string | number;
  readonly login: string | null;
}

/** A team as a query brings it: its settings, and perhaps the first pages of its lists. */
export interface TeamNode {
  readonly settings: TeamSettings;
  readonly members?: Page<TeamMember>;
  readonly repos?: Page<TeamRepo>;
  readonly invited?: Page<Invitee>;
  /** Slugs of the teams immediately below. */
  readonly children?: Page<string>;
}

export type TeamSettings = Omit<Team, 'members' | 'listsMembers' | 'managed' | 'previously'>;

export function teamNodeOf(node: Fields): TeamNode {
  const settings = teamSettingsOf(node);
  const { slug } = settings;
  if (node['members'] === undefined) return { settings };
  return {
    settings,
    members: memberPage(node['members'], slug),
    repos: repoPage(node['repositories'], slug),
    invited: invitedPage(node['invitations'], slug),
    ...(node['childTeams'] === undefined ? {} : { children: childPage(node['childTeams'], slug) }),
  };
}

function teamSettingsOf(node: Fields): TeamSettings {
  const slug = nameOf(node['slug'], "a team's slug");
  const parent = node['parentTeam'];
  return {
    slug,
    id: numberOf(node['databaseId'], `the id of team ${slug}`),
    name: textOf(node['name'], `the name of team ${slug}`),
    description: textOf(node['description'] ?? '', `the description of team ${slug}`),
    privacy: privacyOf(node['privacy'], slug),
    ...(parent === null ? {} : { parent: keyOf(nameOf(fieldsOf(parent, slug)['slug'], `the parent of ${slug}`)) }),
  };
}

function privacyOf(value: unknown, slug: string): 'closed' | 'secret' {
  if (value === 'VISIBLE') return 'closed';
  if (value === 'SECRET') return 'secret';
  throw malformed(`the privacy of team ${slug}`, 'VISIBLE or SECRET', value);
}

export function memberPage(value: unknown, slug: string): Page<TeamMember> {
  return pageOf(value, `the members of team ${slug}`, 'edges', (edge, what) => ({
    login: nameOf(fieldsOf(edge['node'], what)['login'], what),
    role: teamRoleOf(edge['role'], what),
  }));
}

export function repoPage(value: unknown, slug: string): Page<TeamRepo> {
  return pageOf(value, `the repositories of team ${slug}`, 'edges', (edge, what) => ({
    repo: nameOf(fieldsOf(edge['node'], what)['name'], what),
    role: repositoryRoleOf(edge['permission'], what),
  }));
}

export function invitedPage(value: unknown, slug: string): Page<Invitee> {
  return pageOf(value, `the invitations of team ${slug}`, 'nodes', ({ id, invitee }, what) => ({
    id: textOf(id, what),
    login: invitee === null ? null : nameOf(fieldsOf(invitee, what)['login'], what),
  }));
}

export function childPage(value: unknown, slug: string): Page<string> {
  return pageOf(value, `the teams below ${slug}`, 'nodes', (node, what) => nameOf(node['slug'], what));
}

/** The lists of a team, read to their ends. */
export interface WholeLists {
  readonly members: readonly TeamMember[];
  readonly repos: readonly TeamRepo[];
  readonly invited: readonly Invitee[];
  readonly children: readonly string[];
}

export function liveTeamOf(settings: TeamSettings, { members, repos, invited, children }: WholeLists): LiveTeam {
  return {
    team: {
      ...settings,
      previously: [],
      managed: true,
      listsMembers: true,
      members: new Map(members.map((member) => [keyOf(member.login), member])),
    },
    repos: new Map(repos.map((repo) => [keyOf(repo.repo), repo])),
    children: [...children].sort(),
    invited: new Set(invited.flatMap(({ login }): Key[] => (login === null ? [] : [keyOf(login)]))),
  };
}
