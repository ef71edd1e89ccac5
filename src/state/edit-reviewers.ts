import { isMap, isSeq, type ParsedNode, type YAMLSeq } from 'yaml';
import { type Key, keyOf } from '../model/identity.ts';
import { cutFromFlow } from './edit-attributes.ts';
import { nameOf, removeItems } from './edit-entries.ts';
import { renameScalars } from './edit-names.ts';
import { collectionOf, type Entry, entryIn, meaning, openFile, type ParsedMap, spliceAll } from './edit-text.ts';
import { folded, listAt, mapAt, withKey } from './edit-values.ts';
import type { Value } from './parse-yaml.ts';

/** Edits of the people in roster.yaml who review proposals: `reviewers: { users: [alice] }`. */

export function removeReviewers(text: string, names: ReadonlySet<Key>): string {
  const { root, value } = openFile(text);
  const owner = usersOf(root);
  const list = listIn(owner);
  const isGone = (item: ParsedNode | Entry): boolean => names.has(keyOf(nameOf(item)));
  const gone = list?.items.find(isGone);
  if (owner === undefined || list === undefined || gone === undefined) return text;
  if (list.flow !== true) {
    const wanted = withUsers(value, (users) => users.filter((login) => !names.has(folded(login))));
    return meaning(removeItems(text, owner, isGone), wanted);
  }
  const index = list.items.indexOf(gone);
  const wanted = withUsers(value, (users) => users.toSpliced(index, 1));
  return removeReviewers(meaning(spliceAll(text, [cutFromFlow(text, list, gone)]), wanted), names);
}

export function renameReviewers(text: string, names: ReadonlyMap<Key, string>): string {
  return renameScalars(
    text,
    names,
    (root) => listIn(usersOf(root))?.items ?? [],
    (value) => withUsers(value, (users) => users.map((login) => names.get(folded(login)) ?? login)),
  );
}

function usersOf(root: ParsedMap | undefined): Entry | undefined {
  const reviewers = collectionOf(entryIn(root, 'reviewers'));
  return isMap(reviewers) ? entryIn(reviewers, 'users') : undefined;
}

function listIn(owner: Entry | undefined): YAMLSeq.Parsed | undefined {
  const list = collectionOf(owner);
  return isSeq(list) ? list : undefined;
}

function withUsers(value: Value, change: (users: readonly Value[]) => readonly Value[]): Value {
  const reviewers = mapAt(value, 'reviewers');
  return withKey(value, 'reviewers', withKey(reviewers, 'users', change(listAt(reviewers, 'users'))));
}
