import { describe, expect, it } from 'vitest';
import { anOrganization } from '../../test/support/organization-builder.ts';
import { keyOf } from '../model/identity.ts';
import { grantsOf, teamsOf } from './lookups.ts';

const acme = anOrganization()
  .withMember('bob')
  .withTeam('sre', { members: ['bob'] })
  .withTeam('engineering', { maintainers: ['bob'] })
  .withTeam('left-alone', { members: ['bob'], managed: false })
  .withRepo('api', { collaborators: { bob: 'read', olga: 'write' } });
const bob = keyOf('Bob');

describe('what is looked up of a person', () => {
  it('is the managed teams that list them, sorted', () => {
    expect(teamsOf(acme.state, bob)).toEqual(['engineering', 'sre']);
    expect(teamsOf(acme.state, keyOf('olga'))).toEqual([]);
  });

  it('is their direct grants', () => {
    expect(grantsOf(acme.state, bob)).toEqual([{ to: 'bob', role: 'read' }]);
    expect(grantsOf(acme.state, keyOf('nobody'))).toEqual([]);
  });

  it("is each state's own", () => {
    expect(teamsOf(acme.withoutTeam('sre').state, bob)).toEqual(['engineering']);
    expect(teamsOf(acme.state, bob)).toEqual(['engineering', 'sre']);
  });
});
