import type { Position } from '../model/entry.ts';
import { blameLines } from './blame.ts';
import { deepenSince, ownLine } from './line-since.ts';
import type { Remote } from './remote.ts';
import type { StateRepository } from './repository.ts';

/**
 * When each line came to the remote's default branch as it is there now, keyed by `file:line`: by the commit of the
 * branch's own line that brought it, whatever the date of its own commit. No line came before the ones below it. Of what
 * a shallow clone does not tell, the earliest time that is here is an upper bound. Missing is a line whose commit is
 * dated in the future, for its time is not known.
 * @param remote its head is here already
 * @param options.since a shallow clone is deepened so far; what came before is not told apart
 */
export async function arrivals(
  repository: StateRepository,
  remote: Remote,
  positions: readonly Position[],
  { since, now }: { readonly since: Date; readonly now: Date },
): Promise<ReadonlyMap<string, Date>> {
  if (positions.length === 0) return new Map();
  await deepenSince(repository, remote, since);
  const writers = await blameLines(repository, remote.head, positions);
  const { times, oldest } = timesOf(await ownLine(repository, remote), now);
  return new Map(
    positions.flatMap(({ file, line }): (readonly [string, Date])[] => {
      const place = `${file}:${line}`;
      const writer = writers.get(place);
      const time = writer === undefined ? oldest : times.get(writer);
      return time === undefined ? [] : [[place, new Date(time)]];
    }),
  );
}

/** Never earlier than the commit below; a date in the future tells nothing about any. */
function timesOf(line: Awaited<ReturnType<typeof ownLine>>, now: Date) {
  const times = new Map<string, number>();
  let latest = 0;
  for (const { commit, time } of line.toReversed()) {
    if (time > now.getTime()) continue;
    latest = Math.max(latest, time);
    times.set(commit, latest);
  }
  const first = line.at(-1)?.commit;
  return { times, oldest: first === undefined ? undefined : times.get(first) };
}
