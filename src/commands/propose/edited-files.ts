import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { dayOf } from '../../model/day.ts';
import { UsageError } from '../../model/errors.ts';
import type { OrgState } from '../../model/org-state.ts';
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
export function editedFiles(context: Context, branch: Branch, edits: readonly Edit[]): ReadonlyMap<string, string> {
  const edited = madeEdits(branch.files, edits);
  stateWith(context, branch, edited);
  return fromRoot(branch, edited);
}

type Branch = Pick<DefaultBranch, 'repository' | 'files' | 'cache'>;

/**
 * The state as it is with these files in place of those that stand; null for one that goes.
 * @throws UsageError where it would have errors
 */
export function stateWith(
  context: Context,
  { repository: { prefix }, files, cache }: Branch,
  edited: ReadonlyMap<string, string | null>,
): OrgState {
  const others = files.filter(({ path }) => !edited.has(path));
  const anew = [...edited].flatMap(([path, text]) => (text === null ? [] : [{ path, id: hashOf(text), text }]));
  const { state, problems } = loadState([...others, ...anew], { prefix, today: dayOf(context.now()), cache });
  const errors = errorsIn(problems).map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  if (errors.length > 0) {
    const message = `With these edits the state would have errors, so nothing was proposed: ${errors.join('; ')}. Make this change by hand, or what stands in its way.`;
    throw new UsageError('invalid-edits', message);
  }
  return state;
}

/** By path from the checkout's root. */
export function fromRoot<Text>(
  { repository: { prefix } }: Pick<DefaultBranch, 'repository'>,
  files: ReadonlyMap<string, Text>,
): ReadonlyMap<string, Text> {
  return new Map([...files].map(([path, text]) => [posix.join(prefix, path), text]));
}

/** Two proposals may change one file, each in its own way: by another id than its text's, one would be taken for both. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
