import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { RollcallError } from '../../src/model/errors.ts';

/** An environment in which no configuration of the machine matters. */
export const cleanEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

const identity = ['author', 'committer'].flatMap((who) => [
  [`GIT_${who.toUpperCase()}_NAME`, who],
  [`GIT_${who.toUpperCase()}_EMAIL`, `${who}@example.org`],
]);

/** A real git repository in a folder of its own, gone when the test is over. */
export interface RealRepository {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  /** Writes files, null removing one, and commits everything. Returns the commit's id. */
  readonly commit: (files: Readonly<Record<string, string | Uint8Array | null>>, message?: string) => string;
  readonly write: (path: string, content: string | Uint8Array) => void;
}

export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rollcall-git-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A repository without commits on the branch `main`, or what `git clone` made of `from`. */
export function realRepository(from?: { readonly url: string; readonly options?: readonly string[] }): RealRepository {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]): string => runGit(folder, args);
  if (from === undefined) git('init', '--quiet', '--initial-branch=main');
  else git('clone', '--quiet', ...(from.options ?? []), from.url, '.');
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  return {
    folder,
    git,
    write,
    commit(files, message = 'Change') {
      for (const [path, content] of Object.entries(files)) {
        if (content === null) rmSync(join(folder, path), { recursive: true });
        else write(path, content);
      }
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', `--message=${message}`);
      return git('rev-parse', 'HEAD');
    },
  };
}

/** A bare repository as remote `origin`, with what the repository's branch holds. */
export function withRemote(repository: RealRepository): string {
  const folder = temporaryFolder();
  runGit(folder, ['init', '--quiet', '--bare', '--initial-branch=main']);
  repository.git('remote', 'add', 'origin', `file://${folder}`);
  repository.git('push', '--quiet', '--set-upstream', 'origin', 'HEAD');
  return folder;
}

export function runGit(folder: string, args: readonly string[]): string {
  const env = { ...cleanEnvironment, ...Object.fromEntries(identity) } as Record<string, string>;
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** `code: message` of the error that a promise ends with. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  return error instanceof RollcallError ? `${error.name} ${error.code}: ${error.message}` : String(error);
}

/**
 * Makes a long history in no time: each step is one commit on `main` that writes these files. Returns the ids, oldest
 * first; the checkout then stands at the last.
 */
export function importHistory(
  { folder, git }: RealRepository,
  steps: readonly Readonly<Record<string, string>>[],
): readonly string[] {
  const commands = steps.map((files, index) => {
    const changes = Object.entries(files).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`);
    const head = `commit refs/heads/main\ncommitter c <c@example.org> ${1_000_000_000 + index} +0000\n`;
    return `${head}${data(`Commit ${index}`)}${changes.join('')}`;
  });
  execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, env: cleanEnvironment, input: commands.join('') });
  git('reset', '--quiet', '--hard');
  return git('rev-list', '--reverse', 'main').split('\n');
}
