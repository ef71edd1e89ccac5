import type { Context } from 'hono';
import type { App, Env } from '../app.ts';
import { invalid, noContent, notFound } from '../http/answers.ts';
import { actingAccount, below, organizationAsked, organizationPaths, requireOwner } from '../http/asked.ts';
import { type Body, bodyOf, listIn, numberIn, textIn, wordIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { invitationJson } from '../json/invitation-json.ts';
import { teamJson } from '../json/team-json.ts';
import { invite } from '../world/invitations.ts';
import type { Account, FailedInvitation, Invitation, InvitationRole, World } from '../world/world.ts';
import { refuseInvitation } from './invitation-rules.ts';

const roles: readonly InvitationRole[] = ['direct_member', 'admin', 'billing_manager', 'reinstate'];

/** Invitations to the organisation: https://docs.github.com/en/rest/orgs/members#list-pending-organization-invitations */
export function registerInvitations(app: App): void {
  app.on('GET', below(organizationPaths, '/invitations'), (c) => {
    const { invitations } = administered(c);
    return page(c, bySourceAndRole(c, [...invitations.values()]), (each) => json(c, each));
  });

  app.on('GET', below(organizationPaths, '/failed_invitations'), (c) => {
    const { failedInvitations } = administered(c);
    return page(c, [...failedInvitations.values()], (each) => json(c, each));
  });

  app.on('POST', below(organizationPaths, '/invitations'), postInvitation);

  app.on('DELETE', below(organizationPaths, '/invitations/:invitation_id{[0-9]+}'), (c) => {
    const world = administered(c);
    const { id } = invitationAsked(c, world);
    world.invitations.delete(id);
    world.failedInvitations.delete(id);
    return noContent();
  });

  app.on('GET', below(organizationPaths, '/invitations/:invitation_id{[0-9]+}/teams'), (c) => {
    const world = administered(c);
    const teams = [...invitationAsked(c, world).teams.keys()].flatMap((id) => world.teams.get(id) ?? []);
    return page(c, teams, (team) => teamJson(world, team, c.var.root));
  });
}

async function postInvitation(c: Context<Env>): Promise<Response> {
  const world = administered(c);
  const body = await bodyOf(c);
  const role = wordIn(body, 'role', roles) ?? 'direct_member';
  const email = textIn(body, 'email') ?? null;
  const account = inviteeIn(body, world);
  if (account === null && email === null) {
    // octokit/octokit.js#1751
    const message = 'Invite requires either user or email';
    throw invalid({ resource: 'OrganizationInvitation', code: 'unprocessable', field: 'data', message });
  }
  const teams = listIn(body, 'team_ids', 'number');
  for (const id of teams) if (!world.teams.has(id)) throw notFound();
  refuseInvitation(world, account, role);
  const made = invite(world, {
    account: account?.id ?? null,
    email: account === null ? email : null,
    role,
    teams: teams.map((id) => [id, 'member'] as const),
    inviter: actingAccount(c),
  });
  return c.json(json(c, made), 201);
}

function inviteeIn(body: Body, world: World): Account | null {
  const id = numberIn(body, 'invitee_id');
  if (id === undefined) return null;
  const account = world.accounts.get(id);
  if (account === undefined) throw notFound();
  return account;
}

/** Invitations, like all that tells about people outside, are for owners alone. */
function administered(c: Context<Env>): World {
  const world = organizationAsked(c);
  requireOwner(c);
  // "This endpoint is not available for Enterprise Managed User (EMU) organizations."
  if (world.organization.managedUsers) throw notFound();
  return world;
}

function invitationAsked(c: Context<Env>, world: World): Invitation {
  const id = Number(c.req.param('invitation_id'));
  const invitation = world.invitations.get(id) ?? world.failedInvitations.get(id);
  if (invitation === undefined) throw notFound();
  return invitation;
}

function bySourceAndRole(c: Context<Env>, invitations: readonly Invitation[]): readonly Invitation[] {
  const role = c.req.query('role') ?? 'all';
  const source = c.req.query('invitation_source') ?? 'all';
  if (source === 'scim') return [];
  return role === 'all' ? invitations : invitations.filter((invitation) => invitation.role === role);
}

function json(c: Context<Env>, invitation: Invitation | FailedInvitation): object {
  return invitationJson(c.var.world, invitation, c.var.root);
}
