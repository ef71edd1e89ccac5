import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { UsageError } from '../model/errors.ts';
import type { World } from './world/world.ts';

const version = 2;

/** The world that a file holds; undefined where there is no such file yet. */
export function readWorld(file: string): World | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const data = JSON.parse(readFileSync(file, 'utf8'), revive) as { version?: unknown; world?: World };
    if (data.version === version && data.world !== undefined) return data.world;
  } catch (cause) {
    throw unreadable(file, cause);
  }
  throw unreadable(file, undefined);
}

/** Keeps a world in a file. */
export interface Keeper {
  /** The world changed: the file has it at once, or soon where changes come so fast that writing would be all there is. */
  keep(): void;
  /** The file has the world as it is now. */
  flush(): void;
}

/** Writing takes a tenth of the time at most: a large world takes some ten milliseconds to write. */
const patience = 10;

export function createKeeper(file: string, world: World): Keeper {
  let [next, isBehind] = [0, false];
  const flush = (): void => {
    isBehind = false;
    const began = performance.now();
    writeWorld(file, world);
    const ended = performance.now();
    next = ended + patience * (ended - began);
  };
  return {
    keep() {
      const early = next - performance.now();
      if (early <= 0) return flush();
      if (!isBehind) setTimeout(() => isBehind && flush(), early).unref();
      isBehind = true;
    },
    flush,
  };
}

/** Writes the world beside the file and then puts it in its place: whoever reads, reads a whole one. */
function writeWorld(file: string, world: World): void {
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, JSON.stringify({ version, world }, replace));
  renameSync(beside, file);
}

function unreadable(file: string, cause: unknown): UsageError {
  const message = `${file} does not hold a sandbox's state; give another file to --data, or delete it to begin anew.`;
  return new UsageError('bad-sandbox-data', message, { cause });
}

/** JSON knows no maps: they become lists of pairs under a key that no other object here has. */
function replace(_: string, value: unknown): unknown {
  return value instanceof Map ? { $map: [...(value as Map<unknown, unknown>)] } : value;
}

function revive(_: string, value: unknown): unknown {
  const isMap = typeof value === 'object' && value !== null && '$map' in value;
  return isMap ? new Map(value.$map as [unknown, unknown][]) : value;
}
