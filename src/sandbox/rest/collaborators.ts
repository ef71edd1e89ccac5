import type { Context } from 'hono';
import type { RepositoryRole } from '../../model/permission.ts';
import type { App, Env } from '../app.ts';
import { archived, invalid, noContent, notFound, refusal } from '../http/answers.ts';
import { accountAsked, actingAccount, below, repoAsked, repoPaths, requireRepoAdmin } from '../http/asked.ts';
import { bodyOf, textIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { accountJson } from '../json/account-json.ts';
import { repoInvitationJson } from '../json/invitation-json.ts';
import { builtInRole, permissionsJson, restWord, roleOfWord } from '../json/permission-words.ts';
import { everybodyOn, roleOn, strength } from '../world/access.ts';
import { accountOf } from '../world/accounts.ts';
import { isOwner } from '../world/members.ts';
import { inviteToRepo } from '../world/repos.ts';
import { isProvisioned, refuseRepoInvitation, notProvisioned } from './invitation-rules.ts';
import type { Account, Repo, World } from '../world/world.ts';

/** Who may touch a repository: https://docs.github.com/en/rest/collaborators/collaborators */
export function registerCollaborators(app: App): void {
  app.on('GET', below(repoPaths, '/collaborators'), listCollaborators);
  const one = below(repoPaths, '/collaborators/:username');
  app.on('GET', one, (c) => {
    if (roleOn(c.var.world, accountAsked(c).id, repoAsked(c)) === undefined) throw notFound();
    return noContent();
  });
  app.on('PUT', one, putCollaborator);
  app.on('DELETE', one, deleteCollaborator);
  app.on('GET', below(repoPaths, '/collaborators/:username/permission'), (c) =>
    c.json(permissionJson(c.var.world, accountAsked(c), repoAsked(c), c.var.root)),
  );
}

/** `role_name` is the highest of all the ways that a person has, whichever affiliation is asked for. */
function listCollaborators(c: Context<Env>): Response {
  const repo = repoAsked(c);
  const { world, root } = c.var;
  const affiliation = c.req.query('affiliation') ?? 'all';
  const permission = c.req.query('permission');
  const shown = collaboratorsOf(world, repo, affiliation).filter(
    ({ role }) => permission === undefined || restWord(builtInRole(world, role)) === permission,
  );
  return page(c, shown, ({ account, role }) => ({
    ...accountJson(accountOf(world, account), root),
    permissions: permissionsJson(world, role),
    role_name: role,
  }));
}

/** Direct ones are explicit grants alone: neither owners nor whoever a team or the base permission lets in. */
function collaboratorsOf(world: World, repo: Repo, affiliation: string): { account: number; role: RepositoryRole }[] {
  return [...everybodyOn(world, repo)]
    .filter(([account]) => affiliation === 'all' || repo.collaborators.has(account))
    .filter(([account]) => affiliation !== 'outside' || !world.members.has(account))
    .map(([account, role]) => ({ account, role }));
}

async function putCollaborator(c: Context<Env>): Promise<Response> {
  const repo = repoAsked(c);
  requireRepoAdmin(c, repo);
  const account = accountAsked(c);
  const { world, root } = c.var;
  const role = roleOfWord(world, textIn(await bodyOf(c), 'permission') ?? 'push');
  if (role === undefined) throw invalid({ resource: 'Collaborator', code: 'invalid', field: 'permission' });
  if (repo.archived) throw archived();
  if (account.type !== 'User') throw invalid({ resource: 'Collaborator', code: 'invalid', field: 'user' });
  refuseBelowBase(world, account, role);
  if (!world.members.has(account.id) && !repo.collaborators.has(account.id)) {
    if (world.organization.managedUsers) return addProvisioned(repo, account, role);
    refuseRepoInvitation(world, repo, account);
    const invitation = inviteToRepo(world, repo, account.id, role, actingAccount(c));
    return c.json(repoInvitationJson(world, repo, invitation, root), 201);
  }
  repo.collaborators.set(account.id, role);
  return noContent();
}

/** Who is provisioned is added without being asked; nobody else can be. */
function addProvisioned(repo: Repo, account: Account, role: RepositoryRole): Response {
  if (!isProvisioned(account)) throw notProvisioned();
  repo.collaborators.set(account.id, role);
  return noContent();
}

/** A member cannot be given less than the base permission gives. Owners have more than any grant in any case. */
function refuseBelowBase(world: World, account: Account, role: RepositoryRole): void {
  const { basePermission } = world.organization;
  if (!world.members.has(account.id) || isOwner(world, account.id)) return;
  if (strength(world, role) >= strength(world, basePermission)) return;
  throw refusal(422, `Cannot assign ${account.login} permission of ${role}`, { errors: [] });
}

function deleteCollaborator(c: Context<Env>): Response {
  const repo = repoAsked(c);
  requireRepoAdmin(c, repo);
  const { id } = accountAsked(c);
  if (repo.archived) throw archived();
  repo.collaborators.delete(id);
  return noContent();
}

/** GitHub's `repository-collaborator-permission`; its older field knows neither triage nor maintain. */
function permissionJson(world: World, account: Account, repo: Repo, root: string) {
  const role = roleOn(world, account.id, repo) ?? (repo.visibility === 'public' ? 'read' : undefined);
  const user = accountJson(account, root);
  if (role === undefined) {
    const permissions = { admin: false, maintain: false, push: false, triage: false, pull: false };
    return { permission: 'none', role_name: '', user: { ...user, permissions, role_name: '' } };
  }
  const legacy = { read: 'read', triage: 'read', write: 'write', maintain: 'write', admin: 'admin' } as const;
  return {
    permission: legacy[builtInRole(world, role)],
    role_name: role,
    user: { ...user, permissions: permissionsJson(world, role), role_name: role },
  };
}
