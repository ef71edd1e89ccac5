import { type Key, keyOf } from '../model/identity.ts';
import type { RestoreEdit } from '../model/restoration.ts';
import { checkEdited, type Drafts, draftsOf } from './edit-drafts.ts';
import { EditError } from './edit-text.ts';
import { restoreReposFiles } from './restore-repos.ts';
import { restoreTeamsFiles } from './restore-teams.ts';
import { restoreUsersFiles } from './restore-users.ts';
import type { StateFile } from './state-file.ts';

/**
 * Makes the edits of a restoration in the files of a state that has no errors. Lines that come back are those of the
 * earlier files, with their comments; everything that was not asked for stays as it is, as with `madeEdits`.
 * @param files all of the state as it is, by path below the state directory
 * @param earlier all of the state as it was
 * @returns the files that change, with their new text; null for a file that goes
 * @throws EditError that names file and line, and says what to do by hand; then nothing is to be written at all
 */
export function madeRestoration(
  files: readonly StateFile[],
  earlier: readonly StateFile[],
  edits: readonly RestoreEdit[],
): ReadonlyMap<string, string | null> {
  const drafts = draftsOf(files);
  restoreUsersFiles(drafts, earlier, edits);
  restoreTeamsFiles(drafts, textsOf(earlier, 'teams'), edits);
  restoreReposFiles(drafts, textsOf(earlier, 'repos'), edits);
  const changed = new Map<string, string | null>(drafts.changed());
  for (const [path, text] of changed) checkEdited(path, text ?? '');
  for (const path of dropped(drafts, edits)) changed.set(path, null);
  return changed;
}

/** By folded stem. */
function textsOf(files: readonly StateFile[], folder: 'teams' | 'repos'): ReadonlyMap<Key, string> {
  return new Map(
    files
      .filter(({ path }) => path.startsWith(`${folder}/`))
      .map(({ path, text }) => [keyOf(path.slice(folder.length + 1, -'.yaml'.length)), text]),
  );
}

function dropped(drafts: Drafts, edits: readonly RestoreEdit[]): string[] {
  return edits.flatMap((edit) => {
    if (edit.kind === 'drop-team') return [pathOf(drafts, 'teams', edit.team)];
    return edit.kind === 'drop-repo' ? [pathOf(drafts, 'repos', edit.repo)] : [];
  });
}

function pathOf(drafts: Drafts, folder: 'teams' | 'repos', name: string): string {
  const path = `${folder}/${name}.yaml`;
  if (drafts.text(path) !== undefined) return path;
  throw new EditError('nothing-to-edit', `there is no ${path}`);
}
