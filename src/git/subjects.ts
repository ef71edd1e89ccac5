import { idOnly } from './refs.ts';
import type { StateRepository } from './repository.ts';

/** The first lines of commits' messages, by id. rev-list does not heed the user's settings of `git log`. */
export async function subjectsOf(
  { git }: StateRepository,
  commits: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (commits.length === 0) return new Map();
  const input = commits.map((commit) => `${idOnly(commit)}\n`).join('');
  const printed = (await git.feed(['rev-list', '--no-walk', '--stdin', '--format=%H %s'], input)).toString();
  const lines = printed.split('\n').filter((line) => line !== '' && !line.startsWith('commit '));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
}
