import { dayOf } from '../../model/day.ts';

/**
 * The year first, with four digits; month and day with two each, and one mark between them all or none; then perhaps a
 * time of day, as ISO 8601, databases and LDAP write it. Nothing else is read: 03/04/2026 is two days, and a text that
 * was cut short must not become an earlier day.
 */
const form =
  /^(?<year>\d{4})(?<mark>[-/.]?)(?<month>\d\d)\k<mark>(?<day>\d\d)(?:[T ]?(?<hour>\d\d):?(?<minute>\d\d)(?::?\d\d(?:[.,]\d+)?)?(?: ?(?<zone>Z|[+-]\d\d(?::?\d\d)?))?)?$/i;

/**
 * The day that a leaving date means, as an ISO date; undefined where it cannot be read without doubt. Of a time with a
 * zone it is the later of the day as written and the day in UTC, so that nobody leaves before both have come.
 */
export function leavingDay(text: string): string | undefined {
  const { year, month, day, hour = '00', minute = '00', zone } = form.exec(text)?.groups ?? {};
  const written = `${year}-${month}-${day}`;
  const atUtc = dayAt(`${written}T${hour}:${minute}:00Z`);
  if (atUtc !== written) return undefined;
  const there = zone === undefined ? written : dayAt(`${written}T${hour}:${minute}:00${isoZone(zone)}`);
  return there === undefined || there > written ? there : written;
}

/** ISO date in UTC, or undefined where there is no such time. */
function dayAt(time: string): string | undefined {
  const parsed = Date.parse(time);
  return Number.isNaN(parsed) ? undefined : dayOf(new Date(parsed));
}

/** `z`, `+01`, `+0130` and `+01:30` as `Date.parse` reads them. */
function isoZone(zone: string): string {
  if (zone.length === 1) return 'Z';
  return `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
}
