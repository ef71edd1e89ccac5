import type { Change, RemoveUser } from '../model/change.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';

/** What somebody or something held when it was taken away, for the journal: as far as the run had read it. */
export interface Held {
  readonly role?: string;
  /** Roles by team. */
  readonly teams?: Readonly<Record<string, string>>;
  /** Roles by repository. */
  readonly repos?: Readonly<Record<string, string>>;
  /** Roles by login. */
  readonly members?: Readonly<Record<string, string>>;
}

/** What live held of that which a change takes away whole; for other changes their own side `before`. */
export function heldBefore(change: Change, live: OrgState): unknown {
  if (isAboutAPerson(change)) return heldByPerson(change.login, change.role, live);
  if (change.kind === 'delete-team') return { ...change.before, ...heldByTeam(keyOf(change.team), live) };
  return 'before' in change ? change.before : null;
}

function isAboutAPerson(change: Change): change is Change & RemoveUser {
  return (
    change.kind === 'remove-member' ||
    change.kind === 'convert-to-outside' ||
    change.kind === 'remove-outside-collaborator'
  );
}

function heldByPerson(login: string, role: string, live: OrgState): Held {
  const user = keyOf(login);
  return {
    role,
    teams: rolesIn(
      live.teams.values(),
      ({ members }) => members.get(user)?.role,
      ({ slug }) => slug,
    ),
    repos: rolesIn(
      live.repos.values(),
      ({ collaborators }) => collaborators.get(user)?.role,
      ({ name }) => name,
    ),
  };
}

function heldByTeam(team: Key, live: OrgState): Held {
  const members = [...(live.teams.get(team)?.members.values() ?? [])].map(({ login, role }) => [login, role] as const);
  return {
    members: Object.fromEntries(members),
    repos: rolesIn(
      live.repos.values(),
      ({ teams }) => teams.get(team)?.role,
      ({ name }) => name,
    ),
  };
}

function rolesIn<Item>(
  items: Iterable<Item>,
  roleIn: (item: Item) => string | undefined,
  nameOf: (item: Item) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...items].flatMap((item) => {
      const role = roleIn(item);
      return role === undefined ? [] : [[nameOf(item), role] as const];
    }),
  );
}
