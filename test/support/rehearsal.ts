import { execFileSync } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/start.ts';
import { expectDone } from './applied-repo.ts';
import { mixedChanges } from './mixed-changes.ts';
import { aStateRepo, type LiveJson, type StateRepoFixture } from './state-repo.ts';

/** What the sandbox's own log tells of a request. */
export interface Logged {
  readonly method: string;
  readonly path: string;
  /** 0 where no answer was given. */
  readonly status: number;
  readonly at: string;
  readonly id: string | null;
  readonly effect: boolean;
}

/** A copy of a state repo, its remote and its GitHub, to be spoiled. */
export interface Rehearsal {
  /** The clone in which the run is started. */
  readonly dir: string;
  readonly remote: string;
  readonly env: Readonly<Record<string, string>>;
  readonly git: (...args: readonly string[]) => string;
  /** Another clone, as the next run of CI has it. */
  clone(): string;
  control<Answer>(method: 'GET' | 'POST', call: string, body?: object): Promise<Answer>;
  log(): Promise<readonly Logged[]>;
  /** Without the times. */
  live(): Promise<LiveJson>;
  /** Calls back at the very moment at which a request comes in. @returns what ends that */
  onRequest(heard: (method: string, path: string) => void): () => void;
  close(): Promise<void>;
}

/** A state repo with {@link mixedChanges} committed and not applied. */
export async function aTemplate(): Promise<StateRepoFixture> {
  const repo = await aStateRepo(mixedChanges.failing, { live: mixedChanges.live });
  await repo.control('POST', 'change', { addAccounts: mixedChanges.accounts });
  expectDone(await repo.apply());
  await repo.control('POST', 'clock', { advance: '8d' });
  repo.commitState('Before', mixedChanges.start);
  expectDone(await repo.apply());
  repo.commitState('Three hundred changes', mixedChanges.desired);
  return repo;
}

/**
 * Copies a state repo as it is: a fraction of the time that it takes to make one.
 * @param latencyMs how long its GitHub takes for every answer
 */
export async function rehearsalOf(template: StateRepoFixture, latencyMs = 0): Promise<Rehearsal> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-rehearsal-'));
  const [remote, dir] = [join(folder, 'remote.git'), join(folder, 'clone')];
  cpSync(template.sandbox.remote ?? '', remote, { recursive: true });
  cpSync(template.dir, dir, { recursive: true });
  git(dir, ['remote', 'set-url', 'origin', `file://${remote}`]);
  const sandbox = await startSandbox({ repository: remote });
  Object.assign(sandbox.world, structuredClone(template.sandbox.world));
  sandbox.world.limits.latencyMs = latencyMs;
  const control = async <Answer>(method: string, call: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${sandbox.url}/_sandbox/${call}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${call}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  return {
    dir,
    remote,
    env: { GITHUB_API_URL: sandbox.url, GITHUB_TOKEN: sandbox.token, ROLLCALL_PACING: 'off' },
    git: (...args) => git(dir, args),
    clone: () => {
      const to = mkdtempSync(join(folder, 'another-'));
      git(to, ['clone', '--quiet', `file://${remote}`, '.']);
      return to;
    },
    control,
    log: async () => (await control<{ entries: readonly Logged[] }>('GET', 'requests')).entries,
    live: async () => withoutTimes(await control<LiveJson>('GET', 'state')),
    onRequest: (heard) => listenTo(sandbox, heard),
    close: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function withoutTimes(live: LiveJson): LiveJson {
  return JSON.parse(JSON.stringify(live), (key, value: unknown) =>
    key === 'createdAt' ? undefined : value,
  ) as LiveJson;
}

/** Node tells of each request of every server in the process: no polling, and nothing in between that takes time. */
function listenTo({ url }: RunningSandbox, heard: (method: string, path: string) => void): () => void {
  const port = Number(new URL(url).port);
  const channel = 'http.server.request.start';
  const listener = (message: unknown): void => {
    const { request } = message as { readonly request: IncomingMessage };
    const { method = '', url: path = '' } = request;
    if (request.socket.localPort === port && !path.startsWith('/_sandbox')) heard(method, path);
  };
  subscribe(channel, listener);
  return () => unsubscribe(channel, listener);
}

function git(cwd: string, args: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  return execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}
