import { isMap, isScalar } from 'yaml';
import { type Key, keyOf } from '../model/identity.ts';
import { type Attributes } from './edit-attributes.ts';
import { appendLines, itemsOf, nameOf, ownerIn } from './edit-entries.ts';
import {
  collectionOf,
  endOf,
  type Entry,
  entryIn,
  eolOf,
  lineEnd,
  lineStart,
  meaning,
  nextLine,
  openFile,
  splice,
  startOf,
} from './edit-text.ts';
import { folded, isPlain, mapAt, withKey } from './edit-values.ts';
import { flowMap, scalarText } from './scalar.ts';
import type { StateFile } from './state-file.ts';

/** Lines of an earlier state, as they are to stand again. */

/** A person's line of an earlier state. */
export interface EarlierUser {
  /** The file that it stood in, below the state directory. */
  readonly path: string;
  readonly login: string;
  /** The line from the login on, with the comment beside it. */
  readonly source: string;
  readonly attributes: Attributes;
}

/** Who stood in the files of users, by folded login. */
export function earlierUsers(files: readonly StateFile[]): ReadonlyMap<Key, EarlierUser> {
  const found = files
    .filter(({ path }) => path.startsWith('users/'))
    .flatMap(({ path, text }): [Key, EarlierUser][] => {
      const { root, value } = openFile(text);
      const users = collectionOf(entryIn(root, 'users'));
      const values = mapAt(value, 'users');
      const entries = isMap(users) ? users.items : [];
      return entries.map((entry) => {
        const login = isScalar(entry.key) ? String(entry.key.value) : '';
        const attributes = (isPlain(values[login]) ? values[login] : {}) as Attributes;
        return [keyOf(login), { path, login, attributes, source: userLine(text, entry, login, attributes, users) }];
      });
    });
  return new Map(found);
}

function userLine(
  text: string,
  entry: Entry,
  login: string,
  attributes: Attributes,
  users: ReturnType<typeof collectionOf>,
): string {
  const [start, end] = [startOf(entry), endOf(text, entry)];
  if (users?.flow === true || text.slice(start, end).includes('\n'))
    return `${scalarText(login)}: ${flowMap(attributes)}`;
  return text.slice(start, lineEnd(text, end)).trimEnd();
}

/** The comments beside the entries under these keys, with ` #` before each, by folded name; of doubles the first. */
export function commentsBeside(text: string, keys: readonly string[]): ReadonlyMap<Key, string> {
  const comments = new Map<Key, string>();
  const { root } = openFile(text);
  for (const key of keys) {
    const collection = collectionOf(entryIn(root, key));
    if (collection === undefined || collection.flow === true) continue;
    for (const item of itemsOf(collection)) {
      const end = endOf(text, item);
      const comment = /^[ \t]*(#.*)$/.exec(text.slice(end, lineEnd(text, end)).trimEnd())?.[1];
      const name = keyOf(nameOf(item));
      if (comment !== undefined && !comments.has(name)) comments.set(name, ` ${comment}`);
    }
  }
  return comments;
}

/** Brings a key of the file's top map to what an earlier text has under it, line for line, or takes it out. */
export function withKeyOf(text: string, earlier: string, key: string): string {
  const { value } = openFile(text);
  const then = openFile(earlier);
  const source = entryIn(then.root, key);
  const standing = ownerIn(text, key);
  const wanted = withKey(value, key, isPlain(then.value) ? then.value[key] : undefined);
  const lines =
    source === undefined
      ? ''
      : earlier.slice(lineStart(earlier, startOf(source)), lineEnd(earlier, endOf(earlier, source)));
  if (standing === undefined) return lines === '' ? text : meaning(appendLines(text, lines), wanted);
  const [start, end] = [lineStart(text, startOf(standing)), nextLine(text, endOf(text, standing))];
  const edited = splice(text, start, end, lines === '' ? '' : `${lines}${eolOf(text)}`);
  return meaning(openFile(edited).root === undefined ? appendLines(edited, '{}') : edited, wanted);
}

/** Which names of an earlier file's list or map are to stand again, and as what; the others do not. */
export function namesToKeep(
  names: Iterable<string>,
  kept: readonly { readonly earlier: string; readonly to: string }[],
): { readonly gone: ReadonlySet<Key>; readonly renamed: ReadonlyMap<Key, string> } {
  const today = new Map(kept.map(({ earlier, to }) => [keyOf(earlier), to]));
  const gone = [...names].map(keyOf).filter((name) => !today.has(name));
  const renamed = [...today].filter(([name, to]) => name !== keyOf(to));
  return { gone: new Set(gone), renamed: new Map(renamed) };
}

/** A text's name as a file's value says it, folded. */
export function sameAs(value: Parameters<typeof folded>[0], name: string | null): boolean {
  return folded(value) === keyOf(name ?? '');
}
