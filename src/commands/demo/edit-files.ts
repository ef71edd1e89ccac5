import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OrgState } from '../../model/org-state.ts';
import { loadState } from '../../state/load-state.ts';
import { readStateDirectory } from '../../state/read-directory.ts';
import { serialiseState } from '../../state/serialise.ts';
import { allowanceText } from '../../state/serialise-policy.ts';
import type { Stage } from '../stage/stage.ts';
import { stateRepository } from './stage.ts';

/** The state as the files of the clone have it. */
export async function readFiles({ clone }: Stage): Promise<OrgState> {
  const { files } = await readStateDirectory(join(clone, 'state'), 'state');
  return loadState(files, { prefix: 'state', today: '2000-01-01' }).state;
}

/** Writes the files that differ between two states, and commits them. */
export async function commitEdit(
  { clone, git }: Stage,
  before: OrgState,
  after: OrgState,
  message: string,
): Promise<void> {
  const old = serialiseState(before);
  for (const [path, text] of serialiseState(after)) {
    if (old.get(path) !== text) await writeFile(join(clone, 'state', path), text);
  }
  await git.run(['add', '--all']);
  await git.run(['commit', '--message', message]);
}

/** A line of policy.yaml that lets so many people be removed, once. */
export async function allowRemovals(
  { clone }: Stage,
  { members, reason, approvedBy, expires }: { members: number; reason: string; approvedBy: string; expires: string },
): Promise<void> {
  const allowance = allowanceText({ allow: { members }, reason, approvedBy, expires });
  await appendFile(join(clone, 'state', 'policy.yaml'), `allowances:\n  - ${allowance}\n`);
}

/** An import cannot know where the pull requests are to be. */
export async function nameStateRepository({ clone }: Stage): Promise<void> {
  await appendFile(join(clone, 'state', 'organization.yaml'), `stateRepository: ${stateRepository}\n`);
}
