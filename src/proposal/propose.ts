import type { Listed, Proposals } from '../model/proposal.ts';
import { listed, proposalOf } from './drafts.ts';
import { expiredAllowances, expiredExceptions } from './expiries.ts';
import type { ProposalFacts } from './facts.ts';
import { joiners } from './joiners.ts';
import { type Matched, matchPeople } from './matched.ts';
import { movers } from './movers.ts';
import { offboarding } from './offboarding.ts';
import { renames } from './renames.ts';

/**
 * What people and the calendar imply for the state. Pure: the same facts, in whatever order, give the same proposals;
 * with the edits made, the same facts give none. Only a rename may bring more to light: whose login it is now, or that
 * its old one is free.
 */
export function propose(facts: ProposalFacts): Proposals {
  const matched = matchPeople(facts);
  const offboarded = offboarding(matched);
  const renaming = renames(matched, offboarded.leaving);
  return Object.freeze({
    joiners: proposalOf(joiners(matched), { edits: [], listed: conflicts(matched) }),
    movers: proposalOf(renaming, movers(matched, renaming.renamed), expiredAllowances(matched)),
    leavers: proposalOf(offboarded, expiredExceptions(matched), { edits: [], listed: conflictsOfLeavers(matched) }),
  });
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

/** Users who would be leavers, or kept as unknown, if it could be told who they are. */
function conflictsOfLeavers({ users, withheldUsers, personOf }: Matched): Listed[] {
  return users.flatMap(([key, { login, role }]) => {
    const person = personOf.get(key);
    if (role === 'outside' || !withheldUsers.has(key) || person?.status.kind === 'active') return [];
    const reason = `${login} is kept: it is not certain whose login it is (see the conflicts beside the joiners).`;
    const about = person === undefined ? {} : { employee: person.employee, evidence: person.evidence };
    return [listed('conflict', reason, { login, ...about })];
  });
}
