import { keyOf } from '../../model/identity.ts';
import type { StandingName, StatusReport } from '../../model/standing.ts';

/** How the response went, from the change to the last look, in hours or longer steps. Pure. */
export interface Timeline {
  readonly unit: Unit;
  /** From the change on, without a gap. Empty where nobody is concerned. */
  readonly buckets: readonly Bucket[];
}

export type Unit = 'hour' | 'day' | 'week';

export interface Bucket {
  readonly start: Date;
  /** Where everyone stood at its last look; null where nobody looked: nothing is known of it. */
  readonly seen: Seen | null;
}

export interface Seen {
  /** ISO time of the last look. */
  readonly at: string;
  readonly counts: ReadonlyMap<StandingName, number>;
  /** How many nobody had looked at until then. */
  readonly unseen: number;
  /** How many were seen so for the first time since the change. */
  readonly newly: { readonly accepted: number; readonly restored: number };
}

const hour = 3_600_000;
const lengths: Readonly<Record<Unit, number>> = { hour, day: 24 * hour, week: 7 * 24 * hour };

/** The longest response that is told by the hour, and by the day. */
const longest = { hour: 48 * hour, day: 120 * 24 * hour };

/** Buckets begin at full hours, at midnight and on Mondays, in UTC. */
export function timelineOf(report: StatusReport): Timeline {
  const looks = looksAt(report);
  const last = timeOf(report.checkedAt);
  const first = Math.min(timeOf(report.change.at), last);
  const unit = unitOf(last - first);
  if (report.people.length === 0) return { unit, buckets: [] };
  const counter = counterOf(report.people.length);
  // What was seen before the change is where people stood until somebody looked again.
  for (const look of looks.filter(({ at }) => timeOf(at) < first)) counter.see(look);
  counter.forgetNewly();
  const starts = startsOf(unit, first, last);
  const buckets = starts.map((start) => {
    const within = looks.filter(({ at }) => timeOf(at) >= Math.max(start, first) && timeOf(at) < start + lengths[unit]);
    return { start: new Date(start), seen: within.length === 0 ? null : counter.seeAll(within) };
  });
  return { unit, buckets };
}

/** What one look changed in what is known of these people. */
export interface Look {
  readonly at: string;
  readonly standings: ReadonlyMap<string, StandingName>;
}

/** The sightings, and this very report as the last of them: it may be that it could not be recorded. */
export function looksAt({ sightings, people, checkedAt }: StatusReport): readonly Look[] {
  const concerned = new Set(people.map(({ login }) => keyOf(login)));
  const earlier = sightings
    .filter(({ at }) => timeOf(at) <= timeOf(checkedAt))
    .map(({ at, changed }) => ({
      at,
      standings: new Map([...changed].filter(([login]) => concerned.has(keyOf(login)))),
    }));
  const now = new Map(people.map(({ login, standing }) => [keyOf(login), standing]));
  return [...earlier, { at: checkedAt, standings: now }].toSorted((one, other) => timeOf(one.at) - timeOf(other.at));
}

function counterOf(people: number) {
  const standings = new Map<string, StandingName>();
  const first = { accepted: new Set<string>(), restored: new Set<string>() };
  const see = (look: Look): void => {
    for (const [login, standing] of look.standings) {
      const changed = standings.get(login) !== standing;
      if (changed && (standing === 'accepted' || standing === 'restored')) first[standing].add(login);
      standings.set(login, standing);
    }
  };
  return {
    see,
    forgetNewly(): void {
      first.accepted.clear();
      first.restored.clear();
    },
    seeAll(looks: readonly Look[]): Seen {
      const before = { accepted: first.accepted.size, restored: first.restored.size };
      looks.forEach(see);
      const counts = new Map<StandingName, number>();
      for (const standing of standings.values()) counts.set(standing, (counts.get(standing) ?? 0) + 1);
      return {
        at: looks.at(-1)?.at ?? '',
        counts,
        unseen: people - standings.size,
        newly: {
          accepted: first.accepted.size - before.accepted,
          restored: first.restored.size - before.restored,
        },
      };
    },
  };
}

function unitOf(span: number): Unit {
  if (span <= longest.hour) return 'hour';
  return span <= longest.day ? 'day' : 'week';
}

function startsOf(unit: Unit, first: number, last: number): readonly number[] {
  const length = lengths[unit];
  // The first of January 1970 was a Thursday.
  const shift = unit === 'week' ? 4 * lengths.day : 0;
  const start = Math.floor((first - shift) / length) * length + shift;
  return Array.from({ length: Math.floor((last - start) / length) + 1 }, (_, index) => start + index * length);
}

function timeOf(iso: string): number {
  return Date.parse(iso);
}
