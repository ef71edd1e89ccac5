import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { describe } from 'vitest';

type Describe = typeof describe | typeof describe.skip;

/**
 * `describe` for tests against a real server. Where the machine lacks it, they are reported as skipped; with `CI` set,
 * the whole file fails.
 * @param missing what the machine lacks and how to get it, as {@link missingService} says; undefined where all is there
 */
export function describeWith(missing: string | undefined): Describe {
  if (missing !== undefined && (env['CI'] ?? '') !== '') throw new Error(missing);
  return missing === undefined ? describe : describe.skip;
}

/** @param binary what {@link findBinary} found */
export function missingService(binary: string | undefined, name: string, debianPackage: string): string | undefined {
  return binary === undefined ? `${name} is not installed: apt-get install ${debianPackage}` : undefined;
}

/**
 * The path of a server's binary: on PATH, or where Debian puts servers, which is not on everybody's PATH.
 * @param folders to look in before all others
 */
export function findBinary(name: string, folders: readonly string[] = []): string | undefined {
  const path = (env['PATH'] ?? '').split(delimiter);
  return [...folders, ...path, '/usr/sbin', '/usr/local/sbin', '/usr/libexec']
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}
