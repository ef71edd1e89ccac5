import type { Change } from '../../model/change.ts';
import { type FailedAnswer, wordsOf } from './answer.ts';
import { codesIn } from './verdict.ts';

/**
 * What refusals of the same kind have in common: status, GitHub's codes, and its words without names and figures.
 * @returns undefined where no answer came
 */
export function fingerprintOf({ status, data }: FailedAnswer, change: Change): string | undefined {
  if (status === undefined) return undefined;
  const words = wordsOf(data).toLowerCase().replaceAll(/\d+/g, '#');
  return [status, codesIn(data).toSorted().join(' '), namesIn(change).reduce(without, words)].join(' | ');
}

/** Longest first: one name may be a part of another. */
function namesIn(change: Change): readonly string[] {
  const names = ['login', 'team', 'repo'].flatMap((field) => {
    const name = (change as unknown as Readonly<Record<string, unknown>>)[field];
    return typeof name === 'string' && name !== '' ? [name.toLowerCase().replaceAll(/\d+/g, '#')] : [];
  });
  return names.sort((one, other) => other.length - one.length);
}

function without(words: string, name: string): string {
  return words.replaceAll(name, '…');
}
