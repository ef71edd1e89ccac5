import { idOnly } from './refs.ts';
import type { StateRepository } from './repository.ts';

/** What a commit says of itself. */
export interface CommitWords {
  /** Names as git has them, each once: of a merge, of those who wrote what it brought. */
  readonly authors: readonly string[];
  readonly subject: string;
}

/** So many merges are looked into at once. */
const atOnce = 8;

/** Who wrote each commit, and its first line, by id. rev-list does not heed the user's settings of `git log`. */
export async function commitWords(
  repository: StateRepository,
  commits: readonly string[],
): Promise<ReadonlyMap<string, CommitWords>> {
  if (commits.length === 0) return new Map();
  const input = commits.map((commit) => `${idOnly(commit)}\n`).join('');
  const format = '--format=%x00%H%x00%P%x00%an%x00%s';
  const printed = await repository.git.feed(['rev-list', '--no-walk', '--stdin', format], input);
  const read = linesOf(printed.toString()).map((line) => {
    const [, commit = '', parents = '', author = '', subject = ''] = line.split('\0');
    return { commit, parents: parents.split(' '), author, subject };
  });
  const words = new Map<string, CommitWords>();
  for (let start = 0; start < read.length; start += atOnce) {
    const some = read.slice(start, start + atOnce).map(async ({ commit, parents, author, subject }) => {
      const authors = await broughtBy(repository, parents);
      words.set(commit, { authors: authors.length === 0 ? [author] : authors, subject });
    });
    await Promise.all(some);
  }
  return words;
}

async function broughtBy({ git }: StateRepository, parents: readonly string[]): Promise<readonly string[]> {
  const [first, ...others] = parents;
  if (first === undefined || others.length === 0) return [];
  const range = [...others.map(idOnly), `^${idOnly(first)}`];
  const printed = await git.run(['rev-list', '--no-merges', '--format=%x00%an', ...range, '--']);
  return [...new Set(linesOf(printed).map((line) => line.slice(1)))].sort();
}

/** git puts a line `commit ID` before each of ours. */
function linesOf(printed: string): readonly string[] {
  return printed.split('\n').filter((line) => line.startsWith('\0'));
}
