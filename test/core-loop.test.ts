import { afterEach, describe, expect, it } from 'vitest';
import { anOrganization } from './support/organization-builder.ts';
import { aStateRepo, type StateRepoFixture } from './support/state-repo.ts';

const acme = anOrganization()
  .withOwner('alice', { id: 1001 })
  .withOwner('zoe', { id: 1026 })
  .withMember('bob', { id: 1002 })
  .withMember('carol', { id: 1003 })
  .withOutside('olga', { id: 1009, sponsor: 'alice' })
  .withTeam('engineering', { id: 71, members: ['carol'] })
  .withTeam('payments', { id: 77, parent: 'engineering', maintainers: ['alice'], members: ['bob'] })
  .withRepo('api', { id: 501, teams: { payments: 'write', engineering: 'read' }, collaborators: { olga: 'read' } });

let repo: StateRepoFixture;
afterEach(() => repo.close());

describe('the core loop', () => {
  it('plans nothing for an organisation that is as the state says, and applies that', async () => {
    repo = await aStateRepo(acme.state);
    const plan = await repo.plan();
    expect(plan.out).toBe('');
    expect((await repo.apply()).code).toBe(0);
  });
});
