import type { Key } from '../model/identity.ts';
import type { User } from '../model/org-state.ts';
import type { Person } from '../model/person.ts';
import type { Listed } from '../model/proposal.ts';
import { listed } from './drafts.ts';
import type { Matched } from './matched.ts';
import { untouchable, wasUndone } from './untouched.ts';
import { basisOf, evidenceText, hasLeft, whyUnknown } from './words.ts';

/** Somebody in the state whom HR positively says has left. */
export interface Leaver {
  readonly key: Key;
  readonly user: User;
  readonly person: Person;
}

interface Found {
  readonly leavers: readonly Leaver[];
  /** Who is no leaver, and what people should know of it. */
  readonly listed: readonly Listed[];
}

/**
 * It begins with those whom HR positively says have left. Everything after that takes people out of the set, exceptions
 * too, and nothing puts anybody in.
 */
export function findLeavers(matched: Matched): Found {
  const users = matched.users.filter(([key, { role }]) => role !== 'outside' && !matched.withheldUsers.has(key));
  const left = users.flatMap(([key, user]): Leaver[] => {
    const person = matched.personOf.get(key);
    return person?.status.kind === 'left' ? [{ key, user, person }] : [];
  });
  const kept = new Map(left.map((leaver) => [leaver, whyKept(leaver, matched)]));
  return {
    leavers: left.filter((leaver) => kept.get(leaver) === undefined),
    listed: [
      ...[...kept.values()].flatMap((why) => why ?? []),
      ...users.flatMap(([key, user]) => whyNoLeaver(key, user, matched) ?? []),
    ],
  };
}

function whyNoLeaver(key: Key, { login, suspended }: User, { personOf, bots }: Matched): Listed | undefined {
  const person = personOf.get(key);
  if (person === undefined) {
    return bots.has(key) ? undefined : listed('not-in-hr', `${login} is in no row of HR, and is kept.`, { login });
  }
  const { status, employee, evidence } = person;
  const about = { login, employee, evidence };
  if (status.kind === 'unknown') {
    return listed('unknown', `${login} is kept: ${whyUnknown[status.why]} (${evidenceText(evidence)}).`, about);
  }
  if (status.kind === 'left' || suspended === undefined) return undefined;
  const reason = `${login} is suspended since ${suspended}, and HR calls them active (${evidenceText(evidence)}).`;
  return listed('suspended-and-active', reason, about);
}

function whyKept({ key, user, person }: Leaver, matched: Matched): Listed | undefined {
  const { login } = user;
  const { employee, evidence } = person;
  const about = { login, employee, evidence };
  const reserved = untouchable(matched, user);
  if (reserved !== undefined) {
    return listed('not-written', `${login} is ${reserved} and is kept, but ${hasLeft(person)}.`, about);
  }
  const exception = matched.exceptionOf.get(key);
  if (exception !== undefined) {
    const reason = `An exception keeps ${login} until ${exception.expires}, but ${hasLeft(person)}.`;
    return listed('excepted', reason, { ...about, until: exception.expires });
  }
  if (!wasUndone(matched, key, basisOf(person))) return undefined;
  return listed(
    'restored-lately',
    `${login} was restored lately, and HR says what it said then: ${hasLeft(person)}.`,
    about,
  );
}
