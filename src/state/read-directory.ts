import { createHash } from 'node:crypto';
import { type Dirent, readFileSync, statSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { UsageError } from '../model/errors.ts';
import { compare } from '../model/order.ts';
import type { Problem } from '../model/problem.ts';
import { decodeUtf8 } from './decode.ts';
import { layoutOf } from './layout.ts';
import { limits, type StateFile } from './state-file.ts';

/** As deep as a state goes, and a little, so that what lies too deep is still spoken of. */
const deepest = 4;

export interface StateDirectory {
  /** The files that belong to a state, sorted by path. */
  readonly files: readonly StateFile[];
  /** Files that could not be read or are no part of a state. */
  readonly problems: readonly Problem[];
  /** Paths of files that belong to a state and could not be read. */
  readonly unread: readonly string[];
}

/**
 * Reads a state directory, within bounds: nothing outside of it, no huge file, not too many.
 * @param shownAs how problems name the directory; '' where they name files alone
 * @throws UsageError where there is no such directory
 */
export async function readStateDirectory(dir: string, shownAs: string = dir): Promise<StateDirectory> {
  const reading: Reading = { dir, root: await rootOf(dir, shownAs), shownAs, found: [], unread: [], problems: [] };
  await list(reading, '', 0);
  const files = reading.found.map((path) => readFile(reading, path)).filter((file) => file !== undefined);
  return { files, problems: reading.problems, unread: reading.unread };
}

interface Reading {
  readonly dir: string;
  /** The directory itself, with no symlink in its path. */
  readonly root: string;
  readonly shownAs: string;
  readonly found: string[];
  readonly unread: string[];
  readonly problems: Problem[];
}

async function rootOf(dir: string, shownAs: string): Promise<string> {
  const found = await stat(dir).catch((error: unknown) => error as NodeJS.ErrnoException);
  if (found instanceof Error) {
    const why = found.code === 'ENOENT' ? 'there is no such directory' : reasonOf(found);
    throw new UsageError(
      'no-state-directory',
      `cannot read the state directory ${shownAs}: ${why}. Stand in the state repository's root, or say where it is with --state DIR.`,
      { cause: found },
    );
  }
  if (found.isDirectory()) return realpath(dir);
  throw new UsageError(
    'no-state-directory',
    `${shownAs} is a file, not a directory: give --state the directory that holds organization.yaml`,
  );
}

async function list(reading: Reading, folder: string, depth: number): Promise<void> {
  const entries = await readdir(join(reading.dir, folder), { withFileTypes: true }).catch((error: unknown) => {
    report(reading, folder, `this folder cannot be read: ${reasonOf(error)}`);
    return [];
  });
  for (const entry of entries.sort((a, b) => compare(a.name, b.name))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    await look(reading, path, entry, depth);
  }
}

async function look(reading: Reading, path: string, entry: Dirent, depth: number): Promise<void> {
  if (entry.isSymbolicLink() && (await leadsOut(reading, path))) return;
  const is = layoutOf(path);
  if (is !== undefined && 'kind' in is) {
    if (reading.found.length < limits.files) reading.found.push(path);
    else if (reading.found.length === limits.files) tooMany(reading, path);
    return;
  }
  if (entry.isDirectory() || (entry.isSymbolicLink() && (await isDirectory(reading, path)))) {
    if (depth < deepest && entry.name !== '.git') await list(reading, path, depth + 1);
    return;
  }
  if (is !== undefined) report(reading, path, is.message, is.severity);
}

async function isDirectory({ dir }: Reading, path: string): Promise<boolean> {
  return stat(join(dir, path)).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** A link may point anywhere inside the directory, and nowhere else: a pull request must not read the machine. */
async function leadsOut(reading: Reading, path: string): Promise<boolean> {
  const target = await realpath(join(reading.dir, path)).catch(() => undefined);
  if (target === undefined) {
    report(reading, path, 'this symlink leads nowhere');
    return true;
  }
  const inside = relative(reading.root, target);
  if (inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`)) return false;
  report(reading, path, 'this symlink leads out of the state directory and is not followed: put the file itself here');
  return true;
}

function tooMany(reading: Reading, path: string): void {
  report(reading, path, `there are more than ${limits.files} files: those from here on are not read`);
  reading.found.push(path);
}

function readFile(reading: Reading, path: string): StateFile | undefined {
  try {
    const bytes = readBounded(join(reading.dir, path));
    if (bytes === undefined) {
      report(reading, path, `the file is larger than ${limits.fileBytes / 1_000_000} MB: split it`);
      return undefined;
    }
    const decoded = decodeUtf8(bytes);
    if ('text' in decoded) return { path, id: createHash('sha1').update(bytes).digest('hex'), text: decoded.text };
    report(reading, path, 'this line is not UTF-8: save the file as UTF-8', 'error', decoded.badLine);
  } catch (error) {
    report(reading, path, `the file cannot be read: ${reasonOf(error)}`);
  }
  return undefined;
}

/**
 * Synchronous on purpose: a state is thousands of small files, of which each would cost four turns of the event loop,
 * and that is more than parsing it.
 * @returns undefined where the file is too large
 */
function readBounded(path: string): Uint8Array | undefined {
  const found = statSync(path);
  if (!found.isFile()) throw new Error('it is no plain file');
  return found.size > limits.fileBytes ? undefined : readFileSync(path);
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  return message;
}

function report(
  reading: Reading,
  path: string,
  message: string,
  severity: Problem['severity'] = 'error',
  line = 1,
): void {
  const file = [reading.shownAs, path].filter((part) => part !== '').join('/');
  const is = layoutOf(path);
  if (is !== undefined && 'kind' in is) reading.unread.push(path);
  reading.problems.push({ severity, file, line, column: 1, message });
}
