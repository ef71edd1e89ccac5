import { idOnly } from './refs.ts';
import type { StateRepository } from './repository.ts';

/** What a commit changes against its only parent, as `git diff` prints it, whatever the user's settings are. */
export async function diffOf({ git }: StateRepository, commit: string): Promise<string> {
  const plain = ['--no-color', '--no-ext-diff', '--no-textconv', '--no-renames', '--src-prefix=a/', '--dst-prefix=b/'];
  return git.run(['diff-tree', '-p', '-r', '--no-commit-id', '--full-index', ...plain, idOnly(commit)]);
}
