import { departing, type Removal, removalsIn } from '../applier/journal/departures.ts';
import { readJournal } from '../applier/journal/read-journal.ts';
import type { Departures } from '../model/departure.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';
import type { Plan } from '../model/plan.ts';
import { inStateNames } from '../planner/base.ts';
import { journalLines } from './attempts.ts';
import type { Context } from './context.ts';
import { departuresInGit } from './departed-in-git.ts';
import type { StateRepo } from './desired.ts';

/**
 * What is known of the people whom a plan invites, or who have an open invitation that gives back what they held: what
 * they held when a run took them out. When that was is the journal's word; what they held is git's as well, because a
 * journal can be forged by whoever may push to its branch. Whom nobody knows to have been removed by a run, by hand
 * for instance, is not in the answer. GitHub is asked nothing.
 * @param live as it was read
 */
export async function departuresOf(context: Context, repo: StateRepo, plan: Plan, live: OrgState): Promise<Departures> {
  const returning = returningIn(repo, plan, live);
  if (returning.length === 0) return new Map();
  const { entries } = readJournal((await journalLines(repo, departing)).join('\n'));
  const removals = removalsIn(entries);
  const byAccount = new Map(removals.map((removal) => [removal.id ?? removal.login, removal]));
  const found = returning.flatMap((person) => {
    const removal = byAccount.get(person.id ?? person.user) ?? byAccount.get(person.user);
    return removal === undefined || isForgotten(removal, person) ? [] : [{ ...person, removal }];
  });
  return departuresInGit(context, repo, found);
}

/** Somebody who is to come back, under the key that desired has for them. */
interface Returning {
  readonly user: Key;
  readonly id: number | undefined;
  /** There is an invitation of theirs, open or failed. */
  readonly isInvited: boolean;
}

function returningIn({ base, desired }: StateRepo, plan: Plan, live: OrgState): readonly Returning[] {
  const { users } = inStateNames(live, base);
  const wanted = desired.state.users;
  const isInvited = (user: Key): boolean => users.get(user)?.invitation !== undefined;
  const open = [...users].flatMap(([user, { invitation }]): Returning[] =>
    invitation?.state === 'open' && invitation.reinstate === true && wanted.has(user)
      ? [{ user, id: wanted.get(user)?.id, isInvited: true }]
      : [],
  );
  const invited = plan.changes.flatMap((change): Returning[] =>
    change.kind === 'invite-member'
      ? [{ user: keyOf(change.login), id: change.id, isInvited: isInvited(keyOf(change.login)) }]
      : [],
  );
  return [...open, ...invited];
}

/** An invitation that is there no more may have been accepted: what they held then, and how they went, nobody knows. */
function isForgotten({ since }: Removal, { isInvited }: Returning): boolean {
  return since === 'invited' && !isInvited;
}
