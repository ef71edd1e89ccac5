import type { Context } from 'hono';
import type { Env } from '../app.ts';
import { archived, notFound, refusal } from '../http/answers.ts';
import { type Body, bodyOf, required, textIn } from '../http/body.ts';
import { accountJson } from '../json/account-json.ts';
import { repoJson } from '../json/repo-json.ts';
import { roleOn, strength } from '../world/access.ts';
import { iso, now } from '../world/clock.ts';
import type { Account, Repo, World } from '../world/world.ts';
import { type PullsData, pullsOf } from './data.ts';
import { type Git, gitIn } from './git.ts';

/** The repository of the organisation that has pull requests here. */
export interface StateRepository {
  readonly id: number;
  /** Path of the bare git repository behind it. */
  readonly path: string;
}

/** One request to the state repository, with what every answer needs. */
export interface Ask {
  readonly c: Context<Env>;
  readonly world: World;
  readonly data: PullsData;
  readonly repo: Repo;
  readonly git: Git;
  readonly actor: Account;
  readonly root: string;
  /** The repository's URL below `root`. */
  readonly url: string;
  /** `owner/name`. */
  readonly fullName: string;
  readonly now: string;
  readonly body: Body;
}

/** Answers a request or throws a refusal. */
export type Handler = (ask: Ask) => Promise<Response> | Response;

/** @returns undefined where the path names another repository */
export async function toAsk(c: Context<Env>, state: StateRepository): Promise<Ask | undefined> {
  const { world, root } = c.var;
  const repo = world.repos.get(state.id);
  const owner = world.organization.name;
  const asked = `${c.req.param('owner')}/${c.req.param('repo')}`.toLowerCase();
  const fullName = `${owner}/${repo?.name}`;
  if (repo === undefined || asked !== fullName.toLowerCase()) return undefined;
  const body = await bodyOf(c);
  const common = { c, world, repo, root, fullName, body, data: pullsOf(world), git: gitIn(state.path) };
  const ask = { ...common, actor: actorOf(c), url: `${root}/repos/${fullName}`, now: iso(now(world)) };
  if (roleOf(ask, ask.actor) === undefined) throw notFound();
  if (repo.archived && c.req.method !== 'GET') throw archived();
  return ask;
}

function actorOf(c: Context<Env>): Account {
  const { actor } = c.var;
  if (actor.kind === 'user' || actor.kind === 'installation') return actor.account;
  throw refusal(401, 'Requires authentication');
}

/** The role that somebody has on the state repository; the app is installed with all rights. */
export function roleOf({ world, repo }: Pick<Ask, 'world' | 'repo'>, account: Account): string | undefined {
  return account.id === world.organization.app.account ? 'admin' : roleOn(world, account.id, repo);
}

export function mayWrite(ask: Ask): boolean {
  return strength(ask.world, roleOf(ask, ask.actor) ?? 'none') >= strength(ask.world, 'write');
}

/** Whoever may read may ask, review and comment; this is for what only writers may do. */
export function requireWrite(ask: Ask): void {
  if (!mayWrite(ask)) throw refusal(403, 'Must have push access to the repository.');
}

export function param(ask: Ask, name: string): string {
  return ask.c.req.param(name) ?? '';
}

export function requiredText(ask: Ask, name: string): string {
  return required(textIn(ask.body, name), name);
}

/** Null for an account that is gone. */
export function userJson({ world, root }: Ask, id: number): object | null {
  const account = world.accounts.get(id);
  return account === undefined ? null : accountJson(account, root);
}

/** How somebody stands to the repository; OWNER is only for a person's own repositories. */
export function associationOf({ world, repo }: Ask, id: number): 'MEMBER' | 'COLLABORATOR' | 'NONE' {
  if (world.members.has(id)) return 'MEMBER';
  return repo.collaborators.has(id) ? 'COLLABORATOR' : 'NONE';
}

export function repositoryJson({ world, repo, root }: Ask) {
  return repoJson(world, repo, undefined, root);
}
