import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import { isActiveMember } from '../../planner/sides.ts';
import { dueOf } from '../../planner/standings/due.ts';
import { outstandingOf } from '../../planner/standings/outstanding.ts';
import type { LiveReader } from '../live-reader.ts';
import type { StandingsAsked } from './asked.ts';
import { type GrantLists, type Grants, readNamedRepos } from './lists.ts';
import type { PartReader } from './parts.ts';

/** So many repositories are looked at again; where more are lacking, their names are not what is wrong. */
const reposAtMost = 200;

/**
 * What the lists leave open: whether a repository that a team lacks has another name by now or is archived, and whether
 * an outside collaborator without access was invited to it.
 * @param named live from these parts, under the names that the state uses
 */
export async function secondLook(
  reader: LiveReader,
  asked: StandingsAsked,
  named: (parts: GrantLists) => OrgState,
  parts: PartReader,
  first: Grants,
): Promise<Grants> {
  const live = named(first);
  const [repos, invited] = await Promise.all([
    readLacking(reader, asked, live, parts, first),
    readInvited(reader, asked, live, parts, first),
  ]);
  const all = [...first.repos, ...repos].map((repo) => {
    const more = invited.found.get(keyOf(repo.name));
    return more === undefined ? repo : { ...repo, collaborators: new Map([...more, ...repo.collaborators]) };
  });
  return { ...first, repos: all, missing: { ...first.missing, repoInvitations: invited.missing } };
}

async function readLacking(
  reader: LiveReader,
  { desired, people }: StandingsAsked,
  state: OrgState,
  parts: PartReader,
  { repos, missing }: Grants,
): Promise<Grants['repos']> {
  const known = new Set(repos.map(({ name }) => keyOf(name)));
  const live = { state, accounts: new Map(), missing: { ...nothingMissing, ...missing } };
  const lacking = [...people].flatMap((user) => {
    const person = state.users.get(user);
    if (!desired.users.has(user) || !isActiveMember(person)) return [];
    const { outstanding } = outstandingOf({ desired, live }, user, person);
    return outstanding.flatMap((each) => (each.kind === 'team-repo' ? [keyOf(each.repo)] : []));
  });
  const names = new Set(lacking.filter((repo) => !known.has(repo)));
  if (names.size === 0 || names.size > reposAtMost) return [];
  const read = await readNamedRepos(reader, desired, names, parts);
  return read.found.filter(({ name }) => !known.has(keyOf(name)));
}

const nothingMissing = { organization: false, members: false, invitations: false, outside: false, accounts: false };

/** Invitations to repositories are listed with each by itself, so only where somebody lacks access to one. */
async function readInvited(
  reader: LiveReader,
  { desired, people }: StandingsAsked,
  state: OrgState,
  parts: PartReader,
  { missing }: Grants,
): Promise<{ readonly found: Awaited<ReturnType<LiveReader['repoInvitations']>>; readonly missing: ReadonlySet<Key> }> {
  const lacking = new Set(
    [...people].flatMap((user) => {
      if (desired.users.get(user)?.role !== 'outside') return [];
      const repos = [...dueOf(desired, user).repos.keys()];
      return repos.filter((repo) => isThereWithout(state, repo, user) && !missing.repos.has(repo));
    }),
  );
  const found = new Map<Key, ReturnType<typeof invitedTo>>();
  const failed = new Set<Key>();
  await Promise.all(
    [...lacking].sort().map(async (repo) => {
      const name = state.repos.get(repo)?.name ?? repo;
      const read = await parts.read(`the invitations of ${name}`, () => reader.repoInvitations([name]));
      if (read === undefined) failed.add(repo);
      else found.set(keyOf(name), invitedTo(read, keyOf(name)));
    }),
  );
  return { found, missing: failed };
}

function invitedTo(read: Awaited<ReturnType<LiveReader['repoInvitations']>>, name: Key) {
  return read.get(name) ?? new Map();
}

function isThereWithout({ repos }: OrgState, repo: Key, user: Key): boolean {
  const live = repos.get(repo);
  return live !== undefined && !live.collaborators.has(user);
}
