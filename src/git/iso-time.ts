import { dayOf } from '../model/day.ts';
import { UsageError } from '../model/errors.ts';

const day = /^\d{4}-\d{2}-\d{2}$/;
const time = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * The moment that a text such as `2026-11-20` or `2026-11-20T09:30+01:00` names. A date is its end, in UTC; so is a time
 * without a zone.
 * @returns seconds; undefined where the text is no date and so may name a commit
 * @throws UsageError `bad-date` for a date that there is not, `future` for a day that is still to come
 */
export function timeIn(text: string, now: Date): number | undefined {
  const [, date, clock, zone = 'Z'] = time.exec(text) ?? [];
  const isDay = day.test(text);
  if (!isDay && date === undefined) return undefined;
  const iso = isDay ? `${text}T23:59:59Z` : `${date}T${clock}${zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`;
  const at = new Date(iso);
  if (Number.isNaN(at.getTime()) || !isOnCalendar(iso.slice(0, 10))) {
    throw new UsageError(
      'bad-date',
      `${JSON.stringify(text)} is no date. Write it as 2026-11-20, or 2026-11-20T09:30Z.`,
    );
  }
  if (dayOf(at) > dayOf(now)) {
    throw new UsageError('future', `${text} is still to come, and nobody knows what the state will say then.`);
  }
  return Math.floor(at.getTime() / 1000);
}

/** Date takes the 31st of February for the 3rd of March. */
function isOnCalendar(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && dayOf(at) === date;
}

/** The last second that a Date can tell; a commit may say anything. */
const lastSecond = 8_640_000_000_000;

/** ISO time in UTC, to the second. */
export function isoOf(seconds: number): string {
  return new Date(Math.min(seconds, lastSecond) * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}
