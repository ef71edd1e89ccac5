import { below } from './checkout.ts';
import { idOnly } from './refs.ts';
import type { StateRepository } from './repository.ts';

/** So many names fit one argument. */
const atOnce = 500;

/**
 * The commits of a first-parent line that changed a line below the state directory which names one of these: to put it
 * there, to edit it, or to take it out. Names compare without regard to case.
 * @param line ids, oldest first
 * @param from the place on the line where to begin
 * @param names logins and slugs
 */
export async function commitsNaming(
  repository: StateRepository,
  line: readonly string[],
  from: number,
  names: readonly string[],
): Promise<readonly string[]> {
  const pairs = line.map((commit, place) => [idOnly(commit), ...line.slice(Math.max(place - 1, 0), place)].join(' '));
  const found = new Set<string>();
  for (let start = 0; start < names.length; start += atOnce) {
    const words = names.slice(start, start + atOnce).map((name) => name.replaceAll(/[^\w-]/g, '.'));
    const pattern = `(^|[^[:alnum:]_-])(${words.join('|')})($|[^[:alnum:]_-])`;
    const options = [
      '--stdin',
      '-r',
      '--root',
      '--no-renames',
      '--no-textconv',
      '--name-only',
      '-z',
      '-i',
      `-G${pattern}`,
    ];
    const printed = await repository.git.feed(
      ['diff-tree', ...options, ...below(repository)],
      `${pairs.slice(from).join('\n')}\n`,
    );
    for (const field of printed.toString().split('\0')) found.add(field);
  }
  return line.filter((commit) => found.has(commit));
}
