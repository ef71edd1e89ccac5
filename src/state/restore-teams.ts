import { type Key, keyOf } from '../model/identity.ts';
import type { RestoreEdit, TeamListName } from '../model/restoration.ts';
import { removeScalar, setScalar } from './edit.ts';
import type { Drafts } from './edit-drafts.ts';
import { addEntries } from './edit-entries.ts';
import { inOrder } from './edit-members.ts';
import { removeNames, renameNames } from './edit-names.ts';
import { said } from './edit-people.ts';
import { meaning, openFile } from './edit-text.ts';
import { folded, isPlain, listAt, withKey } from './edit-values.ts';
import { commentsBeside, namesToKeep, sameAs, withKeyOf } from './restore-lines.ts';
import { scalarText } from './scalar.ts';

type Of<K extends RestoreEdit['kind']> = Extract<RestoreEdit, { kind: K }>;

const lists = ['maintainers', 'members', 'extraMembers'] as const satisfies readonly TeamListName[];

/** @param earlier texts of the earlier teams' files, by folded slug */
export function restoreTeamsFiles(
  drafts: Drafts,
  earlier: ReadonlyMap<Key, string>,
  edits: readonly RestoreEdit[],
): void {
  const textThen = (slug: string): string => earlier.get(keyOf(slug)) ?? '';
  const memberships = new Map<string, Of<'change-team-member'>[]>();
  for (const edit of edits) {
    if (edit.kind === 'bring-team') {
      drafts.edit(pathOf(edit.team), 'Write the file', () => teamText(textThen(edit.earlier), edit));
    }
    if (edit.kind === 'change-team-member') {
      memberships.set(edit.team, [...(memberships.get(edit.team) ?? []), edit]);
    }
  }
  for (const [team, changes] of memberships) {
    const byHand = `Bring ${said(changes.map(({ login }) => login))} to the lists they were in`;
    drafts.edit(pathOf(team), byHand, (text) => withMembers(text, textThen(changes[0]?.earlier.team ?? ''), changes));
  }
  for (const edit of edits) {
    if (edit.kind !== 'change-team') continue;
    drafts.edit(pathOf(edit.team), `Bring ${edit.keys.join(', ')} to what they were`, (text) =>
      withKeys(text, textThen(edit.earlier), edit),
    );
  }
}

function pathOf(slug: string): string {
  return `teams/${slug}.yaml`;
}

/** The earlier file, but for people who do not come back and for names of today. */
function teamText(text: string, { parent, people }: Of<'bring-team'>): string {
  const { value } = openFile(text);
  if (isPlain(value) && value['managed'] === false) return text;
  const named = lists.flatMap((list) => listAt(value, list).map(folded));
  const kept = people.map(({ earlier, login }) => ({ earlier, to: login }));
  const { gone, renamed } = namesToKeep(named, kept);
  return withParent(renameNames(removeNames(text, lists, gone), lists, renamed), parent);
}

function withParent(text: string, parent: string | null): string {
  const { value } = openFile(text);
  const written = isPlain(value) ? value['parent'] : undefined;
  if (sameAs(written, parent)) return text;
  return parent === null ? removeScalar(text, 'parent') : setScalar(text, 'parent', parent);
}

/** Who moves leaves the lists they are in first; the comment beside a line comes back with it. */
function withMembers(text: string, textThen: string, changes: readonly Of<'change-team-member'>[]): string {
  const leaving = changes.filter(({ before }) => before !== null).map(({ login }) => keyOf(login));
  const left = removeNames(text, lists, new Set(leaving));
  const comments = commentsBeside(textThen, lists);
  return lists.reduce((text, list) => {
    const entries = changes
      .filter(({ after }) => after === list)
      .map(({ login, earlier }) => {
        const comment = comments.get(keyOf(earlier.login)) ?? '';
        return { name: login, source: `${scalarText(login)}${comment}` };
      });
    if (entries.length === 0) return text;
    const { value } = openFile(text);
    const wanted = withKey(value, list, inOrder(listAt(value, list), entries));
    return meaning(addEntries(text, list, 'list', entries), wanted);
  }, left);
}

function withKeys(text: string, textThen: string, { keys, parent }: Of<'change-team'>): string {
  const edited = keys.reduce((text, key) => withKeyOf(text, textThen, key), text);
  return keys.includes('parent') ? withParent(edited, parent) : edited;
}
