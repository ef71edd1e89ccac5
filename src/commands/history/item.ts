import { editsOf, listTree } from '../../git/tree.ts';
import { UsageError } from '../../model/errors.ts';
import type { AccessChange, Subject } from '../../model/history.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import { accessChanges } from '../../planner/history/access-changes.ts';
import { matchNames } from '../../planner/names.ts';
import { didYouMean } from '../../state/suggest.ts';
import type { Found } from './person.ts';
import type { HistoryPlace } from './place.ts';
import { changedLine, headings, namePattern, wordsAbout } from './search.ts';
import { type EditsByCommit, type Sides, sidesOf } from './sides.ts';

type Noun = 'team' | 'repo';
const folders = { team: 'teams', repo: 'repos' } as const;

/**
 * All that the state ever said of a team or repository, under whatever name: who is in the team and what it may touch, or
 * who may touch the repository. Its own file tells most of it, and repositories' files the grants of a team.
 * @throws UsageError where no such file ever was
 */
export async function itemHistory(place: HistoryPlace, noun: Noun, asked: string): Promise<Found> {
  const { repository, line } = place;
  const commits = line.steps.map(({ commit }) => commit);
  const all = await editsOf(repository, line.steps, [folders[noun]]);
  const names = await namesOf({ place, noun, all, commits }, keyOf(asked));
  if (names.length === 0) throw await unknown(place, noun, asked);
  const edits = await editsAbout({ place, noun, all, commits }, names);
  const about = wordsAbout(new Set(names.map(({ name }) => name)), undefined);
  const changes = new Map<string, readonly AccessChange[]>();
  const cut = (path: string): RegExp | undefined => (isIn(path, folders[noun]) ? undefined : about);
  for await (const sides of sidesOf(repository, commits, edits, cut)) {
    const at = commits.indexOf(sides.commit);
    const ours = (found: readonly AccessChange[]) => found.filter((change) => isAbout(change, noun, names, at));
    const first = ours(accessChanges(sides.before, sides.after));
    const settled = mayBeRenamings(first) ? ours(await withNames(place, sides.commit, edits, first)) : first;
    if (settled.length > 0) changes.set(sides.commit, settled);
  }
  const [last] = names;
  return { subject: await subjectOf(place, noun, names, last?.name ?? keyOf(asked)), changes };
}

interface Walk {
  readonly place: HistoryPlace;
  readonly noun: Noun;
  /** Every edit of the folder. */
  readonly all: EditsByCommit;
  readonly commits: readonly string[];
}

/** A name, and from which commit of the line to which it was the item's: places on the line, both included. */
interface Named {
  readonly name: Key;
  readonly from: number;
  readonly to: number;
}

