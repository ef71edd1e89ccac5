import { grouped } from '../../model/figures.ts';
import { type Standing, type StandingName, standings, type StatusReport } from '../../model/standing.ts';

/** Standings in the order in which they ask for attention: worst first. */
const worstFirst: readonly StandingName[] = [
  'unknown',
  'failed',
  'left',
  'expired',
  'waiting',
  'invited',
  'accepted',
  'restored',
  'suspended',
  'removed',
];

/** What each is called in a list. */
export const titles: Readonly<Record<StandingName, string>> = {
  unknown: 'could not be read',
  failed: 'the invitation failed, or could not be sent',
  left: 'gone, and no run took them out',
  expired: 'the invitation ran out',
  waiting: 'to be invited or given access, and not yet',
  invited: 'invited: no access until they accept',
  accepted: 'members, with something outstanding',
  restored: 'restored: all that the state gives was seen',
  suspended: 'suspended, as decided',
  removed: 'no longer in the state, as decided',
};

/** Neither is part of the way back; they are only counted where there are any. */
const decided: readonly StandingName[] = ['suspended', 'removed'];

export interface Group {
  readonly standing: StandingName;
  readonly people: readonly Standing[];
}

/** Worst first; standings that nobody has are left out. */
export function groupsOf({ people }: StatusReport): readonly Group[] {
  return worstFirst
    .map((standing) => ({ standing, people: people.filter((each) => each.standing === standing) }))
    .filter((group) => group.people.length > 0);
}

/** How many stand where, most settled first: the eight of the way back always, the decided ones where there are any. */
export function countsOf({ people }: StatusReport): readonly (readonly [StandingName, number])[] {
  return standings
    .map((standing) => [standing, people.filter((each) => each.standing === standing).length] as const)
    .filter(([standing, count]) => count > 0 || !decided.includes(standing));
}

/** `80 restored, 12 invited, 8 expired`: those that anybody has. */
export function countsInWords(report: StatusReport): string {
  const some = countsOf(report).filter(([, count]) => count > 0);
  return some.map(([standing, count]) => `${grouped(count)} ${standing}`).join(', ');
}

/** `2026-11-20 14:30 UTC`; empty where nobody knows. */
export function minute(time: string | null): string {
  const at = time === null ? Number.NaN : Date.parse(time);
  return Number.isNaN(at) ? '' : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `since 2026-11-20 14:30 UTC, until …`; empty where neither is known. */
export function times({ since, until }: Pick<Standing, 'since' | 'until'>): string {
  return [
    ...(minute(since) === '' ? [] : [`since ${minute(since)}`]),
    ...(minute(until) === '' ? [] : [`until ${minute(until)}`]),
  ].join(', ');
}
