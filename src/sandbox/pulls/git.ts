import { spawn } from 'node:child_process';
import { GitError } from '../../model/errors.ts';

/** Runs git in one bare repository, without a shell. */
export interface Git {
  /** @throws GitError where git ends with anything but 0. */
  run(args: readonly string[], options?: RunOptions): Promise<string>;
  /** Like run, but leaves the judgement of the exit code to the caller. */
  attempt(args: readonly string[], options?: RunOptions): Promise<GitResult>;
}

interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface GitResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nothing of the user's own git settings, so that the same requests always make the same commits. */
const environment = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

/** @param dir path of a bare repository */
export function gitIn(dir: string): Git {
  const attempt = (args: readonly string[], options: RunOptions = {}) => runGit(dir, args, options);
  return {
    attempt,
    run: async (args, options) => {
      const result = await attempt(args, options);
      if (result.code === 0) return result.stdout;
      const what = `git ${args[0]} ended with ${result.code} in ${dir}: ${result.stderr.trim()}`;
      throw new GitError('git-failed', what);
    },
  };
}

function runGit(dir: string, args: readonly string[], options: RunOptions): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'] ?? '', ...environment, ...options.env };
    const child = spawn('git', ['--git-dir', dir, ...args], { env, stdio: 'pipe' });
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    child.on('error', (cause) =>
      reject(new GitError('git-not-run', 'git could not be started; is it installed?', { cause })),
    );
    child.on('close', (code) => resolve({ code: code ?? -1, stdout: stdout(), stderr: stderr() }));
    child.stdin.on('error', () => {}); // git may end before it has read everything; its exit code tells
    child.stdin.end(options.input ?? '');
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
