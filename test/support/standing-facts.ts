import { anOrganization, type OrganizationBuilder } from './organization-builder.ts';
import { keyOf } from '../../src/model/identity.ts';
import type { Invitation } from '../../src/model/org-state.ts';
import { baseOf, inStateNames } from '../../src/planner/base.ts';
import type { Facts, JournalSeen, LiveSeen, Missing } from '../../src/planner/standings/facts.ts';
import { standingOf } from '../../src/planner/standings/standing-of.ts';
import type { Told } from '../../src/planner/standings/told.ts';

export const now = '2026-11-22T12:00:00Z';
export const bob = keyOf('bob');

/** What desired gives: bob is in payments, below engineering, with a grant of his own. */
export const desired = anOrganization()
  .withOwner('root', { id: 1 })
  .withMember('bob', { id: 2 })
  .withTeam('engineering')
  .withTeam('payments', { parent: 'engineering', members: ['bob'] })
  .withRepo('api', { teams: { payments: 'write', engineering: 'read' }, collaborators: { bob: 'maintain' } })
  .withRepo('web', { teams: { engineering: 'triage' } });

/** The same before the change that is asked about, in which bob stood. */
const before = desired.withRepo('web', {});

export interface Situation {
  readonly desired?: OrganizationBuilder;
  readonly before?: OrganizationBuilder;
  /** Undefined: nothing of the change is applied. */
  readonly applied?: 'all' | 'nothing' | 'never';
  readonly live: OrganizationBuilder;
  readonly missing?: Partial<Missing>;
  readonly accounts?: LiveSeen['accounts'];
  readonly told?: Partial<Told>;
  readonly journal?: Partial<JournalSeen>;
  readonly seen?: Facts['seen'];
}

const nothingMissing: Missing = {
  organization: false,
  members: false,
  invitations: false,
  outside: false,
  accounts: false,
  teams: new Set(),
  repos: new Set(),
  repoInvitations: new Set(),
};

function factsOf(situation: Situation): Facts {
  const wanted = situation.desired ?? desired;
  const touched = { ...wanted.at('commit-1') };
  const change = baseOf([(situation.before ?? before).at('commit-0'), touched]);
  const pending = { all: baseOf([touched]), nothing: change, never: null }[situation.applied ?? 'all'];
  const told: Told = {
    kind: 'invited',
    at: '2026-11-21T09:00:00Z',
    commit: 'commit-1',
    result: 'done',
    ...situation.told,
  };
  return {
    desired: wanted.state,
    change,
    pending,
    live: {
      state: inStateNames(situation.live.state, change),
      missing: { ...nothingMissing, ...situation.missing },
      accounts: situation.accounts ?? new Map(),
    },
    journal: {
      read: true,
      told: { people: new Map(situation.told === undefined ? [] : [[bob, told]]), grants: new Map() },
      attempts: new Map(),
      lastRun: -1,
      quotaUntil: null,
      ...situation.journal,
    },
    seen: situation.seen ?? new Map(),
    placeOf: (commit) => Number(commit?.slice('commit-'.length) ?? -1),
    cameAt: (commit) => (commit === null ? null : '2026-11-20T08:00:00Z'),
    now,
  };
}

export const on = (situation: Situation) => standingOf(factsOf(situation), bob);

export const invited = (parts: Partial<Invitation> = {}): OrganizationBuilder =>
  desired.withMember('bob', { invitation: { id: 9, state: 'open', createdAt: '2026-11-21T09:00:00Z', ...parts } });
export const failed = (parts: Partial<Invitation>): OrganizationBuilder => invited({ state: 'failed', ...parts });
export const gone = desired.withoutUser('bob').withTeam('payments', { parent: 'engineering' });

/** A text as a pattern that matches it alone. */
export function patternOf(reason: string | RegExp): RegExp {
  return typeof reason === 'string'
    ? new RegExp(`^${reason.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`)
    : reason;
}
