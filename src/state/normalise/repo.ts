import type { Entry, EntryRef } from '../../model/entry.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { Grant, Repo } from '../../model/org-state.ts';
import type { Problem } from '../../model/problem.ts';
import type { Fragment, Reference } from '../fragment.ts';
import { entryOf, keyAt, type Source, said, startOf, valueAt } from '../source.ts';
import type { WrittenRepo } from '../written.generated.ts';

export function normaliseRepo(written: WrittenRepo, name: string, source: Source): Fragment {
  const { id, previously = [], managed = true } = written;
  const says = { ...(id === undefined ? {} : { id }), previously, managed };
  const own: Entry = { ref: { noun: 'repo', repo: keyOf(name) }, file: source.file, line: 1, text: said(says, '') };
  const teams = managed ? grantsOf('team', written.teams, name, source) : none;
  const collaborators = managed ? grantsOf('user', written.collaborators, name, source) : none;
  const value: Repo = {
    name,
    ...says,
    teams: teams.grants,
    collaborators: collaborators.grants,
    listsTeams: managed && written.teams !== undefined,
    listsCollaborators: managed && written.collaborators !== undefined,
  };
  return {
    entries: [own, ...teams.entries, ...collaborators.entries],
    references: [...teams.references, ...collaborators.references],
    problems: [...teams.problems, ...collaborators.problems],
    repo: {
      value,
      where: startOf(source),
      ...(id === undefined ? {} : { idAt: valueAt(source, written, 'id') }),
      previouslyAt: previously.map((_, index) => valueAt(source, previously, index)),
    },
  };
}

interface Grants {
  readonly grants: ReadonlyMap<Key, Grant>;
  readonly entries: readonly Entry[];
  readonly references: readonly Reference[];
  readonly problems: readonly Problem[];
}

const none: Grants = { grants: new Map(), entries: [], references: [], problems: [] };

function grantsOf(
  to: 'team' | 'user',
  written: Readonly<Record<string, string>> | undefined,
  repo: string,
  source: Source,
): Grants {
  if (written === undefined) return none;
  const grants = new Map<Key, Grant>();
  const entries: Entry[] = [];
  const references: Reference[] = [];
  const problems: Problem[] = [];
  for (const [name, role] of Object.entries(written)) {
    const where = keyAt(source, written, name);
    const key = keyOf(name);
    if (grants.has(key)) {
      problems.push({ severity: 'error', ...where, message: `${name} stands twice here, in another case` });
      continue;
    }
    grants.set(key, { to: name, role });
    entries.push(entryOf(source, refOf(to, keyOf(repo), key), written, name, role));
    references.push({ where, to, name, as: `in the repository ${repo}`, severity: 'error' });
    const roleAt = valueAt(source, written, name);
    references.push({ where: roleAt, to: 'role', name: role, as: `of ${name} in ${repo}`, severity: 'error' });
  }
  return { grants, entries, references, problems };
}

function refOf(to: 'team' | 'user', repo: Key, key: Key): EntryRef {
  return to === 'team' ? { noun: 'repo-team', repo, team: key } : { noun: 'repo-collaborator', repo, user: key };
}