/** Newest first. Of a name that nothing has now, whatever became of it is followed first. */
async function namesOf(walk: Walk, asked: Key): Promise<readonly Named[]> {
  const { commits } = walk;
  let [name, to] = [asked, commits.length - 1];
  for (let turn = 0; turn < commits.length; turn++) {
    const gone = lastEdit(walk, name, commits.length - 1);
    if (gone === undefined) return [];
    if (gone.isThere) break;
    const next = await renamedAt(walk, gone.at, name, 'after');
    if (next === undefined) {
      to = gone.at;
      break;
    }
    name = next;
  }
  const names: Named[] = [];
  for (let until = to; until >= 0; ) {
    const from = beginning(walk, name, until);
    names.push({ name, from, to: until });
    const earlier = await renamedAt(walk, from, name, 'before');
    if (earlier === undefined)
      return names.map((named, nth) => (nth === names.length - 1 ? { ...named, from: 0 } : named));
    [name, until] = [earlier, from - 1];
  }
  return names;
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function isFileOf(path: string, name: Key): boolean {
  return keyOf(path.slice(path.indexOf('/') + 1)) === `${name}.yaml`;
}

function lastEdit(
  { all, commits }: Walk,
  name: Key,
  until: number,
): { readonly at: number; readonly isThere: boolean } | undefined {
  for (let at = until; at >= 0; at--) {
    const edits = (all.get(commits[at] ?? '') ?? []).filter(({ path }) => isFileOf(path, name));
    if (edits.length > 0) return { at, isThere: edits.some(({ after }) => after !== null) };
  }
  return undefined;
}

/** Where a file of this name came that took over from one of another name, else where it came first. */
function beginning({ all, commits }: Walk, name: Key, until: number): number {
  let first = until;
  for (let at = until; at >= 0; at--) {
    const edits = all.get(commits[at] ?? '') ?? [];
    const own = edits.filter(({ path }) => isFileOf(path, name));
    if (own.length === 0) continue;
    first = at;
    const isMade = own.every(({ before }) => before === null);
    if (isMade && edits.some(({ path, after }) => after === null && !isFileOf(path, name))) return at;
  }
  return first;
}

/** What the item was called before a commit, or is called after it; undefined where that is no other name. */
async function renamedAt(
  { place, noun, all, commits }: Walk,
  at: number,
  name: Key,
  side: 'before' | 'after',
): Promise<Key | undefined> {
  const commit = commits[at] ?? '';
  const edits = all.get(commit) ?? [];
  const isRenaming = edits.some(({ after }) => after === null) && edits.some(({ before }) => before === null);
  if (!isRenaming) return undefined;
  for await (const { before, after } of sidesOf(place.repository, [commit], all, () => undefined)) {
    const pairs = [...matchNames(before.state, after.state)[`${noun}s`]];
    const pair = pairs.find(([was, is]) => was !== is && (side === 'after' ? was : is) === name);
    const found = pair?.[side === 'after' ? 1 : 0];
    return found !== undefined && after.state[`${noun}s`].has(pair?.[1] ?? name) ? found : undefined;
  }
  return undefined;
}

/** Edits of its own file under each name, and for a team, of repositories' files where a line names it. */
async function editsAbout({ place, noun, all, commits }: Walk, names: readonly Named[]): Promise<EditsByCommit> {
  const { repository, line } = place;
  const keys = new Set(names.map(({ name }) => name));
  const patterns = [namePattern(keys), headings];
  const granted = noun === 'team' ? await editsOf(repository, line.steps, ['repos'], changedLine(patterns)) : new Map();
  const edits = new Map(
    commits.map((commit) => {
      const own = (all.get(commit) ?? []).filter(({ path }) => [...keys].some((name) => isFileOf(path, name)));
      return [commit, [...own, ...((granted.get(commit) as typeof own | undefined) ?? [])]] as const;
    }),
  );
  return edits;
}

function isAbout(change: AccessChange, noun: Noun, names: readonly Named[], at: number): boolean {
  const name = change[noun];
  if (name === undefined || (noun === 'team' && change.kind === 'renamed-repo')) return false;
  return names.some((named) => named.name === keyOf(name) && named.from <= at && at <= named.to);
}

/** Somebody comes where somebody goes: that may be the same one under another name. */
function mayBeRenamings(changes: readonly AccessChange[]): boolean {
  const are = (gone: boolean): boolean =>
    changes.some(({ kind, before, after }) => kind !== 'team' && kind !== 'repo' && (gone ? after : before) === null);
  return are(true) && are(false);
}

/** As {@link accessChanges}, with the files that tell who and which team was renamed. */
async function withNames(
  { repository, line }: HistoryPlace,
  commit: string,
  edits: EditsByCommit,
  changes: readonly AccessChange[],
): Promise<readonly AccessChange[]> {
  const logins = new Set(changes.flatMap(({ login }) => (login === undefined ? [] : [keyOf(login)])));
  const cut = (path: string) => (isIn(path, 'users') ? wordsAbout(logins, undefined) : undefined);
  const step = line.steps.filter((each) => each.commit === commit);
  const own = edits.get(commit) ?? [];
  const more = ((await editsOf(repository, step, ['users', 'teams'])).get(commit) ?? []).filter(({ path }) =>
    own.every((edit) => edit.path !== path),
  );
  let sides: Sides | undefined;
  for await (const found of sidesOf(repository, [commit], new Map([[commit, [...own, ...more]]]), cut)) sides = found;
  return sides === undefined ? [] : accessChanges(sides.before, sides.after);
}

async function subjectOf(
  { repository, head }: HistoryPlace,
  noun: Noun,
  names: readonly Named[],
  last: string,
): Promise<Subject> {
  const path = (await listTree(repository, head)).find(
    (entry) => isIn(entry.path, folders[noun]) && isFileOf(entry.path, keyOf(last)),
  )?.path;
  const formerly = [...new Set(names.map(({ name }) => name))].filter((name) => name !== keyOf(last));
  const name = path === undefined ? last : path.slice(folders[noun].length + 1, -'.yaml'.length);
  return { noun, name, formerly, stands: path !== undefined, remarks: [] };
}

async function unknown({ repository, head }: HistoryPlace, noun: Noun, asked: string): Promise<UsageError> {
  const paths = (await listTree(repository, head)).map(({ path }) => path);
  const known = paths
    .filter((path) => isIn(path, folders[noun]))
    .map((path) => path.slice(folders[noun].length + 1, -'.yaml'.length));
  const what = noun === 'team' ? 'team' : 'repository';
  const hint = didYouMean(asked, known);
  return new UsageError(
    `unknown-${noun}`,
    `The state never had a file of the ${what} ${JSON.stringify(asked)}${hint === '' ? '.' : hint}`,
  );
}
