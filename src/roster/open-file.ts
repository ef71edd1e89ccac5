import type { Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FeedError } from '../model/errors.ts';
import { feedError, mostBytes, type Opened, type Origin, tooLarge } from './origin.ts';

/**
 * Opens an HR file; its time of modification is its age.
 * @param file as in roster.yaml: from the checkout's root, or absolute
 * @throws FeedError where it is not there, no plain file, or too large
 */
export async function openFile(root: string, file: string, origin: Origin): Promise<Opened> {
  const path = resolve(root, file);
  // Before it is opened: to open a named pipe waits for somebody to write.
  const before = await plainFile(path, origin);
  if (before.size > mostBytes) throw tooLarge(origin);
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(error, path, origin);
  });
  return { chunks: wholeFile(handle, before, origin), asOf: before.mtime };
}

/** @throws FeedError where it is not there, or no plain file */
export async function plainFile(path: string, origin: Origin): Promise<Stats> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(error, path, origin);
  });
  if (found.isFile()) return found;
  throw feedError(origin, 'feed-missing', `${path} is no plain file: give file: in roster.yaml the path of one`);
}

export function changedMeanwhile(origin: Origin): FeedError {
  return feedError(origin, 'feed-changed', 'it changed while it was read: run again when the export is finished');
}

function unreadable(error: unknown, path: string, origin: Origin): FeedError {
  return feedError(origin, 'feed-missing', reasonOf(error as NodeJS.ErrnoException, path), { cause: error });
}

function reasonOf({ code, message }: NodeJS.ErrnoException, path: string): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return `there is no file ${path}: put the export there, or correct file: in roster.yaml (paths are from the checkout's root)`;
  }
  if (code === 'EACCES' || code === 'EPERM') return `${path} cannot be read: permission denied to this user`;
  return `${path} cannot be read: ${message}`;
}

/** An export that is still being written when it is read is half a list. */
async function* wholeFile(
  handle: FileHandle,
  before: { readonly size: number; readonly mtimeMs: number },
  origin: Origin,
): AsyncGenerator<Uint8Array> {
  try {
    yield* handle.createReadStream({ autoClose: false, end: mostBytes }) as AsyncIterable<Uint8Array>;
    const after = await handle.stat();
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      throw changedMeanwhile(origin);
    }
  } finally {
    await handle.close();
  }
}
