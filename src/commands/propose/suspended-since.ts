import { posix } from 'node:path';
import { arrivals } from '../../git/arrivals.ts';
import { daysLater, dayOf } from '../../model/day.ts';
import { entryKey, type Position } from '../../model/entry.ts';
import type { Key } from '../../model/identity.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from './default-branch.ts';

type Branch = Pick<DefaultBranch, 'repository' | 'remote' | 'files' | 'loaded'>;

/**
 * The day on which the lines of these users came to the default branch as they are, by folded login: today where nobody
 * knows. An edit beside the suspension makes it later, which gives people more time and nobody less.
 */
export async function suspendedSince(
  context: Context,
  branch: Branch,
  users: ReadonlySet<Key>,
): Promise<ReadonlyMap<Key, string>> {
  if (users.size === 0) return new Map();
  const now = context.now();
  const since = new Date(daysLater(dayOf(now), -branch.loaded.policy.offboarding.graceDays));
  const lines = linesOf(branch, users);
  const { repository, remote } = branch;
  const came = await arrivals(repository, remote, [...lines.values()].flat(), { since, now });
  return new Map(
    [...lines].map(([user, positions]) => {
      const days = positions.map(({ file, line }) => dayOf(came.get(`${file}:${line}`) ?? now));
      return [user, days.sort().at(-1) ?? dayOf(now)];
    }),
  );
}

/** All lines of each user: attributes may stand below the login. */
function linesOf({ repository: { prefix }, files, loaded }: Branch, users: ReadonlySet<Key>) {
  const starts = startsByFile(loaded.entries);
  const texts = new Map(files.map(({ path, text }) => [posix.join(prefix, path), text.split('\n')]));
  return new Map(
    [...users].map((user): readonly [Key, readonly Position[]] => {
      const at = loaded.entries.get(entryKey({ noun: 'user', user }));
      if (at === undefined) return [user, []];
      const next = starts.get(at.file)?.find((line) => line > at.line);
      const text = texts.get(at.file)?.slice(at.line - 1, next === undefined ? undefined : next - 1) ?? [];
      // Comments and empty lines before the next user are theirs.
      const last = text.findLastIndex((line) => /^\s*[^\s#]/.test(line));
      return [user, text.slice(0, last + 1).map((_, index) => ({ file: at.file, line: at.line + index }))];
    }),
  );
}

/** The first lines of all users, in order. */
function startsByFile(entries: DefaultBranch['loaded']['entries']): ReadonlyMap<string, readonly number[]> {
  const starts = new Map<string, number[]>();
  for (const { ref, file, line } of entries.values()) {
    if (ref.noun !== 'user') continue;
    const lines = starts.get(file);
    if (lines === undefined) starts.set(file, [line]);
    else lines.push(line);
  }
  for (const lines of starts.values()) lines.sort((a, b) => a - b);
  return starts;
}
