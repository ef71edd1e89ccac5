import type { Account, Actor } from '../model/account.ts';
import { type Key, keyOf } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';
import { inStateNames } from '../planner/base.ts';
import type { Comparison } from './comparison.ts';
import { compose, type Parts } from './compose.ts';
import type { LiveReader } from './live-reader.ts';
import { readFull } from './read-full.ts';
import { readTouched } from './read-touched.ts';
import { accountsToAsk, repoInvitationsToAsk, repoTeamsToAsk } from './settle.ts';

/** Live as far as the scope asks, and what else the planner and the guards need to know of it. */
export interface Live {
  readonly state: OrgState;
  readonly actor: Actor;
  readonly accounts: ReadonlyMap<Key, Account>;
  /** Today's logins of ids whose login leads nowhere. */
  readonly loginsOf: ReadonlyMap<number, string>;
}

/**
 * Reads live for a plan: everything, or what the commits since base touched. What the lists leave open is asked for
 * singly, and only where the answer matters: direct or inherited, invited to a repository or not, whose login.
 * @throws ReadError where any list could not be read to its end
 */
export async function readLive(reader: LiveReader, comparison: Comparison): Promise<Live> {
  const { desired, scope } = comparison;
  const { organization, actor } = await reader.organization({ customRoles: desired.organization.customRoles.size > 0 });
  const read = scope.kind === 'full' ? readFull : readTouched;
  const parts = await settleGrants(reader, comparison, { ...(await read(reader, comparison)), organization });
  const state = compose(parts);
  return { state, actor, ...(await askAccounts(reader, comparison, state)) };
}

type Unsettled = Parts;

/** Asks for the grants that the lists do not tell: which are the team's own, and which persons were invited. */
async function settleGrants(reader: LiveReader, comparison: Comparison, parts: Unsettled): Promise<Parts> {
  const live = inStateNames(compose(parts), comparison.base);
  const [repoTeams, invited] = await Promise.all([
    reader.repoTeams(repoTeamsToAsk(comparison, live, parts.repoTeams)),
    reader.repoInvitations(repoInvitationsToAsk(comparison, live)),
  ]);
  return {
    ...parts,
    repoTeams: new Map([...parts.repoTeams, ...repoTeams]),
    repos: parts.repos.map((repo) => {
      const more = invited.get(keyOf(repo.name));
      return more === undefined ? repo : { ...repo, collaborators: new Map([...more, ...repo.collaborators]) };
    }),
  };
}

async function askAccounts(
  reader: LiveReader,
  comparison: Comparison,
  state: OrgState,
): Promise<Pick<Live, 'accounts' | 'loginsOf'>> {
  const asked = accountsToAsk(comparison, inStateNames(state, comparison.base));
  const accounts = await reader.accounts(asked.map(({ login }) => login));
  const lost = asked.flatMap(({ login, id }) => {
    const account = accounts.get(keyOf(login));
    return id !== undefined && (account === undefined || account.kind === 'missing' || account.id !== id) ? [id] : [];
  });
  return { accounts, loginsOf: await reader.loginsOf(lost) };
}
