import type { App } from '../app.ts';
import { notFound } from '../http/answers.ts';
import { accountAsked, personAsking } from '../http/asked.ts';
import { page } from '../http/page.ts';
import { organizationSimpleJson, privateUserJson, publicUserJson } from '../json/account-json.ts';
import { teamFullJson } from '../json/team-json.ts';
import { organizationAccount } from '../world/accounts.ts';

/** Accounts: https://docs.github.com/en/rest/users/users */
export function registerUsers(app: App): void {
  app.get('/user', (c) => c.json(privateUserJson(personAsking(c), c.var.root)));
  app.get('/users/:username', (c) => c.json(publicUserJson(accountAsked(c), c.var.root)));
  app.get('/user/:account_id{[0-9]+}', (c) => {
    const { world } = c.var;
    const id = Number(c.req.param('account_id'));
    const account = world.accounts.get(id) ?? organizationAccount(world);
    if (account.id !== id) throw notFound();
    return c.json(publicUserJson(account, c.var.root));
  });
  app.get('/user/orgs', (c) => {
    const { world, root } = c.var;
    const organizations = world.members.has(personAsking(c).id) ? [world] : [];
    return page(c, organizations, (each) => organizationSimpleJson(each, root));
  });
  // Nobody has made their membership public.
  app.get('/users/:username/orgs', (c) => {
    accountAsked(c);
    return page(c, [], (nothing: object) => nothing);
  });
  app.get('/user/teams', (c) => {
    const { world, root } = c.var;
    const { id } = personAsking(c);
    const teams = [...world.teams.values()].filter((team) => team.members.has(id));
    return page(c, teams, (team) => teamFullJson(world, team, root));
  });
}
