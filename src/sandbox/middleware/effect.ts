import type { Context, MiddlewareHandler } from 'hono';
import type { Env } from '../app.ts';
import { accountByLogin } from '../world/accounts.ts';
import { openInvitationOf } from '../world/invitations.ts';
import { repoByName } from '../world/repos.ts';
import { teamBySlug } from '../world/teams.ts';
import type { Account, Repo, Team, World } from '../world/world.ts';

/**
 * Notes whether a write changed anything, whatever it is answered and whether or not the answer arrives. What a request
 * names is compared as it was just before and is just after.
 */
export const noteEffect: MiddlewareHandler<Env> = async (c, next) => {
  if (!c.var.note.write) return next();
  const named = namedBy(c);
  const before = toldOf(c.var.world, named);
  await next();
  c.var.note.effect = toldOf(c.var.world, named) !== before;
  return undefined;
};

interface Named {
  readonly account: Account | undefined;
  readonly team: Team | undefined;
  readonly repo: Repo | undefined;
  /** Of the organisation. */
  readonly invitation: number | undefined;
}

/** Found before the request, as it may give them another name. */
function namedBy({ req, var: { world, actor } }: Context<Env>): Named {
  const find = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(req.path)?.[1];
    return found === undefined ? undefined : decodeURIComponent(found);
  };
  const login = find(/\/(?:members|memberships|public_members|outside_collaborators|collaborators)\/([^/]+)$/);
  const slug = find(/^\/orgs\/[^/]+\/teams\/([^/]+)/);
  const teamId = find(/^(?:\/organizations\/\d+\/team|\/teams)\/(\d+)/);
  const name = find(/^\/repos\/[^/]+\/([^/]+)/) ?? find(/\/repos\/[^/]+\/([^/]+)$/);
  const repoId = find(/^\/repositories\/(\d+)/);
  const invitation = find(/^\/org[^/]+\/[^/]+\/invitations\/(\d+)$/);
  const self = req.path.startsWith('/user/') && actor.kind === 'user' ? actor.account : undefined;
  return {
    account: self ?? (login === undefined ? undefined : accountByLogin(world, login)),
    team: slug === undefined ? world.teams.get(Number(teamId)) : teamBySlug(world, slug),
    repo: name === undefined ? world.repos.get(Number(repoId)) : repoByName(world, name),
    invitation: invitation === undefined ? undefined : Number(invitation),
  };
}

/** All that a request may change of what it names; whatever is made takes the next id. */
function toldOf(world: World, { account, team, repo, invitation }: Named): string {
  return JSON.stringify([
    world.nextId,
    isOrganizationItself(account, team, repo, invitation) && organizationTold(world),
    account && personTold(world, account.id, team, repo),
    team && teamTold(world, team, repo),
    repo && [...repo.invitations.values()].map(({ id, role }) => [id, role]),
    invitation !== undefined && [world.invitations.has(invitation), world.failedInvitations.has(invitation)],
  ]);
}

function isOrganizationItself(...named: readonly unknown[]): boolean {
  return named.every((each) => each === undefined);
}

function organizationTold({ organization }: World): unknown {
  return { ...organization, settings: [...organization.settings], customRoles: organization.customRoles.size };
}

function personTold(world: World, id: number, team: Team | undefined, repo: Repo | undefined): unknown {
  const open = openInvitationOf(world, id);
  let [grants, invitations] = [0, 0];
  for (const each of world.repos.values()) {
    if (each.collaborators.has(id)) grants += 1;
    for (const { account } of each.invitations.values()) if (account === id) invitations += 1;
  }
  return [
    world.members.get(id)?.role,
    open && [open.role, [...open.teams]],
    team?.members.get(id),
    repo?.collaborators.get(id),
    grants,
    invitations,
  ];
}

function teamTold(world: World, team: Team, repo: Repo | undefined): unknown {
  const { name, description, privacy, notificationSetting, parent } = team;
  const grant = repo && team.repos.get(repo.id);
  return [world.teams.has(team.id), name, description, privacy, notificationSetting, parent, grant];
}
