import { keyOf } from '../../model/identity.ts';
import { now } from './clock.ts';
import type { Account, World } from './world.ts';

/** The account that has this login today, in any case. */
export function accountByLogin(world: World, login: string): Account | undefined {
  const id = world.accountIds.get(keyOf(login));
  return id === undefined ? undefined : world.accounts.get(id);
}

/** The account with this id, which must exist: ids in the world always lead somewhere. */
export function accountOf(world: World, id: number): Account {
  const account = world.accounts.get(id);
  if (account === undefined) throw new Error(`The sandbox holds a reference to account ${id}, which does not exist.`);
  return account;
}

/** The login behind an id that the world itself holds. */
export function loginOf(world: World, id: number): string {
  return accountOf(world, id).login;
}

export function organizationAccount(world: World): Account {
  return accountOf(world, world.organization.account);
}

/** Makes an account. The login and the id must be free. */
export function addAccount(
  world: World,
  login: string,
  id: number,
  type: Account['type'] = 'User',
  key: number = id,
): Account {
  const account: Account = { id, login, type, formerLogins: [], createdAt: now(world) };
  world.accounts.set(key, account);
  world.accountIds.set(keyOf(login), key);
  return account;
}

/** Gives an account another login. The old one leads nowhere afterwards, and anybody may claim it. */
export function renameAccount(world: World, account: Account, to: string): void {
  const isOrganization = account === organizationAccount(world);
  world.accountIds.delete(keyOf(account.login));
  account.formerLogins.push(account.login);
  account.login = to;
  world.accountIds.set(keyOf(to), isOrganization ? world.organization.account : account.id);
  if (isOrganization) world.organization.name = to;
}

/**
 * An id for a name that comes without one: the same name gets the same id in every run, whatever stands beside it.
 * FNV-1a, folded into a range of its own; taken ids are stepped over.
 */
export function stableId(name: string, isTaken: (id: number) => boolean): number {
  let hash = 0x811c9dc5;
  for (const char of keyOf(name)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  let id = 100_000_000 + (hash % 800_000_000);
  while (isTaken(id)) id += 1;
  return id;
}
