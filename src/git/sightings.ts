import { type Key, keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import { type Sighting, type StandingName, standings } from '../model/standing.ts';
import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';
import { isObject } from './json-object.ts';
import { changeRecord, isTime, type RecordFile, readRecord } from './status-record.ts';

/** What runs of `status` saw, as the remote keeps it. */
export interface SightingRecord {
  /** The commit at the ref; null before the first run. */
  readonly at: string | null;
  /**
   * Oldest first. What is more than 180 days older than the newest is one sighting, with the time of the last of those:
   * of who stands somewhere for so long, no more is kept.
   */
  readonly sightings: readonly Sighting[];
}

const kept = 180 * 86_400_000;

/** @throws GitError `status-unreadable` where something else stands at the ref, `remote-unreachable` */
export async function readSightings(repository: StateRepository, remote: Remote): Promise<SightingRecord> {
  const { at, entries } = await readRecord(repository, remote, file);
  return { at, sightings: entries };
}

/**
 * Keeps what a run saw, measured against what stands on the remote at the moment of the push, whichever run wrote it. A
 * run that was overtaken takes its place by its time. Of several in a row that saw nothing new, the last is kept.
 * @returns the sighting, with those people alone whose standing changed
 * @throws GitError `status-refused` where the remote does not take the push; as {@link readSightings}
 */
export async function keepSighting(
  repository: StateRepository,
  remote: Remote,
  { at, people, standings: seen }: Omit<Sighting, 'changed'> & { readonly standings: ReadonlyMap<Key, StandingName> },
): Promise<Sighting> {
  const ours: Sighting = { at, people, changed: seen };
  let ourChange = ours;
  const commit = { at: new Date(at), message: `Keep where ${people} people stand` };
  await changeRecord(repository, remote, file, commit, (before) => {
    const all = inOrder([...before, ours]);
    const changes = onlyChanges(all);
    ourChange = changes[all.indexOf(ours)] ?? ours;
    return folded(withoutRepeats(changes));
  });
  return ourChange;
}

/** Those of the same time stay as they came. */
function inOrder(sightings: readonly Sighting[]): readonly Sighting[] {
  return sightings.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The same sightings, each without the people who stand as the ones before it tell. */
function onlyChanges(sightings: readonly Sighting[]): readonly Sighting[] {
  const known = new Map<string, StandingName>();
  return sightings.map((sighting) => {
    const changed = new Map([...sighting.changed].filter(([login, standing]) => known.get(login) !== standing));
    for (const [login, standing] of changed) known.set(login, standing);
    return { ...sighting, changed };
  });
}

function withoutRepeats(sightings: readonly Sighting[]): readonly Sighting[] {
  return sightings.filter(({ changed }, index) => changed.size > 0 || sightings[index + 1]?.changed.size !== 0);
}

/** What is old as one: the last word on everybody. */
function folded(sightings: readonly Sighting[]): readonly Sighting[] {
  const oldest = Date.parse(sightings.at(-1)?.at ?? '') - kept;
  const old = sightings.filter(({ at }) => Date.parse(at) < oldest);
  const last = old.at(-1);
  if (last === undefined) return sightings;
  return [{ ...last, changed: new Map(old.flatMap(({ changed }) => [...changed])) }, ...sightings.slice(old.length)];
}

const file: RecordFile<Sighting> = {
  name: 'sightings.jsonl',
  parse(line) {
    if (!isObject(line)) return undefined;
    const { at, people, changed } = line;
    if (!isTime(at) || !isCount(people) || !isObject(changed)) return undefined;
    const entries = Object.entries(changed);
    return entries.every(isPerson) ? { at, people, changed: new Map(entries as [string, StandingName][]) } : undefined;
  },
  write: ({ at, people, changed }) => ({
    at,
    people,
    changed: Object.fromEntries([...changed].sort(([a], [b]) => compare(a, b))),
  }),
};

function isPerson([login, standing]: [string, unknown]): boolean {
  return login !== '' && login === keyOf(login) && standings.some((name) => name === standing);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
