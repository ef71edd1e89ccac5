import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GitError, UsageError } from '../model/errors.ts';
import { type Environment, type Git, gitIn } from './git.ts';

/** The checkout that holds a state directory. */
export interface StateRepository {
  /** Absolute path of the checkout. */
  readonly root: string;
  /** The state directory from the root, with forward slashes; empty where it is the root itself. */
  readonly prefix: string;
  /** git, run in the root. */
  readonly git: Git;
}

/**
 * Finds the repository around a state directory.
 * @param stateDir below `cwd` or absolute
 * @throws UsageError where the directory is missing, GitError where no repository is around it
 */
export async function openStateRepository(
  cwd: string,
  stateDir: string,
  environment: Environment = process.env,
): Promise<StateRepository> {
  const folder = await directory(resolve(cwd, stateDir), stateDir);
  const { root, prefix } = await around(gitIn(folder, environment), stateDir);
  return { root, prefix, git: gitIn(root, environment) };
}

async function directory(path: string, asTyped: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return realpath(path);
  throw new UsageError(
    'no-state-directory',
    `${asTyped} ${found === null ? 'is not there' : 'is no directory'}. Name the state directory with --state, or write one with rollcall import.`,
  );
}

/** One answer for each question, as paths may hold anything but the newline that ends them. */
async function around(git: Git, asTyped: string): Promise<{ root: string; prefix: string }> {
  try {
    const root = withoutNewline(await git.run(['rev-parse', '--show-toplevel']));
    const prefix = withoutNewline(await git.run(['rev-parse', '--show-prefix']));
    return { root, prefix: prefix.replace(/\/$/, '') };
  } catch (error) {
    if (!(error instanceof GitError) || error.code === 'no-git') throw error;
    throw new GitError(
      'not-a-git-repository',
      `${asTyped} is not in a git checkout (${error.message}). Run this in a clone of the state repository, or make one: git init, git add, git commit.`,
    );
  }
}

function withoutNewline(text: string): string {
  return text.replace(/\r?\n$/, '');
}
