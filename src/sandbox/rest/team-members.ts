import type { Context } from 'hono';
import type { TeamRole } from '../../model/org-state.ts';
import type { App, Env } from '../app.ts';
import { invalid, noContent, notFound } from '../http/answers.ts';
import {
  accountAsked,
  actingAccount,
  below,
  requireMaintainer,
  requireOwner,
  teamAsked,
  teamPaths,
} from '../http/asked.ts';
import { bodyOf, wordIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { accountJson } from '../json/account-json.ts';
import { invitationJson } from '../json/invitation-json.ts';
import { accountOf } from '../world/accounts.ts';
import { invite, openInvitationOf } from '../world/invitations.ts';
import { membersWithChildren, teamRole } from '../world/teams.ts';
import type { Account, Team, World } from '../world/world.ts';
import { refuseNewInvitation } from './invitation-rules.ts';
import { refuseExternal } from './team-rules.ts';

const roles: readonly TeamRole[] = ['member', 'maintainer'];

/** Who is in a team, and who will be: https://docs.github.com/en/rest/teams/members */
export function registerTeamMembers(app: App): void {
  app.on('GET', below(teamPaths, '/members'), listMembers);
  app.on('GET', below(teamPaths, '/invitations'), (c) => {
    const team = teamAsked(c);
    const { world, root } = c.var;
    const invitations = [...world.invitations.values()].filter(({ teams }) => teams.has(team.id));
    return page(c, invitations, (invitation) => invitationJson(world, invitation, root));
  });
  app.on('GET', below(teamPaths, '/memberships/:username'), (c) =>
    c.json(membershipJson(c.var.world, teamAsked(c), accountAsked(c), c.var.root)),
  );
  app.on('PUT', below(teamPaths, '/memberships/:username'), putMembership);
  app.on('DELETE', below(teamPaths, '/memberships/:username'), deleteMembership);
}

/** The members of child teams are in the list; `role` and `inherited` only where GitHub has enabled them. */
function listMembers(c: Context<Env>): Response {
  const team = teamAsked(c);
  const { world, root } = c.var;
  const asked = c.req.query('role') ?? 'all';
  const shown = membersWithChildren(world, team).filter(({ role }) => asked === 'all' || role === asked);
  return page(c, shown, ({ account, role, inherited }) => ({
    ...accountJson(accountOf(world, account), root),
    ...(world.behaviours.teamMembersCarryRole ? { role, inherited } : {}),
  }));
}

/** Somebody who is no member is invited to the organisation, or the team joins the invitation that is open. */
async function putMembership(c: Context<Env>): Promise<Response> {
  const team = teamAsked(c);
  const { world, root } = c.var;
  requireMaintainer(c, team);
  refuseExternal(team);
  const account = accountAsked(c);
  const role = wordIn(await bodyOf(c), 'role', roles) ?? 'member';
  if (account.type !== 'User') {
    throw invalid({
      resource: 'TeamMember',
      code: 'org',
      field: 'user',
      message: 'Cannot add an organization as a member',
    });
  }
  if (world.members.has(account.id)) team.members.set(account.id, teamRole(world, account.id, role));
  else {
    requireOwner(c);
    inviteInto(world, team, account, role, actingAccount(c));
  }
  return c.json(membershipJson(world, team, account, root));
}

function inviteInto(world: World, team: Team, account: Account, role: TeamRole, inviter: number): void {
  const open = openInvitationOf(world, account.id);
  if (open !== undefined) {
    open.teams.set(team.id, role);
    return;
  }
  refuseNewInvitation(world, account);
  invite(world, { account: account.id, role: 'direct_member', teams: [[team.id, role]], inviter });
}

/**
 * For somebody who has not accepted yet it takes the team out of the invitation. Somebody who is not in the team, but
 * for a child of it perhaps, is answered the same (terraform-provider-github#3461).
 */
function deleteMembership(c: Context<Env>): Response {
  const team = teamAsked(c);
  requireMaintainer(c, team);
  refuseExternal(team);
  const { id } = accountAsked(c);
  team.members.delete(id);
  openInvitationOf(c.var.world, id)?.teams.delete(team.id);
  return noContent();
}

/** GitHub's `team-membership`: of the team itself or one below it, or pending. */
function membershipJson(world: World, team: Team, account: Account, root: string) {
  const shown = membersWithChildren(world, team).find((member) => member.account === account.id);
  const pending = openInvitationOf(world, account.id)?.teams.get(team.id);
  const role = shown?.role ?? pending;
  if (role === undefined) throw notFound();
  return {
    url: `${root}/organizations/${world.organization.id}/team/${team.id}/memberships/${account.login}`,
    role,
    state: shown === undefined ? 'pending' : 'active',
  };
}
