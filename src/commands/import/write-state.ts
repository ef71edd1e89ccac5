import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { dayOf } from '../../model/day.ts';
import { UsageError } from '../../model/errors.ts';
import { loadState } from '../../state/load-state.ts';
import { serialiseState } from '../../state/serialise.ts';
import type { Context } from '../context.ts';
import type { Imported } from './imported.ts';
import { policyFile } from './policy-file.ts';
import { ProblemsError } from './problems-error.ts';

/**
 * The absolute path of the state directory, which is not there or is empty.
 * @throws UsageError where it has files: an import never writes over anything
 */
export async function requireEmpty({ cwd, state }: Context): Promise<string> {
  const directory = resolve(cwd, state);
  const found = await readdir(directory).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UsageError('state-directory', `${state} cannot be used: ${(error as Error).message}`, { cause: error });
  });
  if (found.length === 0) return directory;
  throw new UsageError(
    'state-not-empty',
    `${state} has files, and an import never writes over any. Choose another directory with --state, or move it away.`,
  );
}

/**
 * Writes the files beside the directory first and moves them into place, so that a killed import leaves nothing
 * half-written.
 * @throws ProblemsError where the files would not be a valid state; then nothing is written
 */
export async function writeState(context: Context, directory: string, imported: Imported): Promise<void> {
  const files = filesOf(imported);
  judge(context, files);
  await mkdir(dirname(directory), { recursive: true });
  const beside = await mkdtemp(join(dirname(directory), `.${basename(directory)}-import-`));
  const draft = join(beside, 'state');
  try {
    for (const folder of new Set([...files.keys()].map((path) => dirname(path)))) {
      await mkdir(join(draft, folder), { recursive: true });
    }
    for (const [path, text] of files) await writeFile(join(draft, path), text, { flag: 'wx' });
    await requireEmpty(context);
    await rmdir(directory).catch(() => undefined);
    await rename(draft, directory);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

function filesOf({ state, comments }: Imported): ReadonlyMap<string, string> {
  const files = serialiseState(state, { comments });
  const modeline = files.get('organization.yaml')?.split('\n', 1)[0]?.replace('organization.schema', 'policy.schema');
  return new Map([...files, ['policy.yaml', policyFile(state, modeline ?? '')]]);
}

/** What is written must be what every other command reads without complaint. */
function judge(context: Context, files: ReadonlyMap<string, string>): void {
  const { problems } = loadState(
    [...files].map(([path, text]) => ({ path, id: path, text })),
    { prefix: context.state, today: dayOf(context.now()) },
  );
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw new ProblemsError('Nothing was written: the state would not be valid, for the reasons above.', errors);
}
