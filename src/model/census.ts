import type { Key } from './identity.ts';

/** Who is in the organisation, or on the way in: only to see who is gone. */
export interface Census {
  /** Logins by numeric id. */
  readonly members: ReadonlyMap<number, string>;
  /** Logins by folded login, of open and failed invitations; those to e-mail addresses alone are left out. */
  readonly invited: ReadonlyMap<Key, string>;
}
