import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgState, Repo, Team } from '../../model/org-state.ts';
import type { Missing } from '../../planner/standings/facts.ts';
import type { Parts } from '../compose.ts';
import type { LiveReader, LiveTeam } from '../live-reader.ts';
import { inChunks, type PartReader } from './parts.ts';

/** Teams and repositories as they are composed to one state. */
export type GrantLists = Pick<Parts, 'teams' | 'repos' | 'repoTeams'>;

/** Teams and repositories that decide about some people, and which of them could not be read. */
export interface Grants extends GrantLists {
  readonly missing: Pick<Missing, 'teams' | 'repos' | 'repoInvitations'>;
}

interface Part<Item> {
  readonly found: Item;
  readonly missing: ReadonlySet<Key>;
}

/** From so large a part on, reading all takes no more requests. */
const most = 0.8;
const atOnce = 20;

/** These teams and, where one may be behind another slug, all of them. */
export async function readTeams(
  reader: LiveReader,
  desired: OrgState,
  keys: ReadonlySet<Key>,
  parts: PartReader,
): Promise<Part<readonly LiveTeam[]>> {
  if (keys.size > atOnce && keys.size > most * desired.teams.size) return readAllTeams(reader, keys, parts);
  const found: LiveTeam[] = [];
  const missing = new Set<Key>();
  await Promise.all(
    inChunks([...keys].sort(), atOnce).map(async (chunk) => {
      const slugs = chunk.flatMap((key) => slugsOf(desired.teams.get(key), key));
      const read = await parts.read(`the teams ${fewOf(slugs)}`, () => reader.teams(slugs));
      if (read === undefined) for (const key of chunk) missing.add(key);
      else found.push(...read);
    }),
  );
  const unique = [...new Map(found.map((live) => [keyOf(live.team.slug), live])).values()];
  const isHidden = [...keys].some((key) => !missing.has(key) && hasMoved(desired, key, unique));
  return isHidden ? readAllTeams(reader, keys, parts) : { found: unique, missing };
}

/** One with an id that no team of its slugs has may be found under another slug, which only all teams tell. */
function hasMoved({ teams }: OrgState, key: Key, found: readonly LiveTeam[]): boolean {
  const id = teams.get(key)?.id;
  return id !== undefined && !found.some(({ team }) => team.id === id);
}

async function readAllTeams(
  reader: LiveReader,
  keys: ReadonlySet<Key>,
  parts: PartReader,
): Promise<Part<readonly LiveTeam[]>> {
  const read = await parts.read('the teams', () => reader.allTeams());
  return read === undefined ? { found: [], missing: keys } : { found: read, missing: new Set() };
}

/** These repositories with their direct collaborators. */
export async function readRepos(
  reader: LiveReader,
  desired: OrgState,
  keys: ReadonlySet<Key>,
  parts: PartReader,
): Promise<Part<readonly Repo[]>> {
  if (keys.size > atOnce && keys.size > most * desired.repos.size) {
    const read = await parts.read('the repositories', () => reader.allRepos());
    return read === undefined ? { found: [], missing: keys } : { found: read, missing: new Set() };
  }
  return readNamedRepos(reader, desired, keys, parts);
}

/** As {@link readRepos}, always by name. */
export async function readNamedRepos(
  reader: LiveReader,
  desired: OrgState,
  keys: ReadonlySet<Key>,
  parts: PartReader,
): Promise<Part<readonly Repo[]>> {
  const found: Repo[] = [];
  const missing = new Set<Key>();
  await Promise.all(
    inChunks([...keys].sort(), atOnce).map(async (chunk) => {
      const names = chunk.flatMap((key) => namesOf(desired.repos.get(key), key));
      const read = await parts.read(`the repositories ${fewOf(names)}`, () => reader.repos(names, { teams: false }));
      if (read === undefined) for (const key of chunk) missing.add(key);
      else found.push(...read);
    }),
  );
  return { found: [...new Map(found.map((repo) => [keyOf(repo.name), repo])).values()], missing };
}

/** The teams of repositories one by one, where only that tells the role. */
export async function readExact(
  reader: LiveReader,
  desired: OrgState,
  keys: ReadonlySet<Key>,
  parts: PartReader,
): Promise<Part<ReadonlyMap<Key, Repo['teams']>>> {
  const found = new Map<Key, Repo['teams']>();
  const missing = new Set<Key>();
  await Promise.all(
    [...keys].sort().map(async (key) => {
      const name = desired.repos.get(key)?.name ?? key;
      const read = await parts.read(`the teams of ${name}`, () => reader.repoTeams([name]));
      if (read === undefined) missing.add(key);
      for (const [repo, teams] of read ?? []) found.set(repo, teams);
    }),
  );
  return { found, missing };
}

/** Every name that live may have it under. */
function slugsOf(team: Team | undefined, key: Key): readonly string[] {
  return team === undefined ? [key] : [team.slug, ...team.previously];
}

function namesOf(repo: Repo | undefined, key: Key): readonly string[] {
  return repo === undefined ? [key] : [repo.name, ...repo.previously];
}

function fewOf(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and others` : names.join(', ');
}
