import { type Key, keyOf } from '../../model/identity.ts';
import type { OrgState, User } from '../../model/org-state.ts';
import type { LiveReader } from '../live-reader.ts';
import type { StandingsAsked } from './asked.ts';
import type { PartReader } from './parts.ts';

/** Who they are to the organisation, under the logins that GitHub has; undefined where it could not be read. */
export interface People {
  readonly members: ReadonlyMap<Key, User> | undefined;
  readonly invitations: ReadonlyMap<Key, User> | undefined;
  readonly outside: ReadonlyMap<Key, User> | undefined;
}

/** Invitations and outside collaborators are asked for only where somebody is not found among the members. */
export async function readPeople(reader: LiveReader, asked: StandingsAsked, parts: PartReader): Promise<People> {
  const people = [...asked.people].flatMap((user) => personIn(asked, user) ?? []);
  const logins = people.map(({ login }) => login);
  const members =
    logins.length === 0 ? new Map<Key, User>() : await parts.read('the members', () => reader.members(logins));
  const isIn = ({ login, id }: User): boolean => {
    const found = members?.get(keyOf(login));
    return found !== undefined && (id === undefined || found.id === id);
  };
  const absent = people.filter((person) => !isIn(person));
  const mayBeOutside = [...asked.people].some((user) => isOutside(asked, user));
  const [invitations, outside] = await Promise.all([
    absent.length === 0
      ? new Map<Key, User>()
      : parts.read('the invitations', async () => (await reader.invitations()).users),
    mayBeOutside ? parts.read('the outside collaborators', () => reader.outsideCollaborators()) : new Map<Key, User>(),
  ]);
  return { members, invitations, outside };
}

/** The person's line, as the state has it or had it last. */
export function personIn({ desired, change }: StandingsAsked, user: Key): User | undefined {
  return desired.users.get(user) ?? change.stood.users.get(user);
}

/** Whether they are, or may have become, outside collaborators: whoever no line names may be anything. */
function isOutside({ desired, change }: StandingsAsked, user: Key): boolean {
  const wanted: OrgState['users'] = desired.users;
  return wanted.get(user)?.role === 'outside' || (!wanted.has(user) && change.stood.users.has(user));
}
