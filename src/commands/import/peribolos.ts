import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { decodeUtf8 } from '../../state/decode.ts';
import { convertPeribolos } from '../../state/peribolos/convert.ts';
import type { PeribolosFile } from '../../state/peribolos/nodes.ts';
import { limits } from '../../state/state-file.ts';
import type { Context } from '../context.ts';
import type { Imported } from './imported.ts';
import { ProblemsError } from './problems-error.ts';

/**
 * Reads the files as the user named them and converts them.
 * @throws UsageError where a file cannot be read, ProblemsError where one cannot be understood
 */
export async function importPeribolos(
  context: Context,
  names: readonly string[],
  organization: string | undefined,
): Promise<Imported> {
  if (names.length === 0) {
    throw new UsageError('no-files', "Name the files: the organisation's first, its teams' after it.");
  }
  const files: PeribolosFile[] = [];
  for (const [path, file] of new Map(names.map((name) => [resolve(context.cwd, name), name]))) {
    files.push({ file, text: await readText(path, file) });
  }
  const { problems, ...imported } = convertPeribolos(files, organization);
  if (problems.length > 0)
    throw new ProblemsError('Nothing was written: correct the files and import again.', problems);
  return imported;
}

async function readText(path: string, file: string): Promise<string> {
  const decoded = decodeUtf8(await readBounded(path, file));
  if ('text' in decoded) return decoded.text;
  const problem = { file, line: decoded.badLine, column: 1, message: 'this line is not UTF-8: save the file as UTF-8' };
  throw new ProblemsError('Nothing was written.', [{ severity: 'error', ...problem }]);
}

async function readBounded(path: string, file: string): Promise<Uint8Array> {
  const handle = await open(path, 'r').catch((error: unknown) => unreadable(file, error));
  try {
    const { size } = await handle.stat();
    if (size <= limits.fileBytes) return await handle.readFile();
    throw new UsageError(
      'too-large',
      `${file} is larger than ${limits.fileBytes / 1_000_000} MB. Is it the right file?`,
    );
  } catch (error) {
    return unreadable(file, error);
  } finally {
    await handle.close();
  }
}

function unreadable(file: string, error: unknown): never {
  if (error instanceof UsageError) throw error;
  const { code, message } = error as NodeJS.ErrnoException;
  const why =
    code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder; name the files in it' : message;
  throw new UsageError('unreadable-file', `Cannot read ${file}: ${why}.`, { cause: error });
}
