import { UsageError } from '../../model/errors.ts';

/** A moment that somebody asked for: seconds, or the name of a commit where the text is no date. */
export type Moment = { readonly seconds: number } | { readonly ref: string };

const day = /^\d{4}-\d{2}-\d{2}$/;
const time = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * A date is its end, in UTC; so is a time without a zone.
 * @throws UsageError for a date that there is not, and for one that is still to come
 */
export function momentOf(text: string, now: Date): Moment {
  const [, date, clock, zone = 'Z'] = time.exec(text) ?? [];
  const isDay = day.test(text);
  if (!isDay && date === undefined) return { ref: text };
  const iso = isDay ? `${text}T23:59:59Z` : `${date}T${clock}${zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`;
  const at = new Date(iso);
  if (Number.isNaN(at.getTime()) || !isOnCalendar(iso.slice(0, 10))) {
    throw new UsageError(
      'bad-date',
      `${JSON.stringify(text)} is no date. Write it as 2026-11-20, or 2026-11-20T09:30Z.`,
    );
  }
  if (iso.slice(0, 10) > now.toISOString().slice(0, 10)) {
    throw new UsageError('future', `${text} is still to come, and nobody knows what the state will say then.`);
  }
  return { seconds: Math.floor(at.getTime() / 1000) };
}

/** Date takes the 31st of February for the 3rd of March. */
function isOnCalendar(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}
