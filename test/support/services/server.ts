import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './unprivileged.ts';

/** How long a server may take to start or stop, in milliseconds. */
const patience = 60_000;

export interface Started {
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until it answers. It ends with `stop`, or with this process.
 * @param answers fails as long as the server is not ready
 * @param signal that makes the server end quickly
 */
export async function startServer(
  command: readonly [binary: string, ...args: string[]],
  { cwd, account }: { readonly cwd: string; readonly account: Account },
  answers: () => Promise<unknown>,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<Started> {
  const [binary, ...args] = command;
  const server = spawn(binary, args, { cwd, ...account, env: environmentIn(cwd), stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): boolean => server.kill('SIGKILL');
  process.once('exit', kill);
  let log = '';
  for (const output of [server.stdout, server.stderr]) output.on('data', (text: Buffer) => (log += text.toString()));
  const ended = once(server, 'exit');
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null && server.kill(signal)) {
      const late = setTimeout(kill, patience);
      await ended;
      clearTimeout(late);
    }
    process.off('exit', kill);
  };
  for (const until = Date.now() + patience; ; await sleep(50)) {
    const refusal = await answers().then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (refusal === undefined) return { pid: server.pid ?? 0, stop };
    const over = server.exitCode !== null || server.signalCode !== null || Date.now() > until;
    if (!over) continue;
    await stop();
    throw new Error(`${binary} did not start: ${refusal}\n${log.slice(-4000)}`);
  }
}

/** What servers and the commands that prepare their folders see: nothing of ours. */
export function environmentIn(folder: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder, LC_ALL: 'C' };
}
