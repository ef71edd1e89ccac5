import { keyOf } from '../../src/model/identity.ts';
import type { OrgState } from '../../src/model/org-state.ts';
import { anOrganization } from './organization-builder.ts';

/** A small organisation with one of everything that a reader meets. */
export const acme = anOrganization()
  .with({ id: 900_000_001 })
  .withOwner('Alice', { id: 1001 })
  .withMember('bob', { id: 1002 })
  .withMember('dana', { id: 1004 })
  .withOutside('carol', { id: 1003 })
  .withTeam('engineering', { id: 71, name: 'Engineering', description: 'All of it', maintainers: ['Alice'] })
  .withTeam('payments', { id: 77, name: 'Payments', parent: 'engineering', maintainers: ['bob'], members: ['dana'] })
  .withTeam('quiet', { id: 78, name: 'Quiet', privacy: 'secret' })
  .withRepo('payments-api', { id: 501, teams: { payments: 'write', engineering: 'triage' } })
  .withRepo('Ledger', { id: 502, collaborators: { carol: 'maintain' }, teams: { payments: 'admin' } }).state;

/** An owner and members, so many together. */
export function withMembers(count: number): OrgState {
  const { state } = anOrganization().with({ id: 900_000_001 }).withOwner('m0');
  const users = new Map(state.users);
  for (let index = 1; index < count; index++) users.set(keyOf(`m${index}`), { login: `m${index}`, role: 'member' });
  return { ...state, users };
}
