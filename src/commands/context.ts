import { createRequire } from 'node:module';
import type { Clock } from '../model/clock.ts';

/**
 * What the command line and the environment say; every command gets one and touches `process` nowhere else. It is the
 * clock as well, in one place so that tests and rehearsals can set it.
 */
export interface Context extends Clock {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder the user stands in; relative paths start here. */
  readonly cwd: string;
  /** Where the state is, below `cwd` or absolute. */
  readonly state: string;
  readonly format: Format;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  /** Results. */
  out(text: string): void;
  /** Progress and logs; nothing where `--quiet`. */
  log(text: string): void;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
}

export type Format = 'text' | 'json' | 'markdown' | 'github';

/** Exit codes of the command line; README and DESIGN list them. */
export const exit = { done: 0, error: 1, pending: 2, refused: 3, unfinished: 4, interrupted: 130 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

export function version(): string {
  const read = createRequire(import.meta.url)('../../package.json') as { version: string };
  return read.version;
}
