import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { RollcallError } from '../../model/errors.ts';

/** A file that only grows, by whole lines. */
export interface LineFile {
  /**
   * Durable on return: it survives the loss of power.
   * @throws RollcallError where the disk does not take it; then the file is as it was before
   */
  append(line: string): void;
  close(): void;
}

/**
 * Makes a file that was not there.
 * @throws RollcallError where it is there already or cannot be made
 */
export function createLineFile(path: string): LineFile {
  const file = attempt(path, () => create(path));
  let [length, isOpen] = [0, true];
  return {
    append(line) {
      // By now its number may be another file's.
      if (!isOpen) throw new TypeError(`${path} is closed`);
      const bytes = Buffer.from(line);
      try {
        attempt(path, () => writeWhole(file, bytes));
        length += bytes.length;
      } catch (error) {
        dropTail(file, length);
        throw error;
      }
    },
    close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

function create(path: string): number {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const file = openSync(path, 'ax');
  fsyncFolder(folder);
  return file;
}

/** One call may write less than it was given, without an error. */
function writeWhole(file: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
  fsyncSync(file);
}

/** Half a line must not stand before the next one. Shortening needs no room; where it fails, a reader tells of it. */
function dropTail(file: number, length: number): void {
  try {
    ftruncateSync(file, length);
  } catch {
    // The error of the write itself says more.
  }
}

/** A file's name is durable only with its folder. Windows opens no folders, and keeps names by itself. */
function fsyncFolder(folder: string): void {
  let opened: number;
  try {
    opened = openSync(folder, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function attempt<Result>(path: string, write: () => Result): Result {
  try {
    return write();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RollcallError(
      'journal-not-written',
      `The journal ${path} could not be written (${why}), and nothing is sent that it does not hold. Make room, or the folder writable, and run again: what took effect by then is seen.`,
      { cause },
    );
  }
}
