import { type Behaviours, defaultBehaviours } from '../world/behaviours.ts';
import type { Limits } from '../world/limits.ts';
import type { World } from '../world/world.ts';
import { type Input, onlyFields, wholeNumberIn, wordIn, wrong } from './input.ts';

const words: Partial<Record<keyof Behaviours, readonly string[]>> = {
  putMembershipOnInvitee: ['keep', 'update'],
  graphqlRateLimitSpelling: ['RATE_LIMIT', 'RATE_LIMITED'],
  contentCreating: ['notifying', 'all-writes'],
  reinstatementBrings: ['teams-and-grants', 'teams'],
};

/** Turns switches of what is not known about GitHub. All are judged before the first is turned. */
export function setBehaviours(world: World, input: Input): Behaviours {
  onlyFields(input, Object.keys(defaultBehaviours));
  for (const name of Object.keys(input) as (keyof Behaviours)[]) checkBehaviour(input, name);
  return Object.assign(world.behaviours, input);
}

function checkBehaviour(input: Input, name: keyof Behaviours): void {
  const known = words[name];
  if (known !== undefined) wordIn(input, name, known);
  else if (name === 'eventualConsistencyMs') wholeNumberIn(input, name);
  else if (name.endsWith('ErrorCode')) {
    if (input[name] !== null && typeof input[name] !== 'string') throw wrong(name, input[name], 'a text or null');
  } else if (typeof input[name] !== 'boolean') throw wrong(name, input[name], 'true or false');
}

/** Sets quotas, seats and rate limits; what is not mentioned stays, and null turns a limit off. */
export function setLimits(world: World, input: Input): Limits {
  onlyFields(input, Object.keys(world.limits));
  const set: Partial<Limits> = {};
  for (const name of ['invitationsPerDay', 'repoInvitationsPerDay', 'seats', 'graphqlNodes'] as const) {
    if (name in input) set[name] = numberOrNull(input, name);
  }
  if ('primary' in input) set.primary = input['primary'] === 'github' ? 'github' : numberOrNull(input, 'primary');
  if ('secondary' in input) set.secondary = secondaryIn(input);
  if ('latencyMs' in input) set.latencyMs = numberOrNull(input, 'latencyMs') ?? 0;
  return Object.assign(world.limits, set);
}

function numberOrNull(input: Input, name: string): number | null {
  return input[name] === null ? null : wholeNumberIn(input, name);
}

function secondaryIn(input: Input): boolean {
  const value = input['secondary'];
  if (value === null || typeof value === 'boolean') return value ?? false;
  throw wrong('secondary', value, 'true, false or null');
}
