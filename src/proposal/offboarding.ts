import { daysBetween, daysLater } from '../model/day.ts';
import { type Key, keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import type { User } from '../model/org-state.ts';
import type { Edit, Listed } from '../model/proposal.ts';
import { type Draft, edit, listed } from './drafts.ts';
import type { ProposalFacts } from './facts.ts';
import { findLeavers, type Leaver } from './leavers.ts';
import { type Matched, matchPeople } from './matched.ts';
import { stillSponsors } from './sponsors.ts';
import { untouchable, wasUndone } from './untouched.ts';
import { basisOf, evidenceText, hasLeft, shown } from './words.ts';

/** In days; only so that the date can be written. */
const longestGrace = 36_500;

export interface Offboarding extends Draft {
  /** Folded logins of everybody on the way out, in whatever step. */
  readonly leaving: ReadonlySet<Key>;
}

/** Leavers, suspended first and removed after the days of grace, and outside collaborators whose time is over. */
export function offboarding(matched: Matched): Offboarding {
  const { leavers, listed } = findLeavers(matched);
  const outside = expiredOutside(matched);
  const due = leavers.filter(({ key, user }) => isDue(graceFrom(key, user, matched), matched));
  const removed = new Set([...due, ...outside.expired].map(({ key }) => key));
  const held = stillSponsors(removed, matched);
  const draft: Draft = { edits: [], listed: [...listed, ...outside.listed] };
  for (const leaver of leavers) {
    const { key, user } = leaver;
    if (removed.has(key) && !held.has(key)) draft.edits.push(removal(leaver, matched));
    else if (user.suspended === undefined) draft.edits.push(suspension(leaver, matched));
    else if (!held.has(key)) draft.listed.push(inGrace(leaver, matched));
    if (held.has(key)) draft.listed.push(stillSponsor(user));
  }
  for (const { key, user, because, basis } of outside.expired) {
    if (held.has(key)) draft.listed.push(stillSponsor(user));
    else
      draft.edits.push(
        edit({ kind: 'remove-outside', login: user.login, repos: reposOf(key, matched) }, because, { basis }),
      );
  }
  draft.listed.push(...withoutSponsor(matched));
  return { ...draft, leaving: new Set([...leavers, ...outside.expired].map(({ key }) => key)) };
}

/**
 * Leavers whose days of grace are over by the date on their line, as folded logins. A pull request may have waited for
 * longer than that before it was merged: of these it is worth asking since when they really are suspended.
 */
export function dueByDate(facts: ProposalFacts): ReadonlySet<Key> {
  const isOver = ({ suspended }: User): boolean => suspended !== undefined && isDue(suspended, facts);
  const { users } = facts.state;
  if (![...users.values()].some(isOver)) return new Set();
  const { leavers } = findLeavers(matchPeople(facts));
  return new Set(leavers.filter(({ user }) => isOver(user)).map(({ key }) => key));
}

/** The later of the day that the line gives and that on which it was merged. Who is not suspended yet begins today. */
function graceFrom(key: Key, { suspended }: User, { suspendedSince, today }: Matched): string {
  const merged = suspendedSince.get(key) ?? '';
  return suspended === undefined || merged < suspended ? (suspended ?? today) : merged;
}

function isDue(from: string, { policy, today }: Pick<ProposalFacts, 'policy' | 'today'>): boolean {
  return daysBetween(from, today) >= policy.offboarding.graceDays;
}

function suspension({ user: { login }, person }: Leaver, { today }: Matched): Edit {
  const body = { kind: 'suspend-user', login, suspended: today } as const;
  return edit(body, `${hasLeft(person)}.`, { evidence: person.evidence, basis: basisOf(person) });
}

function removal({ key, user, person }: Leaver, matched: Matched): Edit {
  const { login, suspended } = user;
  const teams = [...matched.state.teams.values()].filter(({ members }) => members.has(key)).map(({ slug }) => slug);
  const body = { kind: 'remove-user', login, teams: teams.sort(compare), repos: reposOf(key, matched) } as const;
  const { graceDays } = matched.policy.offboarding;
  const grace =
    suspended === undefined
      ? ''
      : `; suspended since ${graceFrom(key, user, matched)}, ${graceDays} days of grace are over`;
  return edit(body, `${hasLeft(person)}${grace}.`, { evidence: person.evidence, basis: basisOf(person) });
}

function reposOf(key: Key, { state }: Matched): string[] {
  const repos = [...state.repos.values()].filter(({ collaborators }) => collaborators.has(key));
  return repos.map(({ name }) => name).sort(compare);
}

function inGrace({ key, user, person }: Leaver, matched: Matched): Listed {
  const { login } = user;
  const since = graceFrom(key, user, matched);
  const until = daysLater(since, Math.min(matched.policy.offboarding.graceDays, longestGrace));
  const { employee, evidence } = person;
  const reason = `${login} is suspended since ${since}, to be removed from ${until} on: ${hasLeft(person)}.`;
  return listed('grace', reason, { login, employee, evidence, until });
}

function stillSponsor({ login }: User): Listed {
  return listed('still-sponsor', `${login} would be removed now, but is somebody's sponsor: name another one.`, {
    login,
  });
}

interface Expired {
  readonly key: Key;
  readonly user: User;
  readonly because: string;
  readonly basis: readonly string[];
}

function expiredOutside(matched: Matched): { readonly expired: Expired[]; readonly listed: Listed[] } {
  const found: { expired: Expired[]; listed: Listed[] } = { expired: [], listed: [] };
  for (const [key, user] of matched.users) {
    const { login, role, expires } = user;
    if (role !== 'outside' || expires === undefined || expires >= matched.today) continue;
    const because = `The time of the outside collaborator ${login} ended on ${expires}.`;
    const basis = [`expires: ${expires}`];
    const kept = whyOutsideKept(key, user, because, basis, matched);
    if (kept === undefined) found.expired.push({ key, user, because, basis });
    else found.listed.push(kept);
  }
  return found;
}

function whyOutsideKept(
  key: Key,
  user: User,
  because: string,
  basis: readonly string[],
  matched: Matched,
): Listed | undefined {
  const { login } = user;
  const reserved = untouchable(matched, user);
  if (reserved !== undefined) return listed('not-written', `${because} But ${login} is ${reserved}.`, { login });
  if (matched.withheldUsers.has(key)) {
    return listed('conflict', `${because} But it is not certain whose login it is.`, { login });
  }
  const person =
    matched.personOf.get(key) ?? (user.id === undefined ? undefined : matched.activeByAccount.get(user.id));
  if (person?.status.kind === 'active') {
    const { employee, evidence } = person;
    const reason = `${because} But ${shown(employee)} is active (${evidenceText(evidence)}).`;
    return listed('outside-and-employed', reason, { login, employee, evidence });
  }
  const exception = matched.exceptionOf.get(key);
  if (exception !== undefined) {
    const until = exception.expires;
    return listed('excepted', `${because} An exception keeps them until ${until}.`, { login, until });
  }
  if (!wasUndone(matched, key, basis)) return undefined;
  return listed('restored-lately', `${because} But ${login} was restored lately with the same date.`, { login });
}

function withoutSponsor({ users, state, personOf }: Matched): Listed[] {
  return users.flatMap(([, { login, role, sponsor }]) => {
    if (role !== 'outside' || sponsor === undefined) return [];
    const key = keyOf(sponsor);
    const person = personOf.get(key);
    if (person?.status.kind === 'left') {
      const { evidence } = person;
      return [
        listed('sponsor-left', `The sponsor of ${login}, ${sponsor}, has left: ${hasLeft(person)}.`, {
          login,
          evidence,
        }),
      ];
    }
    const suspended = state.users.get(key)?.suspended;
    if (suspended === undefined) return [];
    return [listed('sponsor-left', `The sponsor of ${login}, ${sponsor}, is suspended since ${suspended}.`, { login })];
  });
}
