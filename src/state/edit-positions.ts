import { keyOf } from '../model/identity.ts';
import { type Item, ownerIn, prefixOf, removeItems, wholeLines } from './edit-entries.ts';
import { itemsUnder } from './edit-names.ts';
import {
  EditError,
  entryIn,
  expandFlow,
  lineStart,
  meaning,
  nextLine,
  openFile,
  type Splice,
  startOf,
} from './edit-text.ts';
import { folded, isPlain, listAt, withKey } from './edit-values.ts';
import type { Value } from './parse-yaml.ts';

/** One entry of a list of maps. */
export interface Pick {
  /** On which it begins, from 1. */
  readonly line: number;
  /** What it must say to be the one that is meant. */
  readonly says: Readonly<Record<string, string>>;
  /** For the message where it is not. */
  readonly what: string;
}

/**
 * Takes entries of a list of maps out, each with the comments that belong to it: beside it, inside it, right above it.
 * @throws EditError where another entry, or none, stands on the line
 */
export function removePicked(text: string, key: string, picks: readonly Pick[]): string {
  const { root, value } = openFile(text);
  const items = itemsUnder(root, key);
  const gone = indexesOf(picks, listAt(value, key), linesOf(text, items));
  const owner = ownerIn(text, key);
  const flat = owner === undefined ? text : expandFlow(text, owner);
  const block = entryIn(openFile(flat).root, key);
  if (block === undefined) return text;
  const edited = removeItems(flat, block, (_, index) => gone.has(index), ownLines);
  const left = listAt(value, key).filter((_, index) => !gone.has(index));
  return meaning(edited, withKey(value, key, left));
}

function indexesOf(picks: readonly Pick[], values: readonly Value[], lines: readonly number[]): ReadonlySet<number> {
  const gone = new Set<number>();
  for (const { line, says, what } of picks) {
    const isMeant = (value: Value, index: number): boolean =>
      lines[index] === line && !gone.has(index) && saysThat(value, says);
    const index = values.findIndex(isMeant);
    if (index < 0) throw new EditError('nothing-to-edit', `${what} does not stand here`, { line });
    gone.add(index);
  }
  return gone;
}

function saysThat(value: Value, says: Readonly<Record<string, string>>): boolean {
  return isPlain(value) && Object.entries(says).every(([key, text]) => folded(value[key]) === keyOf(text));
}

/** On which line each of these begins, counted in one walk. */
function linesOf(text: string, items: readonly Item[]): number[] {
  let [line, at] = [1, 0];
  return items.map((item) => {
    for (const next = startOf(item); nextLine(text, at) <= next && nextLine(text, at) > at; at = nextLine(text, at)) {
      line += 1;
    }
    return line;
  });
}

function ownLines(text: string, item: Item): Splice {
  const { start, end, insert } = wholeLines(text, item);
  const indent = /^ */.exec(prefixOf(text, item))?.[0].length ?? 0;
  const isComment = (from: number, deep: (spaces: number) => boolean): boolean => {
    const spaces = /^( *)#/.exec(text.slice(from, nextLine(text, from)))?.[1]?.length;
    return spaces !== undefined && deep(spaces);
  };
  let [first, last] = [start, end];
  const above = (): number => lineStart(text, first - 1);
  while (first > 0 && isComment(above(), (spaces) => spaces === indent)) first = above();
  while (last < text.length && isComment(last, (spaces) => spaces > indent)) last = nextLine(text, last);
  return { start: first, end: last, insert };
}
