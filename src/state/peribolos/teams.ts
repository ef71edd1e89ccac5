import { entryKey } from '../../model/entry.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { Team, TeamMember, TeamPrivacy, TeamRole, User } from '../../model/org-state.ts';
import type { Notes } from './notes.ts';
import { isLogin } from './people.ts';
import { teamSlug } from '../team-slug.ts';
import type { Word, WrittenGrant, WrittenTeam } from './written.ts';

/** A team, and the repositories that the file lists below it. */
export interface ConvertedTeam {
  readonly team: Team;
  readonly repos: readonly WrittenGrant[];
}

/** All teams, nested ones too, by slug. */
export function convertTeams(
  written: readonly WrittenTeam[],
  users: ReadonlyMap<Key, User>,
  notes: Notes,
): ReadonlyMap<Key, ConvertedTeam> {
  const teams = new Map<Key, ConvertedTeam>();
  const names = new Map<Key, Word>();
  const add = (team: WrittenTeam, parent: Key | undefined): void => {
    const slug = slugOf(team.name, notes);
    if (slug === undefined) return;
    const key = keyOf(slug);
    const first = names.get(key);
    if (first) notes.problem(team.name, twice(team.name, slug, first));
    names.set(key, team.name);
    teams.set(key, { team: convertTeam(team, slug, parent, users, notes), repos: team.repos });
    for (const child of team.children) add(child, key);
  };
  for (const team of written) add(team, undefined);
  withoutTaken(teams, names, notes);
  return teams;
}

/** Old slugs that no other team has today; Peribolos refuses the others, and so does Rollcall. */
function withoutTaken(teams: Map<Key, ConvertedTeam>, names: ReadonlyMap<Key, Word>, notes: Notes): void {
  for (const [key, { team, repos }] of teams) {
    const previously = team.previously.filter((old) => !teams.has(keyOf(old)));
    if (previously.length === team.previously.length) continue;
    const place = names.get(key);
    const taken = team.previously.filter((old) => teams.has(keyOf(old))).join(', ');
    if (place)
      notes.leaveOut(place, 'old name that another team has', `${taken}, of ${team.slug}`, 'it names that team');
    teams.set(key, { team: { ...team, previously }, repos });
  }
}

function slugOf(name: Word, notes: Notes): string | undefined {
  const slug = teamSlug(name.text);
  if (slug) return slug;
  notes.problem(
    name,
    `${JSON.stringify(name.text)} gives no slug: a team's name needs a letter from a to z, or a digit`,
  );
  return undefined;
}

function twice(name: Word, slug: string, first: Word): string {
  return `team ${JSON.stringify(name.text)} has the slug ${slug}, and so has the team at ${first.file}:${first.line}`;
}

function convertTeam(
  written: WrittenTeam,
  slug: string,
  parent: Key | undefined,
  users: ReadonlyMap<Key, User>,
  notes: Notes,
): Team {
  const privacy = privacyOf(written, parent !== undefined, notes);
  return {
    slug,
    previously: previousSlugs(written, slug, notes),
    managed: true,
    ...(written.name.text !== slug && { name: written.name.text }),
    ...(written.description?.text && { description: written.description.text }),
    ...(privacy && { privacy }),
    ...(parent && { parent }),
    members: membersOf(written, slug, users, notes),
    listsMembers: true,
  };
}

function previousSlugs({ previously }: WrittenTeam, slug: string, notes: Notes): readonly string[] {
  const slugs = previously.flatMap((name) => slugOf(name, notes) ?? []);
  return [...new Set(slugs)].filter((old) => old !== slug);
}

/** @see https://docs.github.com/en/organizations/organizing-members-into-teams/about-teams: nested teams are visible */
function privacyOf({ privacy, name, children }: WrittenTeam, nested: boolean, notes: Notes): TeamPrivacy | undefined {
  if (!privacy) return undefined;
  if (privacy.text !== 'closed' && privacy.text !== 'secret') {
    notes.problem(privacy, `privacy is closed or secret, not ${JSON.stringify(privacy.text)}`);
    return undefined;
  }
  if (privacy.text === 'secret' && (nested || children.length > 0)) {
    notes.leaveOut(
      privacy,
      '`privacy: secret` of a nested team',
      name.text,
      'GitHub shows nested teams to all members',
    );
    return 'closed';
  }
  return privacy.text;
}

/** Everybody once; owners are maintainers, for so GitHub has it. */
function membersOf(
  { maintainers, members }: WrittenTeam,
  slug: string,
  users: ReadonlyMap<Key, User>,
  notes: Notes,
): ReadonlyMap<Key, TeamMember> {
  const result = new Map<Key, TeamMember>();
  const add = (word: Word, role: TeamRole): void => {
    const key = keyOf(word.text);
    const user = users.get(key);
    const subject = `${word.text} in ${slug}`;
    if (!isLogin(word, notes)) return;
    if (!user || user.role === 'outside') {
      const why = 'among neither the admins nor the members of the organisation; Peribolos refuses such a file';
      notes.leaveOut(word, 'team member who is not in the organisation', subject, why);
      return;
    }
    const first = result.get(key);
    if (first) {
      notes.leaveOut(word, 'team member who is listed twice', subject, `already listed as ${first.role}`);
      return;
    }
    result.set(key, { login: user.login, role: user.role === 'owner' ? 'maintainer' : role });
    notes.carry(entryKey({ noun: 'team-member', team: keyOf(slug), user: key }), word);
  };
  for (const word of maintainers) add(word, 'maintainer');
  for (const word of members) add(word, 'member');
  return result;
}
