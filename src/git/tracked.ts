import { realpath } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import type { StateRepository } from './repository.ts';

/**
 * Which of these files git tracks in this checkout, as they were given. Links are followed: what counts is where a file
 * really lies.
 * @param paths absolute, or from the checkout's root
 */
export async function trackedAmong(
  { git, root }: StateRepository,
  paths: readonly string[],
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  // All of them, as a path in a submodule would be an error where git is asked for it.
  const listed = (await git.run(['ls-files', '-z', '--cached'])).split('\0');
  const tracked = new Set(listed.filter((path) => path !== ''));
  const inside = await Promise.all(paths.map(async (path) => fromRoot(root, path)));
  return paths.filter((_, index) => tracked.has(inside[index] ?? ''));
}

async function fromRoot(root: string, path: string): Promise<string> {
  const whole = resolve(root, path);
  return relative(await real(root), await real(whole)).replaceAll(sep, '/');
}

/** A file that is gone from the work tree can be tracked all the same. */
async function real(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
