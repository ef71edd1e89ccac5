import { entryKey } from '../../model/entry.ts';
import type { Key } from '../../model/identity.ts';
import { isActiveMember } from '../sides.ts';
import type { Facts, Verdict } from './facts.ts';
import { isPending } from './pending.ts';
import { byWhichRun, onDay, short } from './words.ts';

/** No line of the state names them any more; whether they are still there is another question, and is answered. */
export function removed(facts: Facts, user: Key): Verdict {
  const { live, change, cameAt } = facts;
  const person = live.state.users.get(user);
  const commit = change.touches.get(entryKey({ noun: 'user', user }))?.commit ?? null;
  const since = cameAt(commit);
  const decided = commit === null ? 'No line names them any more' : `No line names them since ${short(commit)}`;
  const bare = { since, until: null, outstanding: [] };
  const unread = unreadFor(facts, user);
  if (unread !== undefined && person === undefined) {
    const reason = `${decided}, and ${unread} could not be read, so that nobody knows whether they are gone.`;
    return { ...bare, standing: 'unknown', since: null, reason };
  }
  return { ...bare, standing: 'removed', reason: `${decided}, ${stillThere(facts, user)}.` };

  function stillThere(known: Facts, key: Key): string {
    if (isActiveMember(person)) return `and they are still a member: ${whyStill(known, key)}`;
    if (person?.invitation?.state === 'open')
      return `and an invitation of theirs is still open: ${whyStill(known, key)}`;
    if (person?.role === 'outside' && person.invitation === undefined)
      return `and they are still an outside collaborator: ${whyStill(known, key)}`;
    return 'and they are neither a member nor invited to the organisation';
  }
}

function unreadFor({ live: { missing, accounts }, change }: Facts, user: Key): string | undefined {
  if (missing.members) return 'the members';
  if (missing.invitations) return 'the invitations';
  if (missing.outside) return 'the outside collaborators';
  const hasId = change.stood.users.get(user)?.id !== undefined;
  return hasId && missing.accounts && !accounts.has(user) ? 'the account behind their id' : undefined;
}

function whyStill(facts: Facts, user: Key): string {
  if (isPending(facts, user)) return byWhichRun(facts, user);
  const told = facts.journal.told.people.get(user);
  if (!facts.journal.read) return 'the journal, which would tell whether a run took them out, could not be read';
  return told?.kind === 'removed' && told.result === 'done'
    ? `a run took them out${onDay(told.at)}, and somebody brought them back by hand`
    : 'the journal tells of no run that took them out, though the commit counts as applied';
}
