import { keyOf, type Key } from '../model/identity.ts';
import type { Listed, Proposals } from '../model/proposal.ts';
import { type Draft, listed, proposalOf } from './drafts.ts';
import { expiredAllowances, expiredExceptions } from './expiries.ts';
import type { ProposalFacts } from './facts.ts';
import { joiners } from './joiners.ts';
import { type Matched, matchPeople } from './matched.ts';
import { movers } from './movers.ts';
import { offboarding } from './offboarding.ts';
import { renames } from './renames.ts';

/**
 * What people and the calendar imply for the state. Pure: the same facts, in whatever order, give the same proposals;
 * with the edits made, the same facts give none.
 */
export function propose(facts: ProposalFacts): Proposals {
  const matched = matchPeople(facts);
  const leaving = offboarding(matched);
  const renaming = renames(matched, leavingUsers(leaving));
  return Object.freeze({
    joiners: proposalOf(joiners(matched), { edits: [], listed: conflicts(matched) }),
    movers: proposalOf(renaming, movers(matched, renaming.renamed), expiredAllowances(matched)),
    leavers: proposalOf(leaving, expiredExceptions(matched), { edits: [], listed: conflictsOfLeavers(matched) }),
  });
}

function leavingUsers({ edits }: Draft): ReadonlySet<Key> {
  return new Set(edits.flatMap((edit) => ('login' in edit ? [keyOf(edit.login)] : [])));
}

/** All of them beside the joiners, for they are about whose login it is. */
function conflicts(matched: Matched): Listed[] {
  return matched.conflicts.map(({ users, people, reason }) => {
    const [user] = users;
    const [person] = people;
    const login = (user === undefined ? undefined : matched.state.users.get(user)?.login) ?? person?.login;
    return listed('conflict', reason, {
      ...(login === undefined ? {} : { login }),
      ...(person === undefined ? {} : { employee: person.employee }),
      evidence: people.flatMap(({ evidence }) => evidence),
    });
  });
}

/** Users whom HR calls left, and who are no leavers because it cannot be told who they are. */
function conflictsOfLeavers({ users, withheldUsers, personOf }: Matched): Listed[] {
  return users.flatMap(([key, { login, role }]) => {
    const person = personOf.get(key);
    if (role === 'outside' || !withheldUsers.has(key) || person?.status.kind !== 'left') return [];
    const { employee, evidence } = person;
    const reason = `${login} is kept: HR and the state do not agree on whose login it is (see the conflicts beside the joiners).`;
    return [listed('conflict', reason, { login, employee, evidence })];
  });
}
