import { UsageError } from '../model/errors.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import { githubFrom } from './github.ts';
import type { Imported } from './import/imported.ts';
import { importLive } from './import/live.ts';
import { importPeribolos } from './import/peribolos.ts';
import { ProblemsError } from './import/problems-error.ts';
import { leftOutAsText, summaryAsJson, summaryAsText } from './import/summary.ts';
import { requireEmpty, writeState } from './import/write-state.ts';

export interface ImportOptions {
  readonly from?: 'peribolos';
  readonly org?: string;
}

/**
 * Writes a state directory from a live organisation or from a peer's files, whole or not at all.
 * @throws UsageError where the directory has files already, or the options do not say what to import
 */
export async function importState(
  context: Context,
  files: readonly string[],
  options: ImportOptions,
): Promise<ExitCode> {
  const directory = await requireEmpty(context);
  try {
    const imported = await read(context, files, options);
    await writeState(context, directory, imported);
    const leftOut = leftOutAsText(imported.leftOut, context.verbose);
    if (leftOut) context.log(leftOut);
    context.out(
      context.format === 'json' ? summaryAsJson(imported, context.state) : summaryAsText(imported, context.state),
    );
    context.log(`Next: look through ${context.state}/, then rollcall validate, and commit it.`);
    return exit.done;
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    context.out(error.report(context.format));
    context.log(error.message);
    return exit.error;
  }
}

function read(context: Context, files: readonly string[], { from, org }: ImportOptions): Promise<Imported> {
  if (from === 'peribolos') return importPeribolos(context, files, org);
  if (files.length > 0) {
    throw new UsageError(
      'which-format',
      `Say what ${files[0]} is: --from peribolos. A live organisation needs no file.`,
    );
  }
  if (org === undefined) {
    throw new UsageError('nothing-to-import', 'Say what to import: --org NAME, or --from peribolos FILE….');
  }
  return importLive(githubFrom(context, org).reader, (text) => context.log(text));
}
