import { afterEach, beforeEach, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';

const state = anOrganization()
  .withOwner('alice', { id: 1 })
  .withMember('bob', { id: 2 })
  .withOutside('carol', { id: 3 })
  .withTeam('sre', { id: 11, members: ['bob'] })
  .withTeam('web', { id: 12 })
  .withRepo('api', { id: 21, teams: { sre: 'write' }, collaborators: { carol: 'read' } }).state;

let at: SandboxFixture;
beforeEach(async () => {
  at = await aSandbox(state);
  await at.control('POST', 'change', { addAccounts: [{ login: 'eve', id: 4 }] });
});
afterEach(() => at.close());

const effects = async () =>
  ((await at.control('GET', 'requests'))['entries'] as unknown as { effect: boolean }[]).map(({ effect }) => effect);

it.each<[string, object | undefined, boolean[]]>([
  ['POST /orgs/acme/invitations', { invitee_id: 4 }, [true, false]],
  ['PUT /orgs/acme/memberships/bob', { role: 'admin' }, [true, false]],
  ['PUT /orgs/acme/memberships/eve', { role: 'member' }, [true, false]],
  ['DELETE /orgs/acme/memberships/bob', undefined, [true, false]],
  ['DELETE /organizations/1/members/bob', undefined, [true, false]],
  ['PUT /orgs/acme/outside_collaborators/bob', {}, [true, false]],
  ['DELETE /orgs/acme/outside_collaborators/carol', undefined, [true, false]],
  ['POST /orgs/acme/teams', { name: 'New' }, [true, false]],
  ['PATCH /orgs/acme/teams/sre', { name: 'Reliability' }, [true, false]],
  ['PATCH /orgs/acme/teams/web', { parent_team_id: 11 }, [true, false]],
  ['DELETE /orgs/acme/teams/sre', undefined, [true, false]],
  ['PUT /orgs/acme/teams/web/memberships/bob', { role: 'maintainer' }, [true, false]],
  ['PUT /orgs/acme/teams/web/memberships/eve', {}, [true, false]],
  ['DELETE /organizations/1/team/11/memberships/bob', undefined, [true, false]],
  ['PUT /orgs/acme/teams/web/repos/acme/api', { permission: 'push' }, [true, false]],
  ['DELETE /orgs/acme/teams/sre/repos/acme/api', undefined, [true, false]],
  ['PUT /repos/acme/api/collaborators/carol', { permission: 'push' }, [true, false]],
  ['PUT /repos/acme/api/collaborators/eve', { permission: 'push' }, [true, false]],
  ['DELETE /repositories/21/collaborators/carol', undefined, [true, false]],
  ['PATCH /orgs/acme', { default_repository_permission: 'write' }, [true, false]],
  ['GET /orgs/acme/teams/sre', undefined, [false, false]],
])('the log tells which of two equal requests took effect: %s', async (call, body, expected) => {
  const [method = '', path = ''] = call.split(' ');
  await at.ask(method, path, { body });
  await at.ask(method, path, { body });
  expect(await effects()).toEqual(expected);
});

it.each(['drop', 'hang'])('and whether it did before its answer was lost: %s', async (how) => {
  const remove = (seconds: number) =>
    fetch(`${at.sandbox.url}/orgs/acme/memberships/bob`, {
      method: 'DELETE',
      headers: { authorization: `token ${at.sandbox.token}` },
      signal: AbortSignal.timeout(seconds * 1000),
    });
  await at.control('POST', 'faults', { match: 'DELETE .*', [how]: true });
  await expect(remove(0.3)).rejects.toThrow(/fetch failed|timeout/);
  await at.control('POST', 'faults', { match: 'DELETE .*', [how]: true, afterEffect: true });
  await expect(remove(0.3)).rejects.toThrow(/fetch failed|timeout/);
  expect((await remove(5)).headers.get('x-github-request-id')).toBe('5A4D:00000003');
  expect((await at.control('GET', 'requests'))['entries']).toMatchObject([
    { status: 0, id: null, effect: false },
    { status: 0, id: null, effect: true },
    { status: 404, id: '5A4D:00000003', effect: false },
  ]);
});
