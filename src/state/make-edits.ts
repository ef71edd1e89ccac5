import { keyOf } from '../model/identity.ts';
import type { Edit } from '../model/proposal.ts';
import { setAttributes } from './edit-attributes.ts';
import { checkEdited, type Drafts, draftsOf } from './edit-drafts.ts';
import { refuseLeftOver, refuseProtected } from './edit-guards.ts';
import { addMembers, addUsers, removeMembers } from './edit-members.ts';
import { knownUsers, removePeople, renamePeople, said } from './edit-people.ts';
import { type Pick, removePicked } from './edit-positions.ts';
import { EditError } from './edit-text.ts';
import type { StateFile } from './state-file.ts';

/** Where the generator writes who joins. */
const employees = 'users/employees.yaml';

/**
 * Makes edits in the files of a state that has no errors. Everything that was not asked for stays as it is: comments,
 * order, quotes, line ends. Lines of exceptions and allowances are those of the files as they are given; all else is
 * done in the order given.
 *
 * Each file that changes means exactly what it meant before but for what was asked, and fits its schema. That the files
 * fit together as well is for `loadState` to judge, which parses only the files that changed if it is given the cache
 * of the load before.
 * @param files all of the state, by path below the state directory
 * @returns the files that change, with their new text
 * @throws EditError that names file and line, and says what to do by hand; then nothing is to be written at all
 */
export function madeEdits(files: readonly StateFile[], edits: readonly Edit[]): ReadonlyMap<string, string> {
  const drafts = draftsOf(files);
  refuseProtected(drafts, edits);
  removeEnded(drafts, edits);
  for (const batch of batchesOf(edits)) makeBatch(drafts, batch);
  refuseLeftOver(drafts, edits);
  const changed = drafts.changed();
  for (const [path, text] of changed) checkEdited(path, text);
  return changed;
}

/** Edits of one kind in a row. Many are made in one go: each of 3,500 alone would read the whole file again. */
type Batch = { [K in Edit['kind']]: { readonly kind: K; readonly edits: Extract<Edit, { kind: K }>[] } }[Edit['kind']];

function batchesOf(edits: readonly Edit[]): Batch[] {
  const batches: Batch[] = [];
  for (const edit of edits) {
    const last = batches.at(-1);
    if (last?.kind === edit.kind) (last.edits as Edit[]).push(edit);
    else batches.push({ kind: edit.kind, edits: [edit] } as Batch);
  }
  return batches;
}

function makeBatch(drafts: Drafts, batch: Batch): void {
  switch (batch.kind) {
    case 'rename-user':
      return renamePeople(drafts, batch.edits);
    case 'add-user':
      return addUsers(drafts, employees, batch.edits);
    case 'add-team-member':
      return addMembers(drafts, batch.edits);
    case 'remove-team-member':
      return removeMembers(drafts, batch.edits);
    case 'suspend-user':
      return suspend(drafts, batch.edits);
    case 'remove-user':
    case 'remove-outside':
      return removePeople(drafts, batch.edits);
    case 'remove-exception':
    case 'remove-allowance':
      return undefined; // made already
  }
}

type Suspension = Extract<Edit, { kind: 'suspend-user' }>;

function suspend(drafts: Drafts, edits: readonly Suspension[]): void {
  const users = knownUsers(drafts, new Set(edits.map(({ login }) => keyOf(login))));
  for (const path of drafts.paths('users')) {
    const here = edits.filter(({ login }) => users.get(keyOf(login)) === path);
    const wanted = new Map(here.map(({ login, suspended }) => [keyOf(login), { suspended }]));
    const byHand = `Write suspended: and the date on the line of ${said(here.map(({ login }) => login))}`;
    if (here.length > 0) drafts.edit(path, byHand, (text) => setAttributes(text, wanted));
  }
}

/** Before everything else, while the lines are those that the edits were given for. */
function removeEnded(drafts: Drafts, edits: readonly Edit[]): void {
  const exceptions = edits.flatMap((edit): Ended[] => {
    if (edit.kind !== 'remove-exception') return [];
    const { file, line, user, expires } = edit;
    return [{ file, line, says: { user, expires }, what: `the exception for ${user} until ${expires}` }];
  });
  const allowances = edits.flatMap((edit): Ended[] => {
    if (edit.kind !== 'remove-allowance') return [];
    const { file, line, why, expires } = edit;
    return [
      { file, line, says: { reason: why, expires }, what: `the allowance ${JSON.stringify(why)} until ${expires}` },
    ];
  });
  removeListed(drafts, 'exceptions', exceptions);
  removeListed(drafts, 'allowances', allowances);
}

type Ended = Pick & { readonly file: string };

/** @param key of the list; exceptions.yaml and policy.yaml are the only files that have one */
function removeListed(drafts: Drafts, key: 'exceptions' | 'allowances', picks: readonly Ended[]): void {
  const path = key === 'exceptions' ? 'exceptions.yaml' : 'policy.yaml';
  if (picks.length === 0) return;
  const elsewhere = picks.find(({ file }) => file !== path && !file.endsWith(`/${path}`));
  if (elsewhere !== undefined) throw new EditError('nothing-to-edit', `${elsewhere.file} is not ${path}`);
  drafts.edit(path, `Take ${said(picks.map(({ what }) => what))} out`, (text) => removePicked(text, key, picks));
}
