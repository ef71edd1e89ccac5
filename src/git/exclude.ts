import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { StateRepository } from './repository.ts';

/**
 * Has git of this clone pass over files of this name, so that nobody adds them by accident and none makes a checkout
 * dirty. Writes `info/exclude` of the git directory, never a file that is committed.
 */
export async function excludeFromGit({ git, root }: StateRepository, pattern: string): Promise<void> {
  const file = resolve(root, (await git.run(['rev-parse', '--git-path', 'info/exclude'])).replace(/\r?\n$/, ''));
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.split(/\r?\n/).includes(pattern)) return;
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${pattern}\n`);
}
