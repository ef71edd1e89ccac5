import { type EntryKey, entryKey } from '../../model/entry.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { Grant, Repo, User } from '../../model/org-state.ts';
import { repositoryRoles } from '../../model/permission.ts';
import type { Notes } from './notes.ts';
import type { ConvertedTeam } from './teams.ts';
import type { Word, WrittenGrant, WrittenRepo } from './written.ts';

interface DraftRepo extends Repo {
  readonly teams: Map<Key, Grant>;
  readonly collaborators: Map<Key, Grant>;
}

/** Peribolos hangs repositories below teams; here they hold the teams. Only those with access to manage are kept. */
export function convertRepos(
  teams: ReadonlyMap<Key, ConvertedTeam>,
  written: readonly WrittenRepo[],
  users: ReadonlyMap<Key, User>,
  notes: Notes,
): ReadonlyMap<Key, Repo> {
  const drafts = new Map<Key, DraftRepo>();
  const old = new Map(written.map((repo) => [keyOf(repo.name.text), repo]));
  for (const [slug, { team, repos }] of teams) {
    for (const { name, role } of repos) {
      const draft = draftOf(drafts, name, old, notes);
      const entry = entryKey({ noun: 'repo-team', repo: keyOf(name.text), team: slug });
      if (draft) addGrant(draft.teams, slug, { name: team.slug, role, at: name, entry, repo: draft.name }, notes);
    }
  }
  for (const { name, collaborators } of written) {
    for (const grant of collaborators) addCollaborator(draftOf(drafts, name, old, notes), grant, users, notes);
  }
  return new Map([...drafts].filter(([, { teams, collaborators }]) => teams.size + collaborators.size > 0).map(finish));
}

function finish([key, draft]: readonly [Key, DraftRepo]): [Key, Repo] {
  const { teams, collaborators } = draft;
  return [key, { ...draft, listsTeams: teams.size > 0, listsCollaborators: collaborators.size > 0 }];
}

const repositoryName = /^(?!\.{1,2}$)[A-Za-z\d._-]{1,100}$/u;

function draftOf(
  drafts: Map<Key, DraftRepo>,
  name: Word,
  written: ReadonlyMap<Key, WrittenRepo>,
  notes: Notes,
): DraftRepo | undefined {
  const key = keyOf(name.text);
  const known = drafts.get(key);
  if (known) return known;
  if (!repositoryName.test(name.text)) {
    notes.problem(
      name,
      `${JSON.stringify(name.text)} is no repository's name: letters, digits, dots, - and _ make one`,
    );
    return undefined;
  }
  const repo = written.get(key);
  const draft: DraftRepo = {
    name: repo?.name.text ?? name.text,
    previously: repo?.previously.map(({ text }) => text) ?? [],
    managed: true,
    teams: new Map(),
    collaborators: new Map(),
    listsTeams: false,
    listsCollaborators: false,
  };
  drafts.set(key, draft);
  return draft;
}

function addCollaborator(
  repo: DraftRepo | undefined,
  { name, role }: WrittenGrant,
  users: ReadonlyMap<Key, User>,
  notes: Notes,
): void {
  const user = users.get(keyOf(name.text));
  if (!repo || !user) return;
  const grant = { name: user.login, role, at: name, repo: repo.name };
  if (user.role === 'owner') {
    notes.leaveOut(name, 'grant to an owner', `${name.text} on ${repo.name}`, 'owners have every repository anyway');
    return;
  }
  const key = keyOf(name.text);
  addGrant(
    repo.collaborators,
    key,
    { ...grant, entry: entryKey({ noun: 'repo-collaborator', repo: keyOf(repo.name), user: key }) },
    notes,
  );
}

interface NewGrant {
  readonly name: string;
  readonly role: Word;
  readonly at: Word;
  readonly entry: EntryKey;
  readonly repo: string;
}

function addGrant(grants: Map<Key, Grant>, key: Key, { name, role, at, entry, repo }: NewGrant, notes: Notes): void {
  if (role.text === 'none') {
    notes.leaveOut(
      role,
      'grant of `none`',
      `${name} on ${repo}`,
      'in Rollcall a grant that is not there gives nothing',
    );
  } else if (!(repositoryRoles as readonly string[]).includes(role.text)) {
    notes.problem(role, `a role is ${repositoryRoles.join(', ')} or none, not ${JSON.stringify(role.text)}`);
  } else if (grants.has(key)) {
    notes.problem(at, `${name} is given access to ${repo} twice`);
  } else {
    grants.set(key, { to: name, role: role.text });
    notes.carry(entry, at);
  }
}
