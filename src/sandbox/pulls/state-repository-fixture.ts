import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type RunningSandbox, startSandbox } from '../start.ts';
import { addAccount } from '../world/accounts.ts';
import { addMember } from '../world/members.ts';

/** A running sandbox with a state repository, `acme/access`, and a clone of it to push from; for tests. */
export interface Fixture {
  readonly sandbox: RunningSandbox;
  /** Asks as the bot, or as a person by `as`. The path is below the state repository. */
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>;
  /** Commits files to a branch, made from `main` where it is new, and pushes it. @returns the commit's id */
  commit(branch: string, files: Readonly<Record<string, string>>, options?: CommitOptions): string;
  /** Runs git in the clone. */
  git(...args: string[]): string;
  close(): Promise<void>;
}

interface AskOptions {
  readonly as?: string;
  readonly body?: object;
}

interface CommitOptions {
  readonly author?: string;
  readonly message?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** JSON of any shape; what is looked up in it is compared, never relied on. */
export type Json = { readonly [key: string]: Json } & { toString(): string };

/** Owner alice (1), members bob (2) and carol (3), of whom bob may write; stranger eve (9) is no member. */
export async function aStateRepository(): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-pulls-'));
  const sandbox = await startSandbox({
    repository: join(folder, 'access.git'),
    limits: { primary: null, secondary: false },
  });
  addPeople(sandbox);
  const clone = join(folder, 'clone');
  execFileSync('git', ['clone', '--quiet', sandbox.remote ?? '', clone], { stdio: 'pipe' });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: clone, encoding: 'utf8', stdio: 'pipe' }).trim();
  git('checkout', '--quiet', '-b', 'main');
  const fixture: Fixture = {
    sandbox,
    git,
    ask: (method, path, options) => ask(sandbox, method, path, options),
    commit: (branch, files, options) => commit(clone, git, branch, files, options),
    close: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
  fixture.commit('main', { 'README.md': 'state\n' });
  return fixture;
}

function addPeople({ world }: RunningSandbox): void {
  for (const [id, login] of [
    [1, 'alice'],
    [2, 'bob'],
    [3, 'carol'],
    [9, 'eve'],
  ] as const) {
    addAccount(world, login, id);
    if (id !== 9) addMember(world, id, id === 1 ? 'admin' : 'member');
  }
  for (const repo of world.repos.values()) repo.collaborators.set(2, 'write');
}

async function ask(sandbox: RunningSandbox, method: string, path: string, options: AskOptions = {}): Promise<Answer> {
  const { as, body } = options;
  const token = as === undefined ? sandbox.token : `as:${as}`;
  const response = await fetch(`${sandbox.url}/repos/${sandbox.stateRepository}${path}`, {
    method,
    headers: { authorization: `token ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = text === '' ? undefined : (JSON.parse(text) as unknown);
  return { status: response.status, headers: response.headers, body: json as Json };
}

function commit(
  clone: string,
  git: Fixture['git'],
  branch: string,
  files: Readonly<Record<string, string>>,
  { author = 'Bob <2+bob@users.noreply.github.com>', message = 'Change the state' }: CommitOptions = {},
): string {
  const [, name = '', email = ''] = /^(.*) <(.*)>$/.exec(author) ?? [];
  if (git('branch', '--show-current') !== branch) {
    const known = git('branch', '--list', branch) !== '';
    git('checkout', '--quiet', ...(known ? [branch] : ['-b', branch, 'main']));
  }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    writeFileSync(join(clone, path), content);
  }
  git('add', '--all');
  git('-c', `user.name=${name}`, '-c', `user.email=${email}`, 'commit', '--quiet', '-m', message);
  git('push', '--quiet', '--force', 'origin', branch);
  return git('rev-parse', 'HEAD');
}
