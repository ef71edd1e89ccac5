import type { Actor } from '../app.ts';
import { hour, minute, now } from '../world/clock.ts';
import type { World } from '../world/world.ts';

export type Resource = 'core' | 'graphql';

/** What each account has used of its rate limits. */
export interface Usage {
  /** Requests that are being answered. */
  inFlight: number;
  readonly byAccount: Map<number, AccountUsage>;
}

export interface AccountUsage {
  readonly primary: Record<Resource, { start: number; used: number }>;
  /** Points of the last minute. */
  readonly recent: Record<Resource, Spent[]>;
  /** When content-creating requests were made in the last hour. */
  readonly created: number[];
}

interface Spent {
  readonly at: number;
  readonly points: number;
}

export function noUsage(): Usage {
  return { inFlight: 0, byAccount: new Map() };
}

export function usageOf(usage: Usage, actor: Actor): AccountUsage {
  const key = actor.kind === 'nobody' ? 0 : actor.account.id;
  const known = usage.byAccount.get(key);
  if (known !== undefined) return known;
  const fresh = {
    primary: { core: { start: 0, used: 0 }, graphql: { start: 0, used: 0 } },
    recent: { core: [], graphql: [] },
    created: [],
  };
  usage.byAccount.set(key, fresh);
  return fresh;
}

/** The state of an hourly limit, as `x-ratelimit-*` headers and `GET /rate_limit` tell it. `reset` is in seconds. */
export interface PrimaryState {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly reset: number;
}

/** An hour's window starts with the first request in it. Where the limit is off, nothing is ever used. */
export function primaryState(world: World, used: AccountUsage, actor: Actor, resource: Resource): PrimaryState {
  const window = used.primary[resource];
  const time = now(world);
  if (window.start + hour <= time) Object.assign(window, { start: time, used: 0 });
  const limit = primaryLimit(world, actor);
  const spent = limit === null ? 0 : Math.min(window.used, limit);
  const shown = limit ?? 5000;
  return {
    limit: shown,
    used: spent,
    remaining: shown - spent,
    reset: Math.ceil((window.start + hour) / 1000),
  };
}

/**
 * 5,000 an hour; an app's installation gets 50 more for each repository and each user above 20, up to 12,500.
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#primary-rate-limit-for-github-app-installations
 */
function primaryLimit(world: World, actor: Actor): number | null {
  const { primary } = world.limits;
  if (primary !== 'github') return primary;
  if (actor.kind !== 'installation') return 5000;
  const above = Math.max(0, world.repos.size - 20) + Math.max(0, world.members.size - 20);
  return Math.min(12_500, 5000 + 50 * above);
}

/** Drops what no longer counts. */
export function forget(used: AccountUsage, time: number): void {
  for (const resource of ['core', 'graphql'] as const) {
    const { recent } = used;
    const firstCounting = recent[resource].findIndex(({ at }) => at > time - minute);
    recent[resource].splice(0, firstCounting < 0 ? recent[resource].length : firstCounting);
  }
  const firstCounting = used.created.findIndex((at) => at > time - hour);
  used.created.splice(0, firstCounting < 0 ? used.created.length : firstCounting);
}
