import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Context } from '../../src/commands/context.ts';
import { drillCommand, type DrillOptions } from '../../src/commands/drill.ts';
import type { OrgState } from '../../src/model/org-state.ts';
import type { Policy } from '../../src/model/policy.ts';
import { machineClock } from '../../src/scm/machine-clock.ts';
import { defaultPolicy } from '../../src/state/normalise/policy.ts';
import { serialiseState } from '../../src/state/serialise.ts';

/** What `drill --format json` prints, as far as anybody asks; times in seconds. */
export interface DrillJson {
  readonly lost: { readonly people: number; readonly teamMemberships: number; readonly directGrants: number };
  readonly notes: readonly string[];
  readonly atOnce: number;
  readonly accepting: number;
  readonly reinstated: number;
  readonly notReinstated: readonly { readonly people: number; readonly why: string }[];
  readonly first: readonly { readonly team: string; readonly people: number; readonly last: number | null }[];
  readonly days: number;
  readonly runs: readonly {
    readonly start: number;
    readonly invitations: number;
    readonly first: number | null;
    readonly last: number | null;
    readonly requests: number;
  }[];
  readonly took: number;
  readonly shortest: number;
  readonly requests: { readonly invitations: number; readonly writes: number; readonly all: number };
  readonly heldUp: number;
  readonly completed: { readonly changes: number; readonly requests: number };
  readonly equal: boolean;
  readonly differences: readonly string[];
}

/** A folder with a state directory; `close` removes it. */
export function stateFolder(
  state: OrgState,
  policy: Partial<Policy> = {},
): { readonly dir: string; readonly close: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-state-'));
  for (const [path, text] of serialiseState(state, { policy: { ...defaultPolicy, ...policy } })) {
    const file = join(dir, 'state', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { dir, close: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Drills in a folder, with a token and a server that nobody may ask: nothing listens there. */
export async function drilled(
  dir: string,
  options: DrillOptions,
  format: Context['format'] = 'text',
): Promise<{ readonly code: number; readonly out: string; readonly log: string }> {
  let [out, log] = ['', ''];
  const code = await drillCommand(
    {
      env: {
        PATH: process.env['PATH'],
        HOME: '/nonexistent',
        GITHUB_API_URL: 'http://127.0.0.1:9',
        GITHUB_TOKEN: 'of the user',
      },
      cwd: dir,
      state: 'state',
      format,
      quiet: false,
      verbose: false,
      color: false,
      ...machineClock,
      out: (text) => {
        out += text;
      },
      log: (text) => {
        log += `${text}\n`;
      },
      signal: new AbortController().signal,
    },
    options,
  );
  return { code, out, log };
}

export async function drillJson(
  state: OrgState,
  policy: Partial<Policy>,
  options: DrillOptions,
): Promise<DrillJson & { readonly code: number }> {
  const { dir, close } = stateFolder(state, policy);
  try {
    const { code, out } = await drilled(dir, options, 'json');
    return { ...(JSON.parse(out) as DrillJson), code };
  } finally {
    close();
  }
}
