import type { Context } from '../../src/commands/context.ts';
import type { StateRepoFixture } from './state-repo.ts';

/** What `apply --format json` prints. */
export interface ApplyJson {
  readonly summary: {
    readonly planned: number;
    readonly done: number;
    readonly failed: number;
    readonly waiting: number;
    readonly skipped: number;
  };
  readonly stop?: { readonly reason: string; readonly message: string };
  readonly outcomes: readonly {
    readonly result: 'done' | 'failed' | 'waiting' | 'skipped';
    readonly code?: string;
    readonly message?: string;
    readonly change: Readonly<Record<string, unknown>> & { readonly kind: string };
  }[];
  readonly findings: readonly { readonly finding: string; readonly message: string; readonly unfinished?: boolean }[];
  readonly verification: { readonly result: string; readonly scope?: string };
}

/** Applies, and reads what was printed. */
export async function applyJson(
  repo: StateRepoFixture,
  options: Parameters<StateRepoFixture['apply']>[0] = {},
  context: Partial<Context> = {},
): Promise<ApplyJson & { readonly exit: number }> {
  const { code, out, log } = await repo.apply(options, { ...context, format: 'json' });
  if (!out.startsWith('{"version"') && !out.startsWith('{\n')) throw new Error(`no JSON: ${out}${log}`);
  return { ...(JSON.parse(out) as ApplyJson), exit: code };
}

/** `METHOD path` of each write since the last time, and nothing that only reads. */
export async function writesSince(repo: StateRepoFixture): Promise<readonly string[]> {
  const { entries } = await repo.requests();
  await repo.control('DELETE', 'requests');
  return entries
    .filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
    .map(({ method, path }) => `${method} ${path}`);
}
