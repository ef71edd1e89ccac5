import type { Key } from '../../model/identity.ts';
import type { Grant } from '../../model/org-state.ts';
import type { RepositoryRole } from '../../model/permission.ts';
import type { Outstanding } from '../../model/standing.ts';
import { isActiveMember } from '../sides.ts';
import { dueOf } from './due.ts';
import type { Facts, Verdict } from './facts.ts';
import { hindrancesTo } from './hindrances.ts';
import { calledNow } from './lookup-words.ts';
import { isEnough, repoIn } from './outstanding.ts';
import { isPending, stillTrue } from './pending.ts';
import { grantKey, type Told } from './told.ts';
import { byWhichRun, endOf, firstSeen, listed, onDay, outstandingWords } from './words.ts';

/** Outside collaborators are in no team, and are invited to each repository by itself. */
export function outside(facts: Facts, user: Key): Verdict {
  const { live, desired } = facts;
  const bare = { since: null, until: null, outstanding: [] };
  if (isActiveMember(live.state.users.get(user))) {
    const reason = `To be an outside collaborator${calledNow(facts, user)}, and still a member: ${byWhichRun(facts, user)}.`;
    return { ...bare, standing: 'waiting', reason };
  }
  const due = [...dueOf(desired, user).repos].map(([repo, role]) => standingAt(facts, user, repo, role));
  const outstanding = due.flatMap(({ lacks }) => lacks ?? []);
  const known = { facts, user, due };
  const lacking = due.some(({ at }) => at !== 'granted');
  const who = lacking ? undefined : whoUnread(facts, user);
  if (who !== undefined) return unread([who]);
  if (!lacking) return all(known);
  const verdict = openTo(known) ?? unreadOf(known) ?? expiredAt(known) ?? notGiven(known, outstanding);
  return verdict.standing === 'unknown' ? verdict : { ...verdict, outstanding };
}

/** Grants are listed by login: without the lists of people, they may be a member's, or another's who took the login. */
function whoUnread({ live: { state, missing, accounts }, desired }: Facts, user: Key): string | undefined {
  if (state.users.get(user)?.role === 'outside') return undefined;
  if (missing.members) return 'the members';
  const hasId = desired.users.get(user)?.id !== undefined;
  return hasId && missing.accounts && !accounts.has(user) ? 'the account behind their id' : undefined;
}

interface AtRepo {
  readonly repo: string;
  /** `lower`: they have access, and less than is given. */
  readonly at: 'granted' | 'lower' | 'invited' | 'expired' | 'lacking' | 'unread';
  readonly lacks?: Outstanding;
  readonly invitation?: NonNullable<Grant['invitation']>;
  /** What a run did about it last. */
  readonly told?: Told;
}

interface Known {
  readonly facts: Facts;
  readonly user: Key;
  readonly due: readonly AtRepo[];
}

function standingAt(facts: Facts, user: Key, key: Key, role: RepositoryRole): AtRepo {
  const { live, desired, journal } = facts;
  const repo = repoIn(desired, key);
  const { state, missing } = live;
  const grant = state.repos.get(key)?.collaborators.get(user);
  const lacks = { kind: 'repo', repo, role } as const;
  if (missing.repos.has(key)) return { repo, at: 'unread' };
  if (grant?.invitation !== undefined) {
    return { repo, at: grant.invitation.expired ? 'expired' : 'invited', lacks, invitation: grant.invitation };
  }
  if (isEnough(state, grant?.role, role)) return { repo, at: 'granted' };
  if (grant !== undefined) return { repo, at: 'lower', lacks };
  if (missing.repoInvitations.has(key)) return { repo, at: 'unread' };
  const told = stillTrue(facts, user, journal.told.grants.get(grantKey(user, key)));
  return { repo, at: 'lacking', lacks, ...(told === undefined ? {} : { told }) };
}

function all({ facts, user, due }: Known): Verdict {
  const what = due.length === 0 ? 'and the state gives them no repository' : 'with every grant that the state gives';
  const reason = `An outside collaborator${calledNow(facts, user)}, ${what}.`;
  return { standing: 'restored', since: firstSeen(facts, user, 'restored'), until: null, reason, outstanding: [] };
}

