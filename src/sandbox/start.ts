import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { serve } from '@hono/node-server';
import { UsageError } from '../model/errors.ts';
import type { OrgState } from '../model/org-state.ts';
import { application } from './application.ts';
import { controlApplication } from './control/routes.ts';
import { createKeeper, readWorld } from './data-file.ts';
import { noUsage } from './middleware/usage.ts';
import { gitIn } from './pulls/git.ts';
import type { Sandbox } from './sandbox.ts';
import { addAccount, stableId } from './world/accounts.ts';
import type { Behaviours } from './world/behaviours.ts';
import { emptyWorld } from './world/empty.ts';
import { worldFromState } from './world/from-state.ts';
import type { Limits } from './world/limits.ts';
import { addMember } from './world/members.ts';
import { addRepo, repoByName } from './world/repos.ts';
import type { World } from './world/world.ts';

export interface SandboxOptions {
  /** Any free one by default. */
  readonly port?: number;
  /** What live is to be; without it an organisation called acme with one owner, `owner`. */
  readonly from?: OrgState;
  /** Path of the bare git repository behind the pull requests; made where it is missing. */
  readonly repository?: string;
  /** A file that keeps the world. Where it exists already, the world is what it holds, and `from` is not looked at. */
  readonly data?: string;
  readonly limits?: Partial<Limits>;
  readonly behaviours?: Partial<Behaviours>;
}

export interface RunningSandbox {
  /** Such as `http://127.0.0.1:40001`, without a slash at the end. */
  readonly url: string;
  /** The bot's. */
  readonly token: string;
  readonly organization: string;
  /** `owner/name`; null where there is none. */
  readonly stateRepository: string | null;
  /** Absolute path of the bare git repository; null where there is none. */
  readonly remote: string | null;
  readonly world: World;
  close(): Promise<void>;
}

/** No secret: the sandbox listens on loopback alone and keeps nothing of value. */
const botToken = 'rollcall-sandbox';

/** Starts an embedded GitHub on loopback. @throws UsageError where the port is taken or the data file is no sandbox's */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { data } = options;
  const world = (data === undefined ? undefined : readWorld(data)) ?? newWorld(options.from);
  Object.assign(world.limits, options.limits);
  Object.assign(world.behaviours, options.behaviours);
  const repo = stateRepositoryOf(world, options);
  const remote = options.repository === undefined ? null : await bareRepository(resolve(options.repository));
  const keeper = data === undefined ? undefined : createKeeper(data, world);
  const sandbox: Sandbox = {
    world,
    tokens: new Map([[botToken, Number.POSITIVE_INFINITY]]),
    requests: [],
    faults: [],
    usage: noUsage(),
    earlier: [],
    keep: () => keeper?.keep(),
  };
  sandbox.keep();
  const listening = await listen(sandbox, remote !== null && repo ? { id: repo.id, path: remote } : undefined, options);
  return {
    ...listening,
    close: async () => {
      await listening.close();
      keeper?.flush();
    },
    token: botToken,
    organization: world.organization.name,
    stateRepository: repo ? `${world.organization.name}/${repo.name}` : null,
    remote,
    world,
  };
}

function newWorld(from: OrgState | undefined): World {
  if (from !== undefined) return worldFromState(from);
  const world = emptyWorld('acme');
  const owner = addAccount(
    world,
    'owner',
    stableId('owner', (id) => world.accounts.has(id)),
  );
  addMember(world, owner.id, 'admin');
  return world;
}

const stateRepositoryKey = 'state-repository';

/** The repository with the pull requests, remembered by id so that a restart finds it under whatever name. */
function stateRepositoryOf(world: World, options: SandboxOptions) {
  const known = world.documents.get(stateRepositoryKey);
  if (typeof known === 'number') return world.repos.get(known);
  const name = options.from?.organization.stateRepository?.split('/').at(-1);
  if (name === undefined && options.repository === undefined) return undefined;
  const repo = repoByName(world, name ?? 'access') ?? addRepo(world, { name: name ?? 'access' });
  world.documents.set(stateRepositoryKey, repo.id);
  return repo;
}

async function bareRepository(path: string): Promise<string> {
  if (!existsSync(path)) await gitIn('.').run(['init', '--quiet', '--bare', '--initial-branch=main', path]);
  return path;
}

type Pulls = Parameters<typeof application>[1];

function listen(sandbox: Sandbox, pulls: Pulls, { port = 0 }: SandboxOptions) {
  const github = application(sandbox, pulls);
  const control = controlApplication(sandbox);
  return new Promise<Pick<RunningSandbox, 'url' | 'close'>>((done, fail) => {
    const server = serve({
      hostname: '127.0.0.1',
      port,
      fetch: (request, env) =>
        new URL(request.url).pathname.startsWith('/_sandbox') ? control.fetch(request) : github.fetch(request, env),
    });
    server.once('error', (cause: Error) =>
      fail(new UsageError('cannot-listen', `The sandbox cannot listen on port ${port}: ${cause.message}.`, { cause })),
    );
    server.once('listening', () => {
      const { port: taken } = server.address() as AddressInfo;
      done({ url: `http://127.0.0.1:${taken}`, close: () => stop(server) });
    });
  });
}

function stop(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
