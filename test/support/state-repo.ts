import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyCommand } from '../../src/commands/apply.ts';
import type { Context, Format } from '../../src/commands/context.ts';
import { planCommand } from '../../src/commands/plan.ts';
import type { OrgState } from '../../src/model/org-state.ts';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start.ts';
import { machineClock } from '../../src/scm/machine-clock.ts';
import { serialiseState } from '../../src/state/serialise.ts';

/** What a command printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly log: string;
}

/** A state repo with a real remote, beside a sandbox that is its GitHub. */
export interface StateRepoFixture {
  readonly dir: string;
  readonly sandbox: RunningSandbox;
  git(...args: string[]): string;
  /** Writes files (null removes one), commits them on the branch and pushes. */
  commit(message: string, files: Readonly<Record<string, string | null>>): string;
  /** Makes the files of the state those of this state, commits and pushes. */
  commitState(message: string, state: OrgState): string;
  read(path: string): string;
  write(path: string, text: string): void;
  plan(options?: Parameters<typeof planCommand>[1], context?: Partial<Context>): Promise<Ran>;
  apply(options?: Parameters<typeof applyCommand>[1], context?: Partial<Context>): Promise<Ran>;
  /** The plan's JSON. */
  planned(options?: Parameters<typeof planCommand>[1]): Promise<PlanJson>;
  context(parts?: Partial<Context>): Context & { readonly printed: { out: string; log: string } };
  control<T>(method: 'GET' | 'POST' | 'DELETE', call: string, body?: object): Promise<T>;
  requests(): Promise<Requests>;
  live(): Promise<LiveJson>;
  /** One REST request, as this person; throws where GitHub refuses. */
  as<T>(login: string, method: string, path: string, body?: object): Promise<T>;
  /** Another clone of the remote, by a `file://` URL, so that `--depth` counts. */
  clone(...options: string[]): string;
  /** The repository and its remote as they stand, copied, beside a sandbox of its own that starts from this state. */
  copy(live: OrgState): Promise<StateRepoFixture>;
  close(): Promise<void>;
}

/** What `GET /_sandbox/state` tells. */
export interface LiveJson {
  readonly members: Readonly<Record<string, { readonly id: number; readonly role: string }>>;
  readonly invitations: readonly { readonly login: string; readonly role: string; readonly teams: readonly string[] }[];
  readonly failedInvitations: readonly { readonly login: string }[];
  readonly teams: Readonly<
    Record<
      string,
      {
        readonly name: string;
        readonly parent: string | null;
        readonly members: Readonly<Record<string, string>>;
        readonly repos: Readonly<Record<string, string>>;
      }
    >
  >;
  readonly repos: Readonly<Record<string, { readonly collaborators: Readonly<Record<string, string>> }>>;
}

export interface PlanJson {
  readonly commit: string | null;
  readonly base: string | null;
  readonly summary: { readonly changes: number; readonly removals: Readonly<Record<string, number>> };
  readonly changes: readonly (Readonly<Record<string, unknown>> & { readonly kind: string })[];
  readonly unmanaged: readonly Readonly<Record<string, unknown>>[];
  readonly findings: readonly Readonly<Record<string, unknown>>[];
  readonly violations: readonly { readonly guard: string; readonly message: string; readonly allow?: string }[];
  readonly digest: string;
}

export interface Requests {
  readonly total: number;
  readonly rest: number;
  readonly graphql: number;
  readonly writes: number;
  readonly points: number;
  readonly missing: number;
  readonly entries: readonly { readonly method: string; readonly path: string; readonly status: number }[];
}

/** policy.yaml that stands in nobody's way. */
export const openPolicy = `removals:
  members: { count: 100000, percent: 100 }
  teamMemberships: { count: 100000, percent: 100 }
  teams: { count: 100000, percent: 100 }
  repoAccess: { count: 100000, percent: 100 }
  total: { count: 1000000 }
owners: { minimum: 1 }
`;

/** Starts with live equal to the state, the state committed and pushed, and nothing applied yet. */
export async function aStateRepo(
  state: OrgState,
  {
    policy = openPolicy,
    sandbox: options = {},
    live = state,
  }: { policy?: string | null; sandbox?: SandboxOptions; live?: OrgState } = {},
): Promise<StateRepoFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-test-'));
  const { remote, dir } = placesIn(folder);
  const sandbox = await startSandbox({ from: live, repository: remote, limits: unlimited, ...options });
  mkdirSync(dir);
  run(dir, ['init', '--quiet', '--initial-branch=main']);
  run(dir, ['remote', 'add', 'origin', remote]);
  run(remote, ['symbolic-ref', 'HEAD', 'refs/heads/main']);
  const fixture = fixtureIn(folder, sandbox, policy);
  fixture.commitState('Begin', state);
  return fixture;
}

