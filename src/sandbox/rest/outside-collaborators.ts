import type { Context } from 'hono';
import type { RepositoryRole } from '../../model/permission.ts';
import type { App, Env } from '../app.ts';
import { forbidden, noContent, notFound, refusal } from '../http/answers.ts';
import { accountAsked, below, organizationAsked, organizationPaths, requireOwner } from '../http/asked.ts';
import { bodyOf, booleanIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { accountJson } from '../json/account-json.ts';
import { reposOfTeamsOf, stronger } from '../world/access.ts';
import { accountOf } from '../world/accounts.ts';
import { convertToOutside, isLastOwner } from '../world/members.ts';
import { outsideCollaborators } from '../world/repos.ts';
import type { World } from '../world/world.ts';

/** People with direct grants who are no members: https://docs.github.com/en/rest/orgs/outside-collaborators */
export function registerOutsideCollaborators(app: App): void {
  app.on('GET', below(organizationPaths, '/outside_collaborators'), (c) => {
    const world = organizationAsked(c);
    const shown = (c.req.query('filter') ?? 'all') === 'all' ? [...outsideCollaborators(world)] : [];
    return page(c, shown, (account) => accountJson(accountOf(world, account), c.var.root));
  });
  app.on('PUT', below(organizationPaths, '/outside_collaborators/:username'), convert);
  app.on('DELETE', below(organizationPaths, '/outside_collaborators/:username'), remove);
}

async function convert(c: Context<Env>): Promise<Response> {
  const world = organizationAsked(c);
  requireOwner(c);
  const { id, login } = accountAsked(c);
  if (!world.members.has(id)) {
    throw forbidden(`${login} is not a member of the ${world.organization.name} organization.`);
  }
  if (isLastOwner(world, id)) throw forbidden('Cannot convert the last owner to an outside collaborator.');
  const later = booleanIn(await bodyOf(c), 'async') ?? false;
  convertToOutside(world, id, keptGrants(world, id));
  return later ? c.json({}, 202) : noContent();
}

/** What the person's teams give, where no direct grant is stronger. */
function keptGrants(world: World, account: number): Map<number, RepositoryRole> {
  const kept = reposOfTeamsOf(world, account);
  for (const [id, role] of kept) {
    kept.set(id, stronger(world, world.repos.get(id)?.collaborators.get(account), role) ?? role);
  }
  return kept;
}

function remove(c: Context<Env>): Response {
  const world = organizationAsked(c);
  requireOwner(c);
  const { id } = accountAsked(c);
  if (world.members.has(id)) {
    throw refusal(422, 'You cannot specify an organization member to remove as an outside collaborator.');
  }
  if (!outsideCollaborators(world).has(id)) throw notFound();
  for (const repo of world.repos.values()) repo.collaborators.delete(id);
  return noContent();
}
