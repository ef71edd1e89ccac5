import { type Key, keyOf } from '../../model/identity.ts';
import type { Facts } from './facts.ts';

/** `, called NAME on GitHub now`, where the account has another login than the state's; else nothing. */
export function calledNow({ desired, live }: Pick<Facts, 'desired' | 'live'>, user: Key): string {
  const wanted = desired.users.get(user)?.login ?? user;
  const found = live.state.users.get(user)?.login ?? renamedTo(live.accounts, user) ?? wanted;
  return keyOf(found) === keyOf(wanted) ? '' : `, called ${found} on GitHub now`;
}

function renamedTo(accounts: Facts['live']['accounts'], user: Key): string | undefined {
  const lookup = accounts.get(user);
  return lookup?.kind === 'renamed' ? lookup.login : undefined;
}
