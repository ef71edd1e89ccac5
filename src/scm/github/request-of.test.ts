import { describe, expect, it } from 'vitest';
import type { Change, ChangeBody } from '../../model/change.ts';
import type { Directory } from '../live-writer.ts';
import { requestOf } from './request-of.ts';

const directory: Directory = {
  teams: new Map([
    ['payments', { id: 77, slug: 'payments' }],
    ['platform', { id: 78, slug: 'core-platform' }],
  ]),
  logins: new Map([['bob', 'Robert']]),
  repos: new Map([['api', 'payments-api']]),
};

function requestFor(body: ChangeBody): string {
  const change: Change = { ...body, reason: 'test', attribution: null };
  const { route, parameters } = requestOf(change, 'acme', directory);
  const left = new Map(Object.entries(parameters));
  const path = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(left.get(name));
    left.delete(name);
    return value;
  });
  return left.size === 0 ? path : `${path} ${JSON.stringify(Object.fromEntries(left))}`;
}

const user = { login: 'BOB', id: 1002, role: 'member' } as const;
const invite = { kind: 'invite-member', login: 'eve', id: 2001, role: 'member', reinstate: false } as const;
const inTeam = { team: 'platform', login: 'bob', before: null } as const;
const onRepo = { repo: 'api', before: null } as const;
const settings = { name: 'New', description: 'd', privacy: 'closed', parent: null } as const;

const requests: [ChangeBody, string][] = [
  [
    { ...invite, teams: ['payments', 'Platform'] },
    'POST /orgs/acme/invitations {"invitee_id":2001,"role":"direct_member","team_ids":[77,78]}',
  ],
  [{ ...invite, role: 'owner', teams: [] }, 'POST /orgs/acme/invitations {"invitee_id":2001,"role":"admin"}'],
  [
    { ...invite, teams: ['payments'], reinstate: true },
    'POST /orgs/acme/invitations {"invitee_id":2001,"role":"reinstate"}',
  ],
  [{ kind: 'cancel-invitation', login: 'eve', id: null, invitation: 9 }, 'DELETE /orgs/acme/invitations/9'],
  [{ kind: 'clear-failed-invitation', login: 'eve', id: 1, invitation: 9 }, 'DELETE /orgs/acme/invitations/9'],
  [
    { kind: 'change-member-role', login: 'bob', before: 'member', after: 'owner' },
    'PUT /orgs/acme/memberships/Robert {"role":"admin"}',
  ],
  [
    { kind: 'change-member-role', login: 'bob', before: 'owner', after: 'member' },
    'PUT /orgs/acme/memberships/Robert {"role":"member"}',
  ],
  [{ kind: 'remove-member', ...user }, 'DELETE /orgs/acme/memberships/Robert'],
  [{ kind: 'convert-to-outside', ...user }, 'PUT /orgs/acme/outside_collaborators/Robert'],
  [{ kind: 'remove-outside-collaborator', ...user }, 'DELETE /orgs/acme/outside_collaborators/Robert'],
  [
    { kind: 'create-team', team: 'new', before: null, after: { ...settings, parent: 'platform' } },
    'POST /orgs/acme/teams {"name":"New","description":"d","privacy":"closed","parent_team_id":78}',
  ],
  [
    { kind: 'update-team', team: 'platform', before: { name: 'a' }, after: { name: 'b' }, lost: [] },
    'PATCH /orgs/acme/teams/core-platform {"name":"b"}',
  ],
  [
    { kind: 'update-team', team: 'platform', before: { parent: 'payments' }, after: { parent: null }, lost: [] },
    'PATCH /orgs/acme/teams/core-platform {"parent_team_id":null}',
  ],
  [
    { kind: 'delete-team', team: 'gone', before: settings, after: null, descendants: [], members: [], repos: [] },
    'DELETE /orgs/acme/teams/gone',
  ],
  [
    { kind: 'add-team-member', ...inTeam, after: 'member' },
    'PUT /orgs/acme/teams/core-platform/memberships/Robert {"role":"member"}',
  ],
  [
    { kind: 'change-team-role', ...inTeam, after: 'maintainer' },
    'PUT /orgs/acme/teams/core-platform/memberships/Robert {"role":"maintainer"}',
  ],
  [{ kind: 'remove-team-member', ...inTeam, after: null }, 'DELETE /orgs/acme/teams/core-platform/memberships/Robert'],
  [
    { kind: 'grant-team-access', ...onRepo, team: 'payments', after: 'read' },
    'PUT /orgs/acme/teams/payments/repos/acme/payments-api {"permission":"pull"}',
  ],
  [
    { kind: 'change-team-access', ...onRepo, team: 'payments', after: 'security-reader' },
    'PUT /orgs/acme/teams/payments/repos/acme/payments-api {"permission":"security-reader"}',
  ],
  [
    { kind: 'revoke-team-access', ...onRepo, team: 'payments', after: null },
    'DELETE /orgs/acme/teams/payments/repos/acme/payments-api',
  ],
  [
    { kind: 'grant-user-access', ...onRepo, login: 'bob', after: 'write' },
    'PUT /repos/acme/payments-api/collaborators/Robert {"permission":"push"}',
  ],
  [
    { kind: 'change-user-access', ...onRepo, login: 'bob', after: 'maintain' },
    'PUT /repos/acme/payments-api/collaborators/Robert {"permission":"maintain"}',
  ],
  [
    { kind: 'change-user-access', ...onRepo, login: 'bob', after: 'write', invitation: 5 },
    'PATCH /repos/acme/payments-api/invitations/5 {"permissions":"write"}',
  ],
  [
    { kind: 'change-user-access', ...onRepo, login: 'bob', after: 'security-reader', invitation: 5 },
    'PUT /repos/acme/payments-api/collaborators/Robert {"permission":"security-reader"}',
  ],
  [
    { kind: 'revoke-user-access', ...onRepo, login: 'bob', after: null },
    'DELETE /repos/acme/payments-api/collaborators/Robert',
  ],
  [
    { kind: 'cancel-repo-invitation', ...onRepo, login: 'bob', after: null, invitation: 5 },
    'DELETE /repos/acme/payments-api/invitations/5',
  ],
  [
    { kind: 'set-base-permission', before: 'read', after: 'none', repositories: 2 },
    'PATCH /orgs/acme {"default_repository_permission":"none"}',
  ],
];

describe('one request a change, by the names of today', () => {
  it.each(requests)('$kind', (change, request) => {
    expect(requestFor(change)).toBe(request);
  });

  it('is not sent for a team that is not there', () => {
    expect(() => requestFor({ ...invite, teams: ['no-such-team'] })).toThrow('There is no team no-such-team');
  });
});
