import type { Census } from '../../model/census.ts';
import type { GitHubClient } from './client.ts';
import { fieldsOf, nameOf, numberOf } from './fields.ts';
import { readInvitations } from './read-invitations.ts';
import { getAll } from './rest-read.ts';

const reading = { what: 'the members', needs: 'the permission "Members: read" (scope read:org)' };

/** Everybody who is in the organisation or on the way in, a hundred a request, without their roles. */
export async function readCensus(client: GitHubClient, org: string): Promise<Census> {
  const [items, invitations] = await Promise.all([
    getAll(client, 'GET /orgs/{org}/members', { org }, reading),
    readInvitations(client, org),
  ]);
  const members = items.map((item) => {
    const { id, login } = fieldsOf(item, `an entry of ${reading.what}`);
    return [numberOf(id, 'the id of a member'), nameOf(login, 'the login of a member')] as const;
  });
  return {
    members: new Map(members),
    invited: new Map(
      [...invitations.users.values()].flatMap(({ login, invitation }) =>
        invitation === undefined ? [] : [[invitation.id, login]],
      ),
    ),
  };
}
