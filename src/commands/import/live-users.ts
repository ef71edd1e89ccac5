import type { Account } from '../../model/account.ts';
import type { Key } from '../../model/identity.ts';
import type { OrgState, User } from '../../model/org-state.ts';
import type { LeftOut } from './imported.ts';

/**
 * Whose id the lists do not tell: people with an open invitation, to the organisation or to a repository alone.
 */
export function loginsToAsk({ users, repos }: OrgState): readonly string[] {
  const logins = new Map<Key, string>();
  for (const [key, user] of users) if (isPresent(user) && user.id === undefined) logins.set(key, user.login);
  for (const { collaborators } of repos.values()) {
    for (const [key, { to, invitation }] of collaborators) {
      if (!isPresent(users.get(key)) && invitation?.expired !== true) logins.set(key, to);
    }
  }
  return [...logins.values()];
}

/**
 * Members and owners, whoever is invited to be one, and outside collaborators.
 * @param accounts what GitHub says of {@link loginsToAsk}, by folded login
 */
export function importedUsers(
  live: OrgState,
  accounts: ReadonlyMap<Key, Account>,
  invitationsWithoutLogin: number,
  leftOut: LeftOut[],
): ReadonlyMap<Key, User> {
  const users = new Map<Key, User>();
  for (const [key, user] of live.users) {
    const { invitation, ...rest } = user;
    if (isPresent(user)) users.set(key, rest);
    else leftOut.push(failed(user.login, invitation?.failedReason));
  }
  for (const [key, account] of accounts) {
    if (account.kind !== 'person') continue;
    users.set(key, { login: account.login, role: 'outside', ...users.get(key), id: account.id });
  }
  if (invitationsWithoutLogin > 0) leftOut.push(withoutLogin(invitationsWithoutLogin));
  return users;
}

/** An open invitation counts as presence, a failed or expired one does not. */
function isPresent(user: User | undefined): boolean {
  return user !== undefined && user.invitation?.state !== 'failed';
}

function failed(login: string, reason: string | undefined): LeftOut {
  const why = `${reason ?? 'it failed or expired'}; add the person to the state to invite them again`;
  return { what: 'invitation that failed', subject: login, why };
}

function withoutLogin(count: number): LeftOut {
  const why = 'GitHub does not say whose address it is; add the people once they have accepted';
  return { what: 'open invitation to an e-mail address', subject: `${count} in all`, why };
}
