import type { Context } from 'hono';
import type { App, Env } from '../app.ts';
import { forbidden, noContent, notFound, refusal } from '../http/answers.ts';
import {
  accountAsked,
  actingAccount,
  below,
  organizationAsked,
  organizationPaths,
  personAsking,
  requireOwner,
} from '../http/asked.ts';
import { bodyOf, wordIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { accountJson, organizationSimpleJson } from '../json/account-json.ts';
import { acceptInvitation, invite, openInvitationOf } from '../world/invitations.ts';
import { addMember, isLastOwner, removeMember } from '../world/members.ts';
import type { Account, Invitation, Membership, World } from '../world/world.ts';
import { refuseNewInvitation } from './invitation-rules.ts';

const roles: readonly Membership['role'][] = ['admin', 'member'];

/** Membership with its role, active or pending: https://docs.github.com/en/rest/orgs/members */
export function registerMemberships(app: App): void {
  const paths = below(organizationPaths, '/memberships/:username');
  app.on('GET', paths, (c) => c.json(membershipJson(organizationAsked(c), accountAsked(c), c.var.root)));
  app.on('PUT', paths, putMembership);
  app.on('DELETE', paths, deleteMembership);

  app.get('/user/memberships/orgs', (c) => {
    const { world, root } = c.var;
    const account = personAsking(c);
    const state = c.req.query('state');
    const mine = membershipOf(world, account);
    const shown = mine !== undefined && (state === undefined || state === mine.state) ? [account] : [];
    return page(c, shown, (each) => membershipJson(world, each, root));
  });
  app.get('/user/memberships/orgs/:org', (c) =>
    c.json(membershipJson(organizationAsked(c), personAsking(c), c.var.root)),
  );
  app.on('PATCH', '/user/memberships/orgs/:org', acceptMembership);
}

/**
 * For somebody who is no member it sends an invitation, which counts against the quota. What it does to the role of
 * an invitation that is open is a switch.
 */
async function putMembership(c: Context<Env>): Promise<Response> {
  const world = organizationAsked(c);
  requireOwner(c);
  const account = accountAsked(c);
  const role = wordIn(await bodyOf(c), 'role', roles) ?? 'member';
  const open = openInvitationOf(world, account.id);
  if (world.members.has(account.id)) {
    if (role === 'member' && isLastOwner(world, account.id)) {
      throw forbidden('Cannot demote the last owner of the organization.');
    }
    addMember(world, account.id, role);
  } else if (open === undefined) {
    refuseNewInvitation(world, account);
    invite(world, { account: account.id, role: invitationRole(role), inviter: actingAccount(c) });
  } else if (world.behaviours.putMembershipOnInvitee === 'update') {
    open.role = invitationRole(role);
  }
  return c.json(membershipJson(world, account, c.var.root));
}

/** Removes a member, or cancels an invitation. */
function deleteMembership(c: Context<Env>): Response {
  const world = organizationAsked(c);
  requireOwner(c);
  const { id } = accountAsked(c);
  const open = openInvitationOf(world, id);
  if (world.members.has(id)) {
    if (isLastOwner(world, id)) throw forbidden('Cannot remove the last owner of the organization.');
    removeMember(world, id);
  } else if (open !== undefined) world.invitations.delete(open.id);
  else throw notFound();
  return noContent();
}

async function acceptMembership(c: Context<Env>): Promise<Response> {
  const world = organizationAsked(c);
  const account = personAsking(c);
  const { state } = await bodyOf(c);
  if (state !== 'active') throw refusal(422, 'Invalid request.\n\nFor \'state\', only "active" is accepted.');
  const open = openInvitationOf(world, account.id);
  if (open !== undefined) acceptInvitation(world, open);
  else if (!world.members.has(account.id)) throw notFound();
  return c.json(membershipJson(world, account, c.var.root));
}

function invitationRole(role: Membership['role']): Invitation['role'] {
  return role === 'admin' ? 'admin' : 'direct_member';
}

function membershipOf(world: World, account: Account) {
  const membership = world.members.get(account.id);
  if (membership !== undefined) return { state: 'active', role: membership.role } as const;
  const open = openInvitationOf(world, account.id);
  if (open === undefined) return undefined;
  // What a reinstatement will bring is not told before it is accepted.
  const role = open.role === 'direct_member' || open.role === 'reinstate' ? 'member' : open.role;
  return { state: 'pending', role } as const;
}

/** GitHub's `org-membership`. */
function membershipJson(world: World, account: Account, root: string) {
  const membership = membershipOf(world, account);
  if (membership === undefined) throw notFound();
  const organization = organizationSimpleJson(world, root);
  return {
    url: `${organization.url}/memberships/${account.login}`,
    ...membership,
    direct_membership: true,
    enterprise_teams_providing_indirect_membership: [],
    organization_url: organization.url,
    organization,
    user: accountJson(account, root),
    permissions: {
      can_create_repository: membership.role === 'admin' || world.organization.membersCanCreateRepos,
    },
  };
}
