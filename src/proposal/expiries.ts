import type { Exception } from '../model/exception.ts';
import type { Listed } from '../model/proposal.ts';
import { endsSoon } from './dates.ts';
import { type Draft, edit, listed } from './drafts.ts';
import type { Matched } from './matched.ts';

/** Exceptions that ended, those in force, and whose time is over or nearly so. */
export function expiredExceptions({ exceptions, users, today }: Matched): Draft {
  const isOver = ({ expires }: Exception): boolean => expires < today;
  const people = users.flatMap(([, { login, role, expires }]) => timeOf(login, role, expires, today));
  return {
    edits: exceptions.filter(isOver).map(({ user, expires, file, line }) => {
      const body = { kind: 'remove-exception', user, expires, file, line } as const;
      return edit(body, `The exception for ${user} ended on ${expires}.`);
    }),
    listed: [...exceptions.filter((exception) => !isOver(exception)).flatMap((one) => inForce(one, today)), ...people],
  };
}

function inForce({ user, reason, approvedBy, expires }: Exception, today: string): Listed[] {
  const about = { login: user, until: expires };
  const holds = `The exception for ${user} holds until ${expires}: ${JSON.stringify(reason)}, approved by ${approvedBy}.`;
  const ends = `The exception for ${user} ends on ${expires}.`;
  return [
    listed('exception-in-force', holds, about),
    ...(endsSoon(expires, today) ? [listed('ends-soon', ends, about)] : []),
  ];
}

/** A member's date is a reminder; only an outside collaborator's ends something. */
function timeOf(login: string, role: string, expires: string | undefined, today: string): Listed[] {
  if (expires === undefined) return [];
  const about = { login, until: expires };
  if (endsSoon(expires, today)) return [listed('ends-soon', `The time of ${login} ends on ${expires}.`, about)];
  if (expires >= today || role === 'outside') return [];
  return [
    listed(
      'ended',
      `The time of ${login} ended on ${expires}; as they are no outside collaborator, nothing follows.`,
      about,
    ),
  ];
}

/**
 * Allowances that ended. They go with the movers, because a change of policy.yaml may need more approvals than others,
 * and no leaver should wait for those.
 */
export function expiredAllowances({ policy, today }: Matched): Draft {
  const draft: Draft = { edits: [], listed: [] };
  for (const { reason, approvedBy, expires, file, line } of policy.allowances) {
    const which = `The allowance ${JSON.stringify(reason)}, approved by ${approvedBy},`;
    if (expires < today) {
      const body = { kind: 'remove-allowance', why: reason, expires, file, line } as const;
      draft.edits.push(edit(body, `${which} ended on ${expires}.`));
    } else if (endsSoon(expires, today)) {
      draft.listed.push(listed('ends-soon', `${which} ends on ${expires}.`, { until: expires }));
    }
  }
  return draft;
}
