import type { App } from '../app.ts';
import { forbidden, noContent, notFound } from '../http/answers.ts';
import {
  accountAsked,
  below,
  isAdministrator,
  organizationAsked,
  organizationPaths,
  requireOwner,
} from '../http/asked.ts';
import { page } from '../http/page.ts';
import { accountJson } from '../json/account-json.ts';
import { accountOf } from '../world/accounts.ts';
import { isLastOwner, removeMember } from '../world/members.ts';

/** Members, without their invitations: https://docs.github.com/en/rest/orgs/members */
export function registerMembers(app: App): void {
  app.on('GET', below(organizationPaths, '/members'), (c) => {
    const world = organizationAsked(c);
    const role = c.req.query('role') ?? 'all';
    const filter = c.req.query('filter') ?? 'all';
    if (filter !== 'all' && !isAdministrator(c)) throw forbidden('Only owners can use this filter.');
    // Two-factor authentication is on for everybody here.
    const members = filter === 'all' ? [...world.members] : [];
    const shown = members.filter(([, membership]) => role === 'all' || membership.role === role);
    return page(c, shown, ([account]) => accountJson(accountOf(world, account), c.var.root));
  });

  app.on('GET', below(organizationPaths, '/public_members'), (c) => {
    organizationAsked(c);
    return page(c, [], (nobody: object) => nobody);
  });

  app.on('GET', below(organizationPaths, '/public_members/:username'), (c) => {
    organizationAsked(c);
    throw notFound();
  });

  app.on('GET', below(organizationPaths, '/members/:username'), (c) => {
    const world = organizationAsked(c);
    if (!world.members.has(accountAsked(c).id)) throw notFound();
    return noContent();
  });

  app.on('DELETE', below(organizationPaths, '/members/:username'), (c) => {
    const world = organizationAsked(c);
    requireOwner(c);
    const { id } = accountAsked(c);
    if (!world.members.has(id)) throw notFound();
    if (isLastOwner(world, id)) throw forbidden('Cannot remove the last owner of the organization.');
    removeMember(world, id);
    return noContent();
  });
}
