import { describe, expect, it } from 'vitest';
import { anOrganization } from '../support/organization-builder.ts';
import { lawsHold } from '../support/laws.ts';

const acme = anOrganization().withOwner('root', { id: 1 });

/** Pairs of organisations for which a law once did not hold, cut down to what it takes. */
const found = {
  'a team shows what its parent loses, and somebody in it becomes an outside collaborator': [
    acme
      .withMember('dan', { id: 103 })
      .withTeam('red')
      .withTeam('blue', { parent: 'red', members: ['dan'] })
      .withRepo('web', { id: 501, teams: { red: 'triage' } }),
    acme
      .withOutside('dan', { id: 103 })
      .withTeam('red')
      .withTeam('blue', { parent: 'red' })
      .withRepo('web', { id: 501, teams: { red: 'read' }, collaborators: { dan: 'triage' } }),
  ],
  'a team comes to stand under a new one, itself under one that may do more': [
    acme
      .withMember('ben', { id: 101 })
      .withTeam('red')
      .withTeam('blue', { members: ['ben'] })
      .withRepo('api', { id: 500, teams: { red: 'maintain', blue: 'write' } }),
    acme
      .withOutside('ben', { id: 101 })
      .withTeam('red')
      .withTeam('green', { parent: 'red' })
      .withTeam('blue', { parent: 'green' })
      .withRepo('api', { id: 500, teams: { red: 'maintain', blue: 'write' }, collaborators: { ben: 'write' } }),
  ],
  'the base permission gives members more than somebody is to keep outside': [
    acme.with({ basePermission: 'write' }).withMember('dan', { id: 103 }).withRepo('web', { id: 501 }),
    acme
      .with({ basePermission: 'write' })
      .withOutside('dan', { id: 103 })
      .withRepo('web', { id: 501, collaborators: { dan: 'read' } }),
  ],
} as const;

describe.each(Object.entries(found))('the laws hold where %s', (_, [one, other]) => {
  it.each(['full', 'touched'] as const)('in scope %s', async (scope) => {
    await expect(lawsHold(one, other, scope)).resolves.toBeUndefined();
  });
});
