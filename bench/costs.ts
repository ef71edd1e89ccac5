import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Context } from '../src/commands/context.ts';
import { validate } from '../src/commands/validate.ts';
import { baseOf } from '../src/planner/base.ts';
import { plan } from '../src/planner/plan.ts';
import { bigOrganization, type OrganizationSize } from '../src/sandbox/organization-generator/big-organization.ts';
import { startSandbox } from '../src/sandbox/start.ts';
import { machineClock } from '../src/scm/machine-clock.ts';
import { type LoadedState, loadState } from '../src/state/load-state.ts';
import { serialiseState } from '../src/state/serialise.ts';
import { limits, type StateFile } from '../src/state/state-file.ts';
import { processorTimes } from './processor-time.ts';

/** Milliseconds of processor time. */
export interface ValidateCost {
  /** Reading the directory, checking it and writing the report. */
  readonly validate: number;
  /** The YAML parser alone, from memory, without the library's own search for duplicate keys, which is quadratic. */
  readonly parser: number;
}

export async function costOfValidate(size: OrganizationSize, rounds: number): Promise<ValidateCost> {
  const files = filesOf(size);
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    const acts = {
      parser: () => files.map(({ text }) => parseDocument(text, { uniqueKeys: false })),
      validate: async () => {
        if ((await validate(contextIn(dir))) !== 0) throw new Error(`${dir} is no valid state`);
      },
    };
    await processorTimes(acts, 1);
    return await processorTimes(acts, rounds);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Milliseconds of processor time. */
export interface PlanCost {
  readonly load: number;
  /** Of the loaded state against a live organisation that equals it. */
  readonly plan: number;
}

export async function costOfPlan(size: OrganizationSize, rounds: number): Promise<PlanCost> {
  const files = filesOf(size);
  const live = bigOrganization(size);
  const { state, entries, policy } = loaded(files);
  const desired = { commit: null, state, entries, policy };
  return processorTimes(
    {
      load: () => loaded(files),
      plan: () => {
        const options = { scope: { kind: 'full' }, accounts: new Map(), attempts: new Map() } as const;
        const { changes } = plan(desired, live, baseOf([desired]), options);
        if (changes.length > 0) throw new Error(`${changes.length} changes where there are none`);
      },
    },
    rounds,
  );
}

/** Milliseconds by the clock until the sandbox answers. */
export async function sandboxStart(size: OrganizationSize): Promise<number> {
  const from = bigOrganization(size);
  const start = performance.now();
  const sandbox = await startSandbox({ from });
  const took = performance.now() - start;
  await sandbox.close();
  return took;
}

function loaded(files: readonly StateFile[]): LoadedState {
  const loaded = loadState(files, { prefix: 'state', today: '2026-11-22' });
  if (loaded.problems.length > 0) throw new Error(`the state has problems: ${JSON.stringify(loaded.problems[0])}`);
  return loaded;
}

/** The files of the organisation, none larger than a state's may be. */
function filesOf(size: OrganizationSize): readonly StateFile[] {
  const written = serialiseState(bigOrganization(size));
  const files = [...written]
    .flatMap(([path, text]) => split(path, text))
    .map(([path, text]) => ({ path, id: path, text }));
  if (files.length > limits.files) throw new Error(`${files.length} files are more than a state may have`);
  return files;
}

/** A file of users that is too large, in parts of so many lines. */
function split(path: string, text: string): readonly (readonly [path: string, text: string])[] {
  const lines = text.split('\n');
  if (!path.startsWith('users/') || lines.length <= linesInFile) return [[path, text]];
  const entries = lines.filter((line) => line.startsWith('  '));
  const count = Math.ceil(entries.length / linesInFile);
  return Array.from({ length: count }, (_, part) => {
    const lines = entries.slice(part * linesInFile, (part + 1) * linesInFile);
    return [path.replace('.yaml', `-${part}.yaml`), `users:\n${lines.join('\n')}\n`];
  });
}

/** About half of the 5 MB that a file may have. */
const linesInFile = 50_000;

function contextIn(dir: string): Context {
  return {
    env: {},
    cwd: dir,
    state: '.',
    format: 'text',
    quiet: false,
    verbose: false,
    color: false,
    out: () => undefined,
    log: () => undefined,
    ...machineClock,
    now: () => new Date('2026-11-22T00:00:00Z'),
    signal: new AbortController().signal,
  };
}
