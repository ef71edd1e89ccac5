import { removalRecords } from '../../git/removal-records.ts';
import { daysLater, dayOf } from '../../model/day.ts';
import { keyOf } from '../../model/identity.ts';
import type { Records } from '../../model/people.ts';
import type { Violation } from '../../model/plan.ts';
import type { Listed } from '../../model/proposal.ts';
import type { Roster } from '../../model/roster.ts';
import type { ProposalFacts } from '../../proposal/facts.ts';
import { anotherOrganization } from '../../planner/guards/identity.ts';
import { dueByDate } from '../../proposal/offboarding.ts';
import { withIdentities } from '../../proposal/people/identities.ts';
import { joined } from '../../proposal/people/joined.ts';
import { undoneAmong } from '../../proposal/removal-record.ts';
import type { LiveReader } from '../../scm/live-reader.ts';
import type { Context } from '../context.ts';
import { type Known, knownAccounts } from './accounts.ts';
import type { DefaultBranch } from './default-branch.ts';
import type { Believed } from './feeds.ts';
import { suspendedSince } from './suspended-since.ts';

/** For so many days a removal that was undone is not proposed again while HR says the same. */
const rememberedDays = 180;

/** All that `propose` rests on, and what came up while it was brought together. */
export interface Gathered {
  readonly facts: ProposalFacts;
  /** About logins that single sign-on does not tell for certain. */
  readonly listed: readonly Listed[];
  readonly invitations: Pick<Known, 'present' | 'openInvitations'>;
  /** What forbids to propose anything. */
  readonly violations: readonly Violation[];
}

/** Asks GitHub who is who, and git what was undone and when what was merged. */
export async function gatherFacts(
  context: Context,
  branch: DefaultBranch,
  { roster, records }: Pick<Believed, 'roster' | 'records'>,
  reader: LiveReader,
): Promise<Gathered> {
  const { repository, remote, loaded } = branch;
  const { state, policy, exceptions } = loaded;
  const today = dayOf(context.now());
  const { organization, actor } = await reader.organization({ customRoles: false });
  const identified = await identify(reader, roster, records);
  const { people, inLoginConflict } = joined(identified.records);
  const { accounts, live, ...invitations } = await knownAccounts(reader, state, people);
  const since = new Date(daysLater(today, -rememberedDays));
  const facts: ProposalFacts = {
    people,
    withheld: inLoginConflict,
    state,
    exceptions,
    policy,
    today,
    bots: new Set([keyOf(actor.login)]),
    suspendedSince: new Map(),
    restored: undoneAmong(await removalRecords(repository, remote, since), state),
    accounts,
    live,
  };
  const suspensions = await suspendedSince(context, branch, dueByDate(facts));
  return {
    facts: { ...facts, suspendedSince: suspensions },
    listed: identified.listed,
    invitations,
    violations: anotherOrganization(state.organization, organization),
  };
}

async function identify(
  reader: LiveReader,
  { identity }: Roster,
  read: readonly Records[],
): Promise<{ readonly records: readonly Records[]; readonly listed: readonly Listed[] }> {
  if (identity !== 'saml') return { records: read, listed: [] };
  return withIdentities(read, await reader.samlIdentities());
}
