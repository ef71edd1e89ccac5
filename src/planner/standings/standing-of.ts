import type { Key } from '../../model/identity.ts';
import type { Standing } from '../../model/standing.ts';
import { isActiveMember } from '../sides.ts';
import { absent } from './absent.ts';
import type { Facts, Verdict } from './facts.ts';
import { member } from './member.ts';
import { outside } from './outside.ts';
import { removed } from './removed.ts';
import { suspended } from './suspended.ts';

/**
 * Where somebody stands, as far as it is known and never further: what was not read makes them `unknown` only where it
 * would decide.
 */
export function standingOf(facts: Facts, user: Key): Standing {
  const person = facts.desired.users.get(user) ?? facts.change.stood.users.get(user);
  return { login: person?.login ?? user, ...verdictOn(facts, user) };
}

function verdictOn(facts: Facts, user: Key): Verdict {
  const wanted = facts.desired.users.get(user);
  if (wanted === undefined) return removed(facts, user);
  if (wanted.suspended !== undefined) return suspended(facts, user, wanted.suspended);
  if (wanted.role === 'outside') return outside(facts, user);
  const live = facts.live.state.users.get(user);
  return isActiveMember(live) ? member(facts, user, live) : absent(facts, user);
}
