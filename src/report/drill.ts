import { counted, grouped } from '../model/figures.ts';
import type { Quote } from './words.ts';

/** What a rehearsed loss came to. Times are milliseconds on the embedded GitHub's clock, from the start of the way back. */
export interface DrillReport {
  readonly organization: string;
  /** What `--lose` asked for. */
  readonly lose: string;
  readonly windowPassed: boolean;
  readonly lost: {
    readonly people: number;
    readonly teamMemberships: number;
    readonly directGrants: number;
    /** Members and owners before. */
    readonly of: number;
  };
  /** What the rehearsal went around, in whole sentences. */
  readonly notes: readonly string[];
  /** Who has everything again with nobody's acceptance. */
  readonly atOnce: number;
  /** Who waits for their own acceptance. */
  readonly accepting: number;
  readonly reinstated: number;
  readonly notReinstated: readonly { readonly people: number; readonly why: string }[];
  /** The teams of `restoreFirst`, in their order. */
  readonly first: readonly { readonly team: string; readonly people: number; readonly last: number | null }[];
  readonly runs: readonly DrillRun[];
  /** From the first invitation to the last, and the least that the documented limits allow for so many. */
  readonly took: number;
  readonly shortest: number;
  readonly requests: { readonly invitations: number; readonly writes: number; readonly all: number };
  /** Refused by a rate limit. */
  readonly heldUp: number;
  readonly seats: number;
  /** What later runs added once everybody had accepted. */
  readonly completed: { readonly changes: number; readonly requests: number };
  /** What is not as it was; none: live is equal to what it was before. */
  readonly differences: readonly string[];
}

/** One run of apply. */
export interface DrillRun {
  readonly start: number;
  readonly invitations: number;
  readonly first: number | null;
  readonly last: number | null;
  /** All of the run, reads as well. */
  readonly requests: number;
}

const day = 86_400_000;

/** `00:01:03`, and with days before it `6d 00:06:10`. */
export function span(milliseconds: number): string {
  const time = new Date(milliseconds % day).toISOString().slice(11, 19);
  const days = Math.floor(milliseconds / day);
  return days === 0 ? time : `${days}d ${time}`;
}

/** How many days there is a run that invites somebody. */
export function daysOf({ runs }: DrillReport): number {
  const days = runs.flatMap(({ first }) => (first === null ? [] : Math.floor(first / day)));
  return new Set(days).size;
}

export const columns = ['run', 'starts at', 'invitations', 'first', 'last', 'requests'] as const;

export function rowsOf({ runs }: DrillReport): readonly (readonly string[])[] {
  return runs.map(({ start, invitations, first, last, requests }, index) => [
    String(index + 1),
    span(start),
    grouped(invitations),
    first === null ? '–' : span(first),
    last === null ? '–' : span(last),
    grouped(requests),
  ]);
}

export function headline({ organization, lost }: DrillReport, quote: Quote): string {
  return `Drill for ${quote(organization)}: ${grouped(lost.people)} of ${counted(lost.of, 'person', 'people')} lost, and the way back`;
}

/** What stands above the runs. */
export function before(report: DrillReport, quote: Quote): readonly string[] {
  const { lost, notes, atOnce, accepting, reinstated, notReinstated, windowPassed } = report;
  return [
    'Rehearsed on the embedded GitHub, with the limits that GitHub documents, on a clock that jumps. No network; nothing real was touched.',
    `Lost: ${counted(lost.people, 'person', 'people')}, with ${counted(lost.teamMemberships, 'team membership')} and ${counted(lost.directGrants, 'direct grant')}.`,
    ...notes.map(quote),
    ...(windowPassed ? ['Four months passed before the way back.'] : []),
    atOnce === 0
      ? 'Back at once: nobody. Whoever is out of the organisation must accept an invitation.'
      : `Back at once, with nobody's acceptance: ${counted(atOnce, 'person', 'people')}.`,
    `Without access until they accept: ${counted(accepting, 'person', 'people')}, each from the moment of their invitation on.`,
    `Reinstated, so that one acceptance gives back all they held: ${grouped(reinstated)} of ${grouped(reinstated + total(notReinstated))}.`,
    ...notReinstated.map(({ people, why }) => `Not reinstated: ${grouped(people)}, ${quote(why)}.`),
    ...order(report, quote),
  ];
}

function order({ first }: DrillReport, quote: Quote): readonly string[] {
  if (first.length === 0) return ['The order: by login, as policy.yaml has no `restoreFirst`.'];
  const teams = first.map(({ team, people, last }) =>
    people === 0
      ? `${quote(team)} (nobody lost)`
      : `${quote(team)} (${grouped(people)}${last === null ? '' : `, the last invited at ${span(last)}`})`,
  );
  return [`The order: first the teams of \`restoreFirst\`: ${teams.join(', ')}; then everybody else, by login.`];
}

/** What stands below the runs. */
export function after(report: DrillReport, quote: Quote): readonly string[] {
  const { took, shortest, requests, heldUp, completed, seats } = report;
  const days = daysOf(report);
  return [
    `Invitations: ${grouped(requests.invitations)}, one request each, on ${counted(days, 'day')}${days > 1 ? ', as GitHub takes 500 in 24 hours' : ''}. Held up by a rate limit: ${grouped(heldUp)}.`,
    `From the first invitation to the last: ${span(took)}. The documented limits allow no less than ${span(shortest)}${ratio(took, shortest)}.`,
    `Requests: ${grouped(requests.all)} in all, ${grouped(requests.writes)} of them writes.`,
    `Seats: ${grouped(seats)} are taken again; whether they are still paid for is not known here.`,
    `Then everybody accepted, and later runs added ${counted(completed.changes, 'change')} with ${counted(completed.requests, 'write')}.`,
    ...verdict(report, quote),
  ];
}

function ratio(took: number, shortest: number): string {
  return shortest === 0 ? '' : ` (${(took / shortest).toFixed(3)} times that)`;
}

/** So many differences are named. */
const few = 10;

function verdict({ differences }: DrillReport, quote: Quote): readonly string[] {
  if (differences.length === 0) return ['Live is equal to what it was before the loss.'];
  return [
    `Live is NOT equal to what it was before the loss: ${counted(differences.length, 'difference')}.`,
    ...differences.slice(0, few).map((each) => `  ${quote(each)}`),
    ...(differences.length > few ? [`  and ${grouped(differences.length - few)} more`] : []),
  ];
}

function total(lists: readonly { readonly people: number }[]): number {
  return lists.reduce((sum, { people }) => sum + people, 0);
}
