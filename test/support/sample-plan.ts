import type { Change, ChangeBody, ChangeKind, TeamSettings } from '../../src/model/change.ts';
import type { Plan, Unmanaged, Violation } from '../../src/model/plan.ts';

const commit = '1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b';
const base = '9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c';
const payments: TeamSettings = { name: 'Payments', description: 'Cards', privacy: 'closed', parent: 'engineering' };

/** One change of each kind. */
const bodies: { readonly [Kind in ChangeKind]: ChangeBody & { readonly kind: Kind } } = {
  'invite-member': {
    kind: 'invite-member',
    login: 'bob',
    id: 1002,
    role: 'member',
    teams: ['payments', 'sre'],
    reinstate: false,
  },
  'cancel-invitation': { kind: 'cancel-invitation', login: 'carl', id: null, invitation: 7 },
  'clear-failed-invitation': { kind: 'clear-failed-invitation', login: 'cleo', id: 1009, invitation: 8 },
  'change-member-role': { kind: 'change-member-role', login: 'dana', before: 'owner', after: 'member' },
  'remove-member': { kind: 'remove-member', login: 'eli', id: 1005, role: 'member' },
  'convert-to-outside': { kind: 'convert-to-outside', login: 'fay', id: 1006, role: 'member' },
  'remove-outside-collaborator': { kind: 'remove-outside-collaborator', login: 'gus', id: 1007, role: 'outside' },
  'create-team': { kind: 'create-team', team: 'payments', before: null, after: payments },
  'update-team': {
    kind: 'update-team',
    team: 'sre',
    before: { name: 'SRE', parent: 'engineering' },
    after: { name: 'Reliability', parent: null },
    lost: [{ team: 'sre', repo: 'core' }],
  },
  'delete-team': {
    kind: 'delete-team',
    team: 'billing',
    before: payments,
    after: null,
    descendants: ['billing-eu'],
    members: ['bob', 'dana'],
    repos: ['ledger'],
  },
  'add-team-member': { kind: 'add-team-member', team: 'sre', login: 'bob', before: null, after: 'member' },
  'change-team-role': { kind: 'change-team-role', team: 'sre', login: 'dana', before: 'member', after: 'maintainer' },
  'remove-team-member': { kind: 'remove-team-member', team: 'sre', login: 'hal', before: 'member', after: null },
  'grant-team-access': { kind: 'grant-team-access', repo: 'core', team: 'sre', before: null, after: 'write' },
  'change-team-access': {
    kind: 'change-team-access',
    repo: 'core',
    team: 'web',
    before: 'admin',
    after: 'security-reader',
  },
  'revoke-team-access': { kind: 'revoke-team-access', repo: 'core', team: 'ops', before: 'read', after: null },
  'grant-user-access': { kind: 'grant-user-access', repo: 'site', login: 'ida', before: null, after: 'read' },
  'change-user-access': {
    kind: 'change-user-access',
    repo: 'site',
    login: 'jo',
    before: 'write',
    after: 'read',
    invitation: 9,
  },
  'revoke-user-access': { kind: 'revoke-user-access', repo: 'site', login: 'kim', before: 'admin', after: null },
  'cancel-repo-invitation': {
    kind: 'cancel-repo-invitation',
    repo: 'site',
    login: 'lee',
    before: 'read',
    after: null,
    invitation: 10,
  },
  'set-base-permission': { kind: 'set-base-permission', before: 'write', after: 'read', repositories: 2000 },
};

export function sampleChange(kind: ChangeKind, explained: Partial<Change> = {}): Change {
  const attribution = { commit, file: 'state/teams/sre.yaml', line: 12 };
  return { ...bodies[kind], reason: 'The line says so', attribution, ...explained } as Change;
}

export const sampleKinds = Object.keys(bodies) as ChangeKind[];

export const sampleUnmanaged: readonly Unmanaged[] = [
  { kind: 'member', login: 'mo', role: 'member', pending: true },
  { kind: 'outside-collaborator', login: 'ned' },
  { kind: 'team', team: 'secret-lab' },
  { kind: 'team-member', team: 'sre', login: 'mo', role: 'maintainer' },
  { kind: 'team-access', repo: 'core', team: 'secret-lab', role: 'admin' },
  { kind: 'user-access', repo: 'core', login: 'mo', role: 'admin' },
];

export const sampleViolation: Violation = {
  guard: 'removals',
  message: 'This would take 3,499 members away; the budget is 10 and 1 % of 3,500, which is 35.',
  allow: 'allowances:\n  - { allow: { members: 3499 }, reason: …, approvedBy: …, expires: 2026-12-06 }',
  figures: { removed: 3499, budget: 10 },
};

export function samplePlan(parts: Partial<Plan> = {}): Plan {
  return {
    organization: 'acme',
    commit,
    base,
    scope: { kind: 'full' },
    changes: [],
    unmanaged: [],
    findings: [],
    removals: { members: 0, teamMemberships: 0, teams: 0, repoAccess: 0, total: 0 },
    digest: 'd'.repeat(64),
    ...parts,
  };
}
