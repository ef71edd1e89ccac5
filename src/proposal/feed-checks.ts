import type { Records } from '../model/people.ts';
import type { Violation } from '../model/plan.ts';
import type { Feed, Source } from '../model/roster.ts';
import { employees, logins } from './feed/doubles.ts';
import { type Check, type Judged, type Occasion, the } from './feed/judged.ts';
import { atLeast, dropPercent } from './feed/size.ts';
import { unknownPercent } from './feed/unknown.ts';
import { listed, timeText } from './feed/words.ts';
import { countsOf } from './people/counts.ts';
import { shown } from './words.ts';

/** Named as what they judge, or as the line of `expect` that they judge by. */
const checks: Readonly<Record<string, Check>> = {
  columns,
  freshWithin,
  atLeast,
  dropPercent,
  employees,
  logins,
  unknownPercent,
};

/**
 * Why a feed is not believed; empty where it is. Where there is one violation, nothing is proposed from any of it. The
 * guards are called `feed.hr.atLeast`.
 * @param records what `recordsOf` makes of this feed
 */
export function feedChecks(feed: Feed, records: Records, source: Source, occasion: Occasion): readonly Violation[] {
  const judged = { ...occasion, feed, records, source, counts: countsOf(records) };
  const violations = Object.entries(checks).flatMap(([name, check]) =>
    check(judged).map((violation) => Object.freeze({ guard: `feed.${source.name}.${name}`, ...violation })),
  );
  return Object.freeze(violations);
}

/** Every column that roster.yaml names must be there, attributes too: without one of them a team's rule finds nobody. */
function columns({ feed, source }: Judged): ReturnType<Check> {
  const missing = Object.entries(source.columns).filter(([, column]) => !feed.columns.includes(column));
  if (missing.length === 0) return [];
  const names = listed(missing.map(([meaning, column]) => `${shown(column)} (${shown(meaning)})`));
  const message = `${the(source)} has no column ${names}; it came with ${listed(feed.columns.map(shown)) || 'none'}. Have the export put right, or correct \`columns\` in roster.yaml.`;
  return [{ message, figures: { expected: Object.keys(source.columns).length, missing: missing.length } }];
}

/** A server's clock may be that much ahead of ours. */
const clockDifference = 5 * 60_000;

function freshWithin({ feed: { asOf }, source, now }: Judged): ReturnType<Check> {
  const limit = source.expect.freshWithin;
  const age = now.getTime() - asOf.getTime();
  if (limit === undefined || (age >= -clockDifference && age <= limit)) return [];
  const since = age < 0 ? `${timeText(-age)} from now` : `${timeText(age)} old`;
  const when = Number.isNaN(age) ? 'of no known time' : `of ${asOf.toISOString()}, which is ${since}`;
  const message = `${the(source)} is ${when}; roster.yaml lets through ${timeText(limit)} (\`freshWithin\`). See whether the export still runs, and whether its clock is right.`;
  const figures = Number.isNaN(age) ? {} : { ageSeconds: Math.ceil(age / 1000), limitSeconds: limit / 1000 };
  return [{ message, figures }];
}
