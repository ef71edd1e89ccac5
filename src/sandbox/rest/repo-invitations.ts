import type { Context } from 'hono';
import { repositoryRoles } from '../../model/permission.ts';
import type { App, Env } from '../app.ts';
import { archived, noContent, notFound } from '../http/answers.ts';
import { below, personAsking, repoAsked, repoPaths, requireRepoAdmin } from '../http/asked.ts';
import { bodyOf, wordIn } from '../http/body.ts';
import { page } from '../http/page.ts';
import { repoInvitationJson } from '../json/invitation-json.ts';
import { acceptRepoInvitation, isExpired } from '../world/repos.ts';
import type { Repo, RepoInvitation } from '../world/world.ts';

interface Found {
  readonly repo: Repo;
  readonly invitation: RepoInvitation;
}

/** Invitations to one repository: https://docs.github.com/en/rest/collaborators/invitations */
export function registerRepoInvitations(app: App): void {
  app.on('GET', below(repoPaths, '/invitations'), (c) => {
    const repo = repoAsked(c);
    requireRepoAdmin(c, repo);
    const found = [...repo.invitations.values()].map((invitation) => ({ repo, invitation }));
    return page(c, found, (each) => json(c, each));
  });
  app.on('PATCH', below(repoPaths, '/invitations/:invitation_id{[0-9]+}'), async (c) => {
    const found = changeable(c);
    found.invitation.role = wordIn(await bodyOf(c), 'permissions', repositoryRoles) ?? found.invitation.role;
    return c.json(json(c, found));
  });
  app.on('DELETE', below(repoPaths, '/invitations/:invitation_id{[0-9]+}'), (c) => {
    const { repo, invitation } = changeable(c);
    repo.invitations.delete(invitation.id);
    return noContent();
  });
  registerOwn(app);
}

/** The invited person's side. */
function registerOwn(app: App): void {
  app.get('/user/repository_invitations', (c) => page(c, own(c), (each) => json(c, each)));
  app.patch('/user/repository_invitations/:invitation_id', (c) => {
    const { repo, invitation } = ownAsked(c);
    if (isExpired(c.var.world, invitation)) throw notFound();
    acceptRepoInvitation(repo, invitation);
    return noContent();
  });
  app.delete('/user/repository_invitations/:invitation_id', (c) => {
    const { repo, invitation } = ownAsked(c);
    repo.invitations.delete(invitation.id);
    return noContent();
  });
}

function changeable(c: Context<Env>): Found {
  const repo = repoAsked(c);
  requireRepoAdmin(c, repo);
  const invitation = repo.invitations.get(Number(c.req.param('invitation_id')));
  if (invitation === undefined) throw notFound();
  if (repo.archived) throw archived();
  return { repo, invitation };
}

function own(c: Context<Env>): Found[] {
  const { id } = personAsking(c);
  return [...c.var.world.repos.values()].flatMap((repo) =>
    [...repo.invitations.values()]
      .filter((invitation) => invitation.account === id)
      .map((invitation) => ({ repo, invitation })),
  );
}

function ownAsked(c: Context<Env>): Found {
  const found = own(c).find(({ invitation }) => invitation.id === Number(c.req.param('invitation_id')));
  if (found === undefined) throw notFound();
  return found;
}

function json(c: Context<Env>, { repo, invitation }: Found): object {
  return repoInvitationJson(c.var.world, repo, invitation, c.var.root);
}
