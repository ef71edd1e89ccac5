import { listTree, type TreeEdit } from '../../git/tree.ts';
import { editsOf } from '../../git/tree.ts';
import { readBlobs } from '../../git/blobs.ts';
import type { StateRepository } from '../../git/repository.ts';
import type { AccessChange, Subject } from '../../model/history.ts';
import { UsageError } from '../../model/errors.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { User } from '../../model/org-state.ts';
import { accessChanges } from '../../planner/history/access-changes.ts';
import { decodeUtf8 } from '../../state/decode.ts';
import { loadState } from '../../state/load-state.ts';
import { limits } from '../../state/state-file.ts';
import { didYouMean } from '../../state/suggest.ts';
import { type Timeline, timelineOf } from './logins.ts';
import type { HistoryPlace } from './place.ts';
import { changedLine, headings, idPattern, namePattern, wordsAbout } from './search.ts';
import { type EditsByCommit, type Sides, sidesOf } from './sides.ts';

/** What is found of somebody or something: the changes, by commit, oldest commit first. */
export interface Found {
  readonly subject: Subject;
  readonly changes: ReadonlyMap<string, readonly AccessChange[]>;
}

const folders = ['users', 'teams', 'repos'] as const;

/**
 * All that the state ever said of a person, under whatever login: the numeric id tells who they are. One walk of git finds
 * the commits, and one more for each other login that comes to light.
 * @throws UsageError where no line ever named them
 */
export async function personHistory(place: HistoryPlace, asked: string): Promise<Found> {
  const { repository, line } = place;
  const now = await usersAt(repository, place.head);
  const commits = line.steps.map(({ commit }) => commit);
  let known: Known = { names: new Set([keyOf(asked)]), id: now.get(keyOf(asked))?.id };
  let edits = await search(place, [namePattern(known.names), ...idsOf(known).map(idPattern), headings]);
  let sides = await sidesAbout(repository, commits, edits, known);
  for (;;) {
    const next = learnt(sides, known, asked, [...now.values()]);
    const names = [...next.names].filter((name) => !known.names.has(name));
    const ids = next.id === known.id ? [] : idsOf(next).map(idPattern);
    if (names.length === 0 && ids.length === 0) break;
    edits = merged(edits, await search(place, [...(names.length === 0 ? [] : [namePattern(new Set(names))]), ...ids]));
    known = next;
    sides = await sidesAbout(repository, commits, edits, known);
  }
  const timeline = timelineOf(sides, known.id);
  const changes = new Map(
    sides.flatMap(({ commit, before, after }, nth) => {
      const ours = accessChanges(before, after).filter((change) => isAbout(change, known, timeline, nth));
      return ours.length === 0 ? [] : [[commit, ours] as const];
    }),
  );
  if (changes.size === 0) throw unknown(asked, now);
  return { subject: subjectOf(asked, known, sides, now, timeline.others), changes };
}

/** Whom the search is for. */
interface Known {
  readonly names: ReadonlySet<Key>;
  readonly id: number | undefined;
}

function idsOf({ id }: Known): readonly number[] {
  return id === undefined ? [] : [id];
}

async function usersAt(repository: StateRepository, head: string): Promise<ReadonlyMap<Key, User>> {
  const entries = (await listTree(repository, head)).filter(
    ({ kind, path }) => kind === 'file' && path.startsWith('users/'),
  );
  const blobs = await readBlobs(repository.git, new Set(entries.map(({ id }) => id)), limits.fileBytes);
  const files = entries.flatMap(({ path, id }) => {
    const blob = blobs.get(id);
    const decoded = blob !== undefined && 'bytes' in blob ? decodeUtf8(blob.bytes) : undefined;
    return decoded !== undefined && 'text' in decoded ? [{ path, id, text: decoded.text }] : [];
  });
  return loadState(files, { prefix: repository.prefix, today: '1970-01-01', lenient: true }).state.users;
}

/** git compares one file after the other, so several of it share the work. */
const atOnce = 4;

async function search({ repository, line }: HistoryPlace, patterns: readonly string[]): Promise<EditsByCommit> {
  const share = Math.ceil(line.steps.length / atOnce);
  const parts = Array.from({ length: atOnce }, (_, nth) => line.steps.slice(nth * share, (nth + 1) * share));
  const found = parts.map((steps) => editsOf(repository, steps, folders, changedLine(patterns)));
  return new Map((await Promise.all(found)).flatMap((edits) => [...edits]));
}

function merged(one: EditsByCommit, other: EditsByCommit): EditsByCommit {
  const all = new Map<string, readonly TreeEdit[]>(one);
  for (const [commit, edits] of other) {
    const before = all.get(commit) ?? [];
    const added = edits.filter(({ path }) => before.every((edit) => edit.path !== path));
    all.set(commit, [...before, ...added]);
  }
  return all;
}

async function sidesAbout(
  repository: StateRepository,
  commits: readonly string[],
  edits: EditsByCommit,
  { names, id }: Known,
): Promise<readonly Sides[]> {
  const about = wordsAbout(names, id);
  const found: Sides[] = [];
  for await (const sides of sidesOf(repository, commits, edits, () => about)) found.push(sides);
  return found;
}

/** Who had the login last is meant, where nobody has it now; whoever has the same id is the same person. */
function learnt(sides: readonly Sides[], known: Known, asked: string, now: readonly User[]): Known {
  const seen = sides.flatMap(({ before, after }) => [...before.state.users.values(), ...after.state.users.values()]);
  const last = seen.findLast((user) => user.id !== undefined && keyOf(user.login) === keyOf(asked));
  const id = known.id ?? last?.id;
  const same = [...seen, ...now].filter((user) => id !== undefined && user.id === id).map(({ login }) => keyOf(login));
  return { id, names: new Set([...known.names, ...same]) };
}

function isAbout(change: AccessChange, { names, id }: Known, timeline: Timeline, nth: number): boolean {
  if (change.login === undefined) return false;
  const login = keyOf(change.login);
  if (!names.has(login)) return false;
  if (id !== undefined && change.id !== undefined) return change.id === id;
  return timeline.isOurs(login, nth, change.after === null ? 'before' : 'after');
}

function subjectOf(
  asked: string,
  { names, id }: Known,
  sides: readonly Sides[],
  now: ReadonlyMap<Key, User>,
  others: readonly string[],
): Subject {
  const isThem = (user: User): boolean =>
    id === undefined || user.id === undefined ? keyOf(user.login) === keyOf(asked) : user.id === id;
  const today = [...now.values()].find(isThem);
  const held = sides
    .flatMap(({ before, after }) => [...before.state.users.values(), ...after.state.users.values()])
    .filter((user) => isThem(user) && names.has(keyOf(user.login)))
    .map(({ login }) => login);
  const name = today?.login ?? held.at(-1) ?? asked;
  const formerly = [...new Set(held.toReversed())].filter((login) => keyOf(login) !== keyOf(name));
  return {
    noun: 'user',
    name,
    formerly,
    ...(id === undefined ? {} : { id }),
    stands: today !== undefined,
    remarks: [
      ...others,
      ...(id === undefined ? [`No line gives ${name} a numeric id: who they are, the login alone tells.`] : []),
    ],
  };
}

function unknown(asked: string, now: ReadonlyMap<Key, User>): UsageError {
  const hint = didYouMean(
    asked,
    [...now.values()].map(({ login }) => login),
  );
  return new UsageError(
    'unknown-user',
    `No line of the state ever named ${JSON.stringify(asked)}${hint === '' ? '.' : hint}`,
  );
}
