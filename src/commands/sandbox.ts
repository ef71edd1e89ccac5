import { once } from 'node:events';
import { resolve } from 'node:path';
import { dayOf } from '../model/day.ts';
import { UsageError } from '../model/errors.ts';
import type { OrgState } from '../model/org-state.ts';
import { startSandbox } from '../sandbox/start.ts';
import { loadState } from '../state/load-state.ts';
import { readStateDirectory } from '../state/read-directory.ts';
import { type Context, type ExitCode, exit } from './context.ts';

export interface SandboxCommandOptions {
  readonly port?: number;
  readonly from?: string;
  readonly repository?: string;
  readonly data?: string;
}

/** Runs the embedded GitHub until it is interrupted, and says where it is as one line of JSON. */
export async function sandboxCommand(context: Context, options: SandboxCommandOptions): Promise<ExitCode> {
  const at = (path: string): string => resolve(context.cwd, path);
  const running = await startSandbox({
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.repository === undefined ? {} : { repository: at(options.repository) }),
    ...(options.data === undefined ? {} : { data: at(options.data) }),
    ...(options.from === undefined ? {} : { from: await readState(context, options.from) }),
  });
  const { url, token, organization, stateRepository, remote } = running;
  context.out(JSON.stringify({ url, token, organization, stateRepository, remote, pid: process.pid }));
  if (!context.signal.aborted) await once(context.signal, 'abort');
  await running.close();
  return exit.done;
}

/** An owner too few is no reason not to rehearse; a state that means something else than it says is. */
async function readState(context: Context, dir: string): Promise<OrgState> {
  const { files, problems: unread } = await readStateDirectory(resolve(context.cwd, dir), dir);
  const loaded = loadState(files, { prefix: dir, today: dayOf(context.now()) });
  const errors = [...unread, ...loaded.problems].filter(
    ({ severity, rule }) => severity === 'error' && rule !== 'owners-minimum',
  );
  const [first] = errors;
  if (first === undefined) return loaded.state;
  throw new UsageError(
    'invalid-state',
    `${dir} has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}, the first at ${first.file}:${first.line}:${first.column}: ${first.message}. ` +
      `See them all with: rollcall validate --state ${dir}`,
  );
}
