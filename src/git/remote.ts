import { GitError } from '../model/errors.ts';
import { checkoutOf } from './checkout.ts';
import type { StateRepository } from './repository.ts';

/** The ref on the remote that names the commit applied last. */
export const appliedRef = 'refs/rollcall/applied';

/** What the state repo's remote says at one moment. */
export interface Remote {
  /** As git's configuration calls it. */
  readonly name: string;
  readonly defaultBranch: string;
  /** Commit of the default branch on the remote. */
  readonly head: string;
  /** Commit applied last; null before the first apply. */
  readonly applied: string | null;
}

/**
 * Asks the remote once: its default branch is what its own HEAD says, whatever the clone remembers.
 * @throws GitError where there is no remote, where it cannot be reached, and where it is empty
 */
export async function remoteOf(repository: StateRepository): Promise<Remote> {
  const name = await remoteName(repository);
  const refs = parse(await list(repository, name));
  const defaultBranch = refs.symbolic.get('HEAD')?.replace(/^refs\/heads\//, '');
  const head = refs.ids.get('HEAD');
  if (head === undefined || defaultBranch === undefined) {
    throw new GitError(
      'no-default-branch',
      `The remote ${name} has no default branch: it is empty, or its HEAD names a branch that is not there. Push the state's branch (git push ${name} HEAD), and make it the default.`,
    );
  }
  return { name, defaultBranch, head, applied: refs.ids.get(appliedRef) ?? null };
}

/** The remote that the branch follows, else `origin`, else the only one. */
async function remoteName(repository: StateRepository): Promise<string> {
  const names = (await repository.git.run(['remote'])).split('\n').filter((name) => name !== '');
  const followed = await followedRemote(repository);
  const name = [followed, 'origin', names.length === 1 ? names[0] : undefined].find(
    (candidate) => candidate !== undefined && names.includes(candidate),
  );
  if (name !== undefined) return name;
  throw new GitError(
    'no-remote',
    names.length === 0
      ? 'This checkout has no remote, and the commit applied last is kept on one. Add it: git remote add origin URL.'
      : `This checkout has several remotes (${names.join(', ')}) and its branch follows none of them. Choose one: git branch --set-upstream-to=REMOTE/BRANCH.`,
  );
}

async function followedRemote(repository: StateRepository): Promise<string | undefined> {
  const { branch } = await checkoutOf(repository);
  if (branch === null) return undefined;
  const name = await repository.git.run(['for-each-ref', '--format=%(upstream:remotename)', `refs/heads/${branch}`]);
  return name.split('\n')[0];
}

async function list(repository: StateRepository, name: string): Promise<string> {
  try {
    return await repository.git.run(['ls-remote', '--symref', '--', name, 'HEAD', appliedRef]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new GitError(
      'remote-unreachable',
      `The remote ${name} could not be read. Check its URL (git remote -v), the network and your access to it.\n${why}`,
    );
  }
}

/** ls-remote matches ends of names, so refs such as `refs/remotes/x/HEAD` come along; only whole names are looked up. */
function parse(output: string): { symbolic: ReadonlyMap<string, string>; ids: ReadonlyMap<string, string> } {
  const pairs = output.split('\n').map((line) => line.split('\t'));
  const symbolic = pairs.filter(([target]) => target?.startsWith('ref: '));
  const ids = pairs.filter(([id]) => !id?.startsWith('ref: '));
  return {
    symbolic: new Map(symbolic.map(([target = '', name = '']) => [name, target.slice('ref: '.length)])),
    ids: new Map(ids.map(([id = '', name = '']) => [name, id])),
  };
}
