import { describe, expect, it } from 'vitest';
import {
  acme,
  anAppliedRepo,
  appliedOn,
  expectConverged,
  expectDone,
  headOf,
  revertHead,
} from './support/applied-repo.ts';
import type { OrganizationBuilder } from './support/organization-builder.ts';

const api = { id: 501, teams: { payments: 'write', engineering: 'read' }, collaborators: { olga: 'read' } };

/** An edit, and the request at which its run fails. */
const halves: readonly (readonly [what: string, edited: OrganizationBuilder, fails: string])[] = [
  [
    'a team made and not filled',
    acme.withTeam('sre', { members: ['bob'] }).withRepo('api', { ...api, teams: { ...api.teams, sre: 'admin' } }),
    'PUT /orgs/acme/teams/sre/memberships',
  ],
  [
    'a team renamed, its grant not raised',
    acme
      .withoutTeam('payments')
      .withTeam('billing', { id: 77, parent: 'engineering', maintainers: ['alice'], members: ['bob'] })
      .withRepo('api', { ...api, teams: { billing: 'admin', engineering: 'read' } }),
    'PUT /orgs/acme/teams/billing/repos',
  ],
  [
    'somebody invited, somebody else not promoted',
    acme.withMember('dana', { id: 1004 }).withOwner('carol', { id: 1003 }),
    'PUT /orgs/acme/memberships/carol',
  ],
  [
    'a team taken out from under its parent, the parent not deleted',
    acme
      .withoutTeam('engineering')
      .withTeam('payments', { id: 77, maintainers: ['alice'], members: ['bob'] })
      .withRepo('api', { ...api, teams: { payments: 'write' } }),
    'DELETE /orgs/acme/teams/engineering$',
  ],
  [
    'two suspended, and one of them not stripped',
    acme
      .withMember('bob', { id: 1002, suspended: '2026-11-20' })
      .withMember('carol', { id: 1003, suspended: '2026-11-20' }),
    'DELETE /orgs/acme/teams/payments/memberships',
  ],
  [
    'a base permission raised, a collaborator not',
    acme.with({ basePermission: 'read' }).withRepo('api', { ...api, collaborators: { olga: 'write' } }),
    'PUT /repos',
  ],
];

describe('a run that failed in part, and whose merge is then reverted', () => {
  it.each(halves)('leaves nothing behind: %s', async (_, edited, fails) => {
    const repo = await anAppliedRepo();
    await repo.control('POST', 'change', { addAccounts: [{ login: 'dana', id: 1004 }] });
    const before = await repo.live();
    repo.commitState('Edit', edited.state);
    await repo.control('POST', 'faults', { match: fails, status: 422, times: 99 });
    expect((await repo.apply()).code).toBe(4);
    await repo.control('DELETE', 'faults');
    expect(await repo.live()).not.toEqual(before);
    revertHead(repo);
    expectDone(await repo.apply());
    expect(await repo.live()).toEqual(before);
    expect(appliedOn(repo)).toBe(headOf(repo));
    await expectConverged(repo);
  });
});
