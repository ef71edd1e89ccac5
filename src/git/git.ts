import { spawn } from 'node:child_process';
import { simpleGit } from 'simple-git';
import { GitError } from '../model/errors.ts';
import { withoutCredentials } from './without-credentials.ts';

/** Runs git in one folder, without a shell, without prompts, and with an environment of known variables alone. */
export interface Git {
  /**
   * What the command printed. One that prints nothing takes 50 ms longer, which simple-git waits for more to come: where
   * there is a choice, let it print.
   * @throws GitError with git's own words, where it ends with anything but 0
   */
  run(args: readonly string[]): Promise<string>;
  /** As {@link run}, with bytes in and out, for bulk reads. */
  feed(args: readonly string[], input: string): Promise<Buffer>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What git, ssh and TLS need of the user's environment; nothing else reaches them, tokens and GIT_DIR least of all.
 * The commands among them (GIT_SSH_COMMAND, GIT_ASKPASS) are the user's own choice, like PATH.
 */
const passedOn = [
  ['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR'],
  ['USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'SYSTEMROOT', 'TEMP', 'TMP', 'PATHEXT', 'COMSPEC'],
  ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
  ['SSL_CERT_FILE', 'SSL_CERT_DIR', 'GIT_SSL_CAINFO', 'GIT_SSL_CAPATH'],
  ['SSH_AUTH_SOCK', 'GIT_SSH_COMMAND', 'GIT_SSH', 'GIT_ASKPASS', 'SSH_ASKPASS'],
  ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM'],
].flat();

const fixed = {
  /** Messages in one language. */
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  /** A folder called `:(top)x` or `*` is only a name. */
  GIT_LITERAL_PATHSPECS: '1',
  /** Looking at the state must not write to the index. */
  GIT_OPTIONAL_LOCKS: '0',
  /** A replaced object would show another history than the remote has. */
  GIT_NO_REPLACE_OBJECTS: '1',
  /**
   * A folder that is laid out as a bare repository is never taken for one: a pull request could bring one as its state
   * directory, and its configuration names commands.
   * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository
   */
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'safe.bareRepository',
  GIT_CONFIG_VALUE_0: 'explicit',
};

/** A server that says nothing for so long is taken for dead, in milliseconds. */
const silence = 5 * 60_000;

export function gitIn(folder: string, environment: Environment): Git {
  const env = environmentFor(environment);
  const client = simpleGit({
    baseDir: folder,
    allowEnvironment: Object.keys(env),
    unsafe: {
      allowUnsafeSshCommand: true,
      allowUnsafeAskPass: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeConfigEnvCount: true,
    },
    timeout: { block: silence },
    // By default simple-git calls a command that fails without a word on stderr a success.
    errors: (error, { exitCode, stdErr }) => (exitCode === 0 ? error : (error ?? Buffer.concat([...stdErr]))),
  }).env(env);
  return {
    run: (args) => client.raw([...args]).catch((error: unknown) => fail(args, error)),
    feed: (args, input) => feed(folder, env, args, input).catch((error: unknown) => fail(args, error)),
  };
}

function environmentFor(environment: Environment): Record<string, string> {
  const known = passedOn.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(known), ...fixed };
}

/** The original error is not kept as cause: its text and its arguments may hold a URL with a password. */
function fail(args: readonly string[], error: unknown): never {
  const said = withoutCredentials(error instanceof Error ? error.message : String(error)).trim();
  if (said.includes('ENOENT')) {
    throw new GitError('no-git', 'git could not be started. Install git, and make sure that it is on the PATH.');
  }
  throw new GitError('git-failed', `git ${args[0] ?? ''} failed${said === '' ? '' : `: ${said}`}`);
}

/** simple-git reads text alone; this reads blobs as they are. */
function feed(folder: string, env: Record<string, string>, args: readonly string[], input: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: folder, env, stdio: 'pipe' });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new Error(Buffer.concat(err).toString()));
    });
    // git that ends early closes its end; its exit code says why.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
