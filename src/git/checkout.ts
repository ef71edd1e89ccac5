import type { StateRepository } from './repository.ts';

/** How the checkout stands. */
export interface Checkout {
  /** Full object id of HEAD; null before the first commit. */
  readonly commit: string | null;
  /** Null where HEAD is detached. */
  readonly branch: string | null;
  /** Nothing below the state directory is edited, staged or untracked. Files that git ignores do not count. */
  readonly clean: boolean;
  /** The history was cut when it was cloned. */
  readonly shallow: boolean;
}

export async function checkoutOf(repository: StateRepository): Promise<Checkout> {
  const status = ['status', '--porcelain=v2', '-z', '--branch', '--untracked-files=all', '--ignore-submodules=none'];
  const lines = (await repository.git.run([...status, ...below(repository)])).split('\0').filter((line) => line !== '');
  const header = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`# ${name} `))?.slice(`# ${name} `.length);
  const [commit, branch] = [header('branch.oid'), header('branch.head')];
  return {
    commit: commit === undefined || commit === '(initial)' ? null : commit,
    branch: branch === undefined || branch === '(detached)' ? null : branch,
    clean: lines.every((line) => line.startsWith('# ')),
    shallow: (await repository.git.run(['rev-parse', '--is-shallow-repository'])).trim() === 'true',
  };
}

/** The arguments that narrow a command to the state directory. */
export function below({ prefix }: StateRepository): readonly string[] {
  return prefix === '' ? [] : ['--', prefix];
}