function reposAt(due: readonly AtRepo[], at: AtRepo['at']): readonly string[] {
  return due.filter((each) => each.at === at).map(({ repo }) => repo);
}

/** The first of the open invitations to end ends it. */
function openTo({ facts, user, due }: Known): Verdict | undefined {
  const open = reposAt(due, 'invited');
  if (open.length === 0) return undefined;
  const times = due.flatMap(({ at, invitation }) => (at === 'invited' ? (invitation?.createdAt ?? []) : [])).sort();
  const [since = null] = times;
  const has = reposAt(due, 'granted').length === 0 ? '' : `, with access to ${listed(reposAt(due, 'granted'))}`;
  const reason = `Invited to ${listed(open)}${calledNow(facts, user)}${has}; without access there until they accept.`;
  return { standing: 'invited', since, until: since === null ? null : endOf(since), reason, outstanding: [] };
}

function unreadOf({ due }: Known): Verdict | undefined {
  const names = reposAt(due, 'unread');
  return names.length === 0 ? undefined : unread(names);
}

function unread(names: readonly string[]): Verdict {
  const reason = `${listed(names)} could not be read, so that nobody knows whether they have access there.`;
  return { standing: 'unknown', since: null, until: null, reason, outstanding: [] };
}

function expiredAt({ facts, user, due }: Known): Verdict | undefined {
  const names = reposAt(due, 'expired');
  if (names.length === 0) return undefined;
  const createdAt = due.find(({ at }) => at === 'expired')?.invitation?.createdAt;
  const since = createdAt === undefined ? null : endOf(createdAt);
  const reason = `The invitation to ${listed(names)} ran out; ${byWhichRun(facts, user)}.`;
  return { standing: 'expired', since, until: null, reason, outstanding: [] };
}

/** Neither granted nor invited: to be given, or given once and gone, or refused. */
function notGiven({ facts, user, due }: Known, outstanding: readonly Outstanding[]): Verdict {
  const names = reposAt(due, 'lacking');
  const has = [...reposAt(due, 'granted'), ...reposAt(due, 'lower')];
  const bare = { since: null, until: null, outstanding: [] };
  const hindrances = hindrancesTo(facts, outstanding);
  const lacks = `Without access to ${listed(names)}, and not invited there`;
  const told = due.flatMap(({ at, told: last }) => (at === 'lacking' && last !== undefined ? [last] : []));
  const failed = told.find(({ result }) => result === 'failed');
  if (failed !== undefined) {
    const why = (failed.message ?? failed.code ?? '').replace(/[.]$/, '');
    return {
      ...bare,
      standing: 'failed',
      since: failed.at,
      reason: `${lacks}: GitHub refused it${onDay(failed.at)}: ${why}.`,
    };
  }
  if (has.length > 0) {
    const why = [...hindrances, byWhichRun(facts, user)].join('; ');
    const reason = `With access to ${listed(has)}, and without ${outstandingWords(outstanding)}: ${why}.`;
    return { ...bare, standing: 'accepted', since: firstSeen(facts, user, 'accepted'), reason };
  }
  if (!facts.journal.read && isPending(facts, user)) {
    const reason = `${lacks}; the journal, which would tell why, could not be read.`;
    return { ...bare, standing: 'unknown', reason };
  }
  const wasGiven = told.some(({ result }) => result === 'done');
  if (!wasGiven && (isPending(facts, user) || hindrances.length > 0)) {
    const why = [...hindrances, byWhichRun(facts, user)].join('; ');
    return { ...bare, standing: 'waiting', reason: `${lacks} yet: ${why}.` };
  }
  const given = wasGiven ? 'a run gave it' : 'the state that was applied last gives it';
  const reason = `${lacks} any more, though ${given}: they declined or left, or somebody took it away by hand.`;
  return { ...bare, standing: 'left', since: firstSeenLeft(facts, user), reason };
}

function firstSeenLeft(facts: Facts, user: Key): string | null {
  return facts.seen.get(user) === undefined ? null : firstSeen(facts, user, 'left');
}
