import { daysOpen } from '../../model/invitation-limits.ts';
import { dayOf, daysLater } from '../../model/day.ts';
import type { Key } from '../../model/identity.ts';
import type { Outstanding, StandingName } from '../../model/standing.ts';
import { linesTouched, pendingPlace } from './pending.ts';
import type { Facts } from './facts.ts';

/** So many names stand in a sentence; `outstanding` has all of them. */
const namedAtMost = 3;

/** `a, b and c`, `a, b, c and 4 more`. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, namedAtMost);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** What is outstanding, in a few words. */
export function outstandingWords(outstanding: readonly Outstanding[]): string {
  return listed(outstanding.map(wordsOf));
}

function wordsOf(each: Outstanding): string {
  switch (each.kind) {
    case 'role':
      return `the role of ${each.role === 'owner' ? 'an owner' : `a ${each.role}`}`;
    case 'team':
      return each.role === 'maintainer' ? `maintainer of ${each.team}` : `team ${each.team}`;
    case 'repo':
      return each.repo === '*' ? `${each.role} by the base permission` : `${each.role} on ${each.repo}`;
    case 'team-repo':
      return `${each.role} on ${each.repo} for ${each.team}`;
  }
}

/** ISO time at which an invitation ends; null where its time cannot be read. */
export function endOf(createdAt: string): string | null {
  const at = Date.parse(createdAt);
  return Number.isNaN(at) ? null : new Date(at + daysOpen * 86_400_000).toISOString().replace('.000Z', 'Z');
}

/** ` on 2026-11-20`, or nothing where it is no time. */
export function onDay(time: string | null): string {
  const at = time === null ? Number.NaN : Date.parse(time);
  return Number.isNaN(at) ? '' : ` on ${dayOf(new Date(at))}`;
}

/** The first moment of an ISO date. */
export function startOf(day: string): string | null {
  return Number.isNaN(Date.parse(day)) ? null : `${daysLater(day.slice(0, 10), 0)}T00:00:00.000Z`;
}

/** The first characters of a commit's id, as git shows it. */
export function short(commit: string | null): string {
  return (commit ?? '').slice(0, 10);
}

/** When a run of `status` first saw somebody so: now, where none did before; null where one did, before the change. */
export function firstSeen({ seen, now }: Facts, user: Key, standing: StandingName): string | null {
  const before = seen.get(user);
  return before?.standing === standing ? before.at : now;
}

/** Who carries out what is not there yet: a sentence's end. */
export function byWhichRun(facts: Facts, user: Key): string {
  if (facts.pending === null) return 'nothing was applied yet';
  const place = pendingPlace(facts, user);
  if (place < 0) return 'the next whole run (apply --full) sees to it';
  const commit = linesTouched(facts, user).find((touch) => facts.placeOf(touch) === place) ?? null;
  return facts.journal.lastRun < place
    ? `${short(commit)} is not applied yet`
    : `no run has finished with ${short(commit)} yet`;
}
