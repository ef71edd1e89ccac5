import { type Field, isNothing, type Node, readFields, readWord, readWords } from './nodes.ts';
import type { Notes } from './notes.ts';
import type { Word, WrittenGrant, WrittenOrganization, WrittenRepo, WrittenTeam } from './written.ts';

type Fields = ReadonlyMap<string, Field>;

/** Several files are one organisation: an organisation's own, and files of teams beside it. */
export function joinOrganizations(parts: readonly WrittenOrganization[]): WrittenOrganization {
  return {
    admins: parts.flatMap(({ admins }) => admins),
    members: parts.flatMap(({ members }) => members),
    basePermission: parts.find(({ basePermission }) => basePermission)?.basePermission,
    teams: parts.flatMap(({ teams }) => teams),
    repos: parts.flatMap(({ repos }) => repos),
  };
}

export function readOrganization(node: Node, notes: Notes): WrittenOrganization {
  const fields = readFields(node, notes);
  leaveOutRest(fields, ['admins', 'members', 'default_repository_permission', 'teams', 'repos'], notes, ({ text }) => [
    `organisation setting \`${text}\``,
    'the organisation',
  ]);
  return {
    admins: readWords(fields.get('admins')?.value, notes),
    members: readWords(fields.get('members')?.value, notes),
    basePermission: readOptional(fields, 'default_repository_permission', notes),
    teams: readTeams(fields.get('teams')?.value, notes),
    repos: readRepos(fields.get('repos')?.value, notes),
  };
}

function readTeams(node: Node | undefined, notes: Notes): readonly WrittenTeam[] {
  return [...readFields(node, notes).values()].map((field) => readTeam(field, notes));
}

const teamKeys = ['description', 'privacy', 'maintainers', 'members', 'previously', 'repos', 'teams', 'children'];

function readTeam({ key: name, value }: Field, notes: Notes): WrittenTeam {
  const fields = readFields(value, notes);
  leaveOutRest(fields, teamKeys, notes, ({ text }) => [`team setting \`${text}\``, name.text]);
  return {
    name,
    description: readOptional(fields, 'description', notes),
    privacy: readOptional(fields, 'privacy', notes),
    maintainers: readWords(fields.get('maintainers')?.value, notes),
    members: readWords(fields.get('members')?.value, notes),
    previously: readWords(fields.get('previously')?.value, notes),
    repos: readGrants(fields.get('repos')?.value, notes),
    children: ['teams', 'children'].flatMap((key) => readTeams(fields.get(key)?.value, notes)),
  };
}

function readRepos(node: Node | undefined, notes: Notes): readonly WrittenRepo[] {
  return [...readFields(node, notes).values()].map(({ key: name, value }) => {
    const fields = readFields(value, notes);
    leaveOutRest(fields, ['previously', 'collaborators'], notes, ({ text }) => [
      `repository setting \`${text}\``,
      name.text,
    ]);
    return {
      name,
      previously: readWords(fields.get('previously')?.value, notes),
      collaborators: readGrants(fields.get('collaborators')?.value, notes),
    };
  });
}

function readGrants(node: Node | undefined, notes: Notes): readonly WrittenGrant[] {
  return [...readFields(node, notes).values()].flatMap(({ key, value }) => {
    const role = readWord(value, notes);
    return role ? [{ name: key, role }] : [];
  });
}

function readOptional(fields: Fields, key: string, notes: Notes): Word | undefined {
  const value = fields.get(key)?.value;
  return isNothing(value) ? undefined : readWord(value, notes);
}

function leaveOutRest(
  fields: Fields,
  known: readonly string[],
  notes: Notes,
  name: (key: Word) => readonly [what: string, subject: string],
): void {
  for (const { key } of fields.values()) {
    if (!known.includes(key.text)) notes.leaveOut(key, ...name(key), 'Rollcall does not manage it');
  }
}
