import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { dayOf } from '../../model/day.ts';
import { UsageError } from '../../model/errors.ts';
import type { Edit } from '../../model/proposal.ts';
import { loadState } from '../../state/load-state.ts';
import { madeEdits } from '../../state/make-edits.ts';
import type { Context } from '../context.ts';
import { errorsIn } from '../desired.ts';
import type { DefaultBranch } from './default-branch.ts';

/**
 * The files of the state that the edits change, by path from the checkout's root.
 * @throws EditError where a file cannot be edited; UsageError where the state would have errors
 */
export function editedFiles(
  context: Context,
  { repository: { prefix }, files, cache }: Pick<DefaultBranch, 'repository' | 'files' | 'cache'>,
  edits: readonly Edit[],
): ReadonlyMap<string, string> {
  const edited = madeEdits(files, edits);
  const others = files.filter(({ path }) => !edited.has(path));
  const anew = [...edited].map(([path, text]) => ({ path, id: hashOf(text), text }));
  const { problems } = loadState([...others, ...anew], { prefix, today: dayOf(context.now()), cache });
  const errors = errorsIn(problems).map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  if (errors.length > 0) {
    const message = `With these edits the state would have errors, so nothing was proposed: ${errors.join('; ')}. Make this change by hand, or what stands in its way.`;
    throw new UsageError('invalid-edits', message);
  }
  return new Map([...edited].map(([path, text]) => [posix.join(prefix, path), text]));
}

/** Two proposals may change one file, each in its own way: by another id than its text's, one would be taken for both. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
