import { type Key, keyOf } from '../model/identity.ts';
import type { RestoreEdit } from '../model/restoration.ts';
import { type GrantMap, removeGrant, setGrant } from './edit.ts';
import type { Drafts } from './edit-drafts.ts';
import { addEntries } from './edit-entries.ts';
import { removeNames, renameNames } from './edit-names.ts';
import { said } from './edit-people.ts';
import { meaning, openFile } from './edit-text.ts';
import { bare, isPlain, mapAt, withKey } from './edit-values.ts';
import { commentsBeside, namesToKeep, withKeyOf } from './restore-lines.ts';
import { scalarText, valueText } from './scalar.ts';

type Of<K extends RestoreEdit['kind']> = Extract<RestoreEdit, { kind: K }>;

const maps = ['teams', 'collaborators'] as const satisfies readonly GrantMap[];

/** @param earlier texts of the earlier repositories' files, by folded name */
export function restoreReposFiles(
  drafts: Drafts,
  earlier: ReadonlyMap<Key, string>,
  edits: readonly RestoreEdit[],
): void {
  const textThen = (name: string): string => earlier.get(keyOf(name)) ?? '';
  const grants = new Map<string, Of<'change-grant'>[]>();
  for (const edit of edits) {
    if (edit.kind === 'bring-repo') {
      drafts.edit(pathOf(edit.repo), 'Write the file', () => repoText(textThen(edit.earlier), edit));
    }
    if (edit.kind === 'change-grant') grants.set(edit.repo, [...(grants.get(edit.repo) ?? []), edit]);
  }
  for (const [repo, changes] of grants) {
    const byHand = `Bring the access of ${said(changes.map(({ to }) => to))} to what it was`;
    drafts.edit(pathOf(repo), byHand, (text) => withGrants(text, textThen(changes[0]?.earlier.repo ?? ''), changes));
  }
  for (const edit of edits) {
    if (edit.kind !== 'change-repo') continue;
    drafts.edit(pathOf(edit.repo), `Bring ${edit.keys.join(', ')} to what they were`, (text) =>
      edit.keys.reduce((text, key) => withKeyOf(text, textThen(edit.earlier), key), text),
    );
  }
}

function pathOf(name: string): string {
  return `repos/${name}.yaml`;
}

/** The earlier file, but for who does not come back and for names of today. */
function repoText(text: string, { grants }: Of<'bring-repo'>): string {
  const { value } = openFile(text);
  if (isPlain(value) && value['managed'] === false) return text;
  return maps.reduce((text, map) => {
    const kept = grants.filter((grant) => grant.map === map);
    const { gone, renamed } = namesToKeep(Object.keys(mapAt(value, map)), kept);
    return renameNames(removeNames(text, [map], gone), [map], renamed);
  }, text);
}

function withGrants(text: string, textThen: string, changes: readonly Of<'change-grant'>[]): string {
  const settled = changes.reduce((text, { map, to, before, after }) => {
    if (before === null) return text;
    return after === null ? removeGrant(text, map, to) : setGrant(text, map, to, after);
  }, text);
  return maps.reduce((text, map) => {
    const added = changes.filter((change) => change.map === map && change.before === null);
    return added.length === 0 ? text : withAdded(text, textThen, map, added);
  }, settled);
}

function withAdded(text: string, textThen: string, map: GrantMap, added: readonly Of<'change-grant'>[]): string {
  const { value } = openFile(text);
  const comments = commentsBeside(textThen, [map]);
  const entries = added.map(({ to, after, earlier }) => {
    const comment = comments.get(keyOf(earlier.to)) ?? '';
    return { name: to, source: `${scalarText(to)}: ${valueText(after ?? '')}${comment}` };
  });
  const roles = Object.fromEntries(added.map(({ to, after }) => [to, after ?? '']));
  return meaning(addEntries(text, map, 'map', entries), withKey(value, map, bare({ ...mapAt(value, map), ...roles })));
}
