import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ran } from './state-repo.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

/** The command line in a process of its own, as a user starts it; its environment holds nothing but what is given. */
export function spawnRollcall(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): { readonly process: ChildProcess; readonly ended: Promise<Ran> } {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), cli, ...args], {
    cwd,
    env: { PATH, HOME, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', log: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.log += text;
  });
  const ended = new Promise<Ran>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done({ code: code ?? (signal === 'SIGKILL' ? 137 : -1), ...printed }));
  });
  return { process: child, ended };
}