const placesIn = (folder: string) => ({ remote: join(folder, 'remote.git'), dir: join(folder, 'clone') });

function fixtureIn(folder: string, sandbox: RunningSandbox, policy: string | null): StateRepoFixture {
  const { remote, dir } = placesIn(folder);
  const git = (...args: string[]): string => run(dir, args);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  const commit = (message: string, files: Readonly<Record<string, string | null>>): string => {
    for (const [path, text] of Object.entries(files)) {
      if (text === null) rmSync(join(dir, path), { recursive: true });
      else write(path, text);
    }
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '-m', message);
    git('push', '--quiet', '--set-upstream', 'origin', 'HEAD');
    return git('rev-parse', 'HEAD');
  };
  const control = async <T>(method: string, call: string, body?: object): Promise<T> => {
    const answer = await fetch(`${sandbox.url}/_sandbox/${call}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${call}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const context = (parts: Partial<Context> = {}) => {
    const printed = { out: '', log: '' };
    return {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        GITHUB_API_URL: sandbox.url,
        GITHUB_TOKEN: sandbox.token,
        ROLLCALL_PACING: 'off',
      },
      cwd: dir,
      state: 'state',
      format: 'text' as Format,
      quiet: false,
      verbose: false,
      color: false,
      out: (text: string) => {
        printed.out += `${text}\n`;
      },
      log: (text: string) => {
        printed.log += `${text}\n`;
      },
      ...machineClock,
      signal: new AbortController().signal,
      printed,
      ...parts,
    };
  };
  const ran = async (command: (context: Context) => Promise<number>, parts: Partial<Context> = {}): Promise<Ran> => {
    const used = context(parts);
    const code = await command(used);
    return { code, ...used.printed };
  };
  return {
    dir,
    sandbox,
    git,
    commit,
    commitState: (message, next) => {
      rmSync(join(dir, 'state'), { recursive: true, force: true });
      return commit(message, filesOf(next, policy));
    },
    read: (path) => readFileSync(join(dir, path), 'utf8'),
    write,
    plan: (asked = {}, parts = {}) => ran((used) => planCommand(used, asked), parts),
    apply: (asked = {}, parts = {}) => ran((used) => applyCommand(used, asked), parts),
    planned: async (asked = {}) => {
      const { out } = await ran((used) => planCommand(used, asked), { format: 'json' });
      return JSON.parse(out) as PlanJson;
    },
    context,
    control,
    requests: () => control<Requests>('GET', 'requests'),
    live: () => control<LiveJson>('GET', 'state'),
    as: async <T>(login: string, method: string, path: string, body?: object) => {
      const answer = await fetch(sandbox.url + path, {
        method,
        headers: { authorization: `token as:${login}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    clone: (...options) => {
      const to = mkdtempSync(join(folder, 'another-'));
      run(to, ['clone', '--quiet', ...options, `file://${remote}`, '.']);
      return to;
    },
    copy: async (live) => {
      const another = mkdtempSync(join(tmpdir(), 'rollcall-test-'));
      cpSync(folder, another, { recursive: true });
      const places = placesIn(another);
      run(places.dir, ['remote', 'set-url', 'origin', places.remote]);
      const itsOwn = await startSandbox({ from: live, repository: places.remote, limits: unlimited });
      return fixtureIn(another, itsOwn, policy);
    },
    close: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const unlimited = { invitationsPerDay: null, primary: null, secondary: false } satisfies SandboxOptions['limits'];

/** The state's files as the tool writes them, below `state/`; without a policy there is no policy.yaml. */
export function filesOf(state: OrgState, policy: string | null): Record<string, string> {
  const files = [...serialiseState(state)].map(([path, text]): [string, string] => [`state/${path}`, text]);
  return { ...Object.fromEntries(files), ...(policy === null ? {} : { 'state/policy.yaml': policy }) };
}

function run(cwd: string, args: readonly string[]): string {
  return execFileSync(
    'git',
    ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false', ...args],
    {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    },
  ).trim();
}
