import type { PersonStatus, WhyUnknown } from '../../model/person.ts';
import { foldWord, type Source } from '../../model/roster.ts';
import { leavingDay } from './leaving-day.ts';

/**
 * What one row says. Only a word of the source's own list counts, and a leaver needs one for `left` and, where a leaving
 * date stands, one that has come.
 * @param leftOn without spaces at the ends; undefined where none is given
 * @param today ISO date, in UTC
 */
export function statusOf(
  word: string | undefined,
  leftOn: string | undefined,
  words: Source['status'],
  today: string,
): PersonStatus {
  const folded = foldWord(word ?? '');
  if (folded === '') return unknown('no-status');
  const [active, left] = [words.active.has(folded), words.left.has(folded)];
  // A word on both lists says nothing.
  if (active === left) return unknown('unknown-word');
  const day = leftOn === undefined ? undefined : leavingDay(leftOn);
  if (leftOn !== undefined && day === undefined) return unknown('unreadable-date');
  if (active) return day !== undefined && day < today ? unknown('active-and-left') : Object.freeze({ kind: 'active' });
  return day !== undefined && day > today ? unknown('leaves-later') : Object.freeze({ kind: 'left', on: day });
}

export function unknown(why: WhyUnknown): PersonStatus {
  return Object.freeze({ kind: 'unknown', why });
}
