import { hour, minute } from '../world/clock.ts';
import type { Behaviours } from '../world/behaviours.ts';
import { type AccountUsage, forget, type Resource } from './usage.ts';

const pointsAMinute: Readonly<Record<Resource, number>> = { core: 900, graphql: 2000 };
const createdAMinute = 80;
const createdAnHour = 500;
const concurrent = 100;

/** Requests that the documentation says create content or notify people; bodies of 422s say "too quickly" of these. */
const notifying = [
  /^POST \/(orgs|organizations)\/[^/]+\/invitations$/,
  /^(PUT|POST) \/(repos\/[^/]+\/[^/]+|repositories\/\d+)\/collaborators\/[^/]+$/,
  /^POST \/(orgs|organizations)\/[^/]+\/(teams|repos)$/,
  /^POST \/(repos\/[^/]+\/[^/]+|repositories\/\d+)\/(pulls|issues|statuses|git)(\/|$)/,
];

export interface Demand {
  readonly resource: Resource;
  /** Points on the minute's account: 1 to read, 5 to write. */
  readonly points: number;
  readonly creates: boolean;
}

export function demandOf(
  method: string,
  path: string,
  reads: boolean,
  contentCreating: Behaviours['contentCreating'],
): Demand {
  const resource = path === '/graphql' ? 'graphql' : 'core';
  const creates =
    !reads && (contentCreating === 'all-writes' || notifying.some((pattern) => pattern.test(`${method} ${path}`)));
  return { resource, points: reads ? 1 : 5, creates };
}

/** Why a request is too much, and after how many milliseconds there is room for it. */
export interface Excess {
  readonly reason: 'points' | 'content' | 'concurrency';
  readonly wait: number;
}

/**
 * Judges one request by the documented secondary limits.
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export function excessOf(used: AccountUsage, demand: Demand, inFlight: number, time: number): Excess | undefined {
  forget(used, time);
  const { created, recent } = used;
  if (inFlight > concurrent) return { reason: 'concurrency', wait: 1000 };
  if (demand.creates) {
    const [lastMinute, lastHour] = [created.at(-createdAMinute), created.at(-createdAnHour)];
    const wait = Math.max(
      lastMinute === undefined ? 0 : lastMinute + minute - time,
      lastHour === undefined ? 0 : lastHour + hour - time,
    );
    if (wait > 0) return { reason: 'content', wait };
  }
  const spent = recent[demand.resource];
  let over = spent.reduce((sum, { points }) => sum + points, demand.points) - pointsAMinute[demand.resource];
  if (over <= 0) return undefined;
  const freed = spent.find(({ points }) => (over -= points) <= 0);
  return { reason: 'points', wait: (freed?.at ?? time) + minute - time };
}

/** Puts a request that is let through on the account. */
export function spend(used: AccountUsage, demand: Demand, time: number): void {
  used.recent[demand.resource].push({ at: time, points: demand.points });
  if (demand.creates) used.created.push(time);
}
