import type { Key } from '../../model/identity.ts';
import type { Facts, Lookup, Verdict } from './facts.ts';
import { calledNow } from './lookup-words.ts';
import { isPending, linesTouched, pendingPlace, stillTrue } from './pending.ts';
import type { Told } from './told.ts';
import { byWhichRun, firstSeen, onDay } from './words.ts';

type Bare = Omit<Verdict, 'outstanding'>;

/** No such account: nobody can be invited. */
export function gone(
  facts: Facts,
  user: Key,
  login: string,
  { taken }: Extract<Lookup, { readonly kind: 'gone' }>,
): Bare {
  const id = facts.desired.users.get(user)?.id;
  const who = id === undefined ? `called ${login}` : `with the id ${id}`;
  const other = taken ? `, and ${login} is somebody else by now` : '';
  const reason = `GitHub knows no account ${who}${other}, so nobody can be invited: correct the line or remove it.`;
  return { standing: 'failed', since: null, until: null, reason };
}

/** Neither a member nor invited, and no invitation of theirs is listed as failed: only the journals tell more. */
export function uninvited(facts: Facts, user: Key): Bare {
  if (!facts.journal.read) {
    const reason = 'Neither a member nor invited, and the journal, which would tell why, could not be read.';
    return { standing: 'unknown', since: null, until: null, reason };
  }
  const told = stillTrue(facts, user, facts.journal.told.people.get(user));
  if (told === undefined) return isPending(facts, user) ? waits(facts, user) : departed(facts, user);
  switch (told.kind) {
    case 'invited':
      return afterInvitation(facts, user, told);
    case 'made-way':
      return waits(facts, user, `the last invitation was cleared${onDay(told.at)} to send another`);
    case 'cancelled':
    case 'removed':
    case 'granted':
      return waits(facts, user, `a run took them out${onDay(told.at)}`);
  }
}

function afterInvitation(facts: Facts, user: Key, told: Told): Bare {
  switch (told.result) {
    case 'done':
      return vanished(facts, user, told);
    case 'failed':
      return refused(facts, user, told);
    case 'waiting':
    case 'skipped':
      return waits(facts, user, told.message === undefined ? undefined : sentencePart(told.message));
    case 'unknown':
      return waits(
        facts,
        user,
        `whether the invitation of${onDay(told.at).slice(3)} went out nobody knows, and the next run finds out`,
      );
  }
}

/** GitHub tells neither who declined nor who cancelled: an invitation that is gone is all that there is to see. */
function vanished(facts: Facts, user: Key, { at }: Told): Bare {
  const before = facts.seen.get(user);
  const wasMember = before !== undefined && ['restored', 'accepted'].includes(before.standing);
  const what = wasMember
    ? `Was seen as a member${onDay(before.at)}, and is neither a member nor invited: they left, or somebody took them out by hand`
    : `Invited${onDay(at)}${calledNow(facts, user)}, and neither invited nor a member any more: they declined, or left since, or somebody cancelled it or took them out by hand`;
  const next = isPending(facts, user)
    ? 'the next run invites them again'
    : 'nothing is given back until a commit touches a line of theirs';
  return {
    standing: 'left',
    since: leftSince(facts, user),
    until: null,
    reason: `${what}; no run did. As it stands, ${next}.`,
  };
}

function refused(facts: Facts, user: Key, { at, message = '', code = '' }: Told): Bare {
  const why = sentencePart(message === '' ? code : message);
  const again = isPending(facts, user) ? 'the next run tries again' : 'the next whole run tries again';
  return {
    standing: 'failed',
    since: at,
    until: null,
    reason: `GitHub took no invitation${onDay(at)}: ${why}; ${again}.`,
  };
}

/** Stood in the state that was applied last, and no commit touched a line of theirs since. */
function departed(facts: Facts, user: Key): Bare {
  const reason =
    'Stood in the state that was applied last, and is neither a member nor invited: they left, or somebody took them out by hand; the journal tells of no run that did. As it stands, nothing is given back until a commit touches a line of theirs.';
  return { standing: 'left', since: leftSince(facts, user), until: null, reason };
}

/** When they went nobody knows; a run of status may have been the first to see it. */
function leftSince({ seen, ...facts }: Facts, user: Key): string | null {
  return seen.get(user) === undefined ? null : firstSeen({ seen, ...facts }, user, 'left');
}

/** @param because what else is known, as the middle of a sentence */
function waits(facts: Facts, user: Key, because?: string): Bare {
  const { journal, live } = facts;
  const seats = live.state.organization.seats;
  const full = seats !== undefined && seats.total > 0 && seats.filled >= seats.total;
  const isHeld = journal.quotaUntil !== null && journal.quotaUntil > facts.now;
  const lookup = live.accounts.get(user);
  const whatFor = [
    ...(lookup?.kind === 'renamed' ? [`no run invites them until their line says ${lookup.login}`] : []),
    ...(isHeld ? ['GitHub takes no more invitations for now'] : []),
    ...(full ? ['no seat is free'] : []),
    ...(because === undefined ? [] : [because]),
  ];
  const why = [...whatFor, byWhichRun(facts, user)].join('; ');
  const reason = `Not invited yet${calledNow(facts, user)}: ${why}.`;
  return { standing: 'waiting', since: dueSince(facts, user), until: isHeld ? journal.quotaUntil : null, reason };
}

/** When the commit came that gives it. */
function dueSince(facts: Facts, user: Key): string | null {
  const place = pendingPlace(facts, user);
  const commit = linesTouched(facts, user).find((touch) => facts.placeOf(touch) === place) ?? null;
  return facts.cameAt(commit);
}

/** A message as part of a sentence: without its full stop. */
function sentencePart(message: string): string {
  return message.trim().replace(/[.]$/, '');
}
