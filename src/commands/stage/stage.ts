import { mkdir } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { type Git, gitIn } from '../../git/git.ts';
import type { Clock } from '../../model/clock.ts';
import type { OrgState } from '../../model/org-state.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/start.ts';
import type { Context, ExitCode, Format } from '../context.ts';

/** What is played on: an embedded GitHub, a bare remote and a clone of it, in one folder. */
export interface Stage {
  readonly folder: string;
  readonly sandbox: RunningSandbox;
  /** The clone of the state repository. */
  readonly clone: string;
  readonly git: Git;
  /** Runs a command of Rollcall in the clone, as a user would, against the sandbox. */
  readonly rollcall: (command: (context: Context) => Promise<ExitCode>, format?: Format) => Promise<Ran>;
}

export interface Ran {
  readonly code: ExitCode;
  /** Its results. */
  readonly out: string;
}

export interface Setting {
  /** An empty one. */
  readonly folder: string;
  /** What the organisation starts from; it names the state repository. */
  readonly organization: OrgState;
  readonly limits?: NonNullable<Parameters<typeof startSandbox>[0]>['limits'];
  /** Keeps what happens in a file of the folder. */
  readonly isKept?: boolean;
  /** Who commits. */
  readonly author: string;
}

/** Which clock a run has, and whether it keeps GitHub's documented limits; the context's own by default, and `off`. */
interface Running {
  readonly clock?: Clock;
  readonly pacing?: 'github' | 'off';
}

/** @param running asked for at each run */
export async function buildStage(
  context: Context,
  { folder, organization, limits, isKept = false, author }: Setting,
  running: (sandbox: RunningSandbox) => Running = () => ({}),
): Promise<Stage> {
  const sandbox = await startSandbox({
    from: organization,
    repository: join(folder, 'remote.git'),
    ...(isKept ? { data: join(folder, 'sandbox.json') } : {}),
    ...(limits === undefined ? {} : { limits }),
  });
  const clone = join(folder, 'access');
  try {
    const git = await cloneOf(context, sandbox, { clone, author });
    return { folder, sandbox, clone, git, rollcall: runner(context, sandbox, clone, running) };
  } catch (error) {
    // As long as it listens, the process does not end.
    await sandbox.close();
    throw error;
  }
}

/** A clone in which nothing of the machine's git configuration matters, hooks and signing least of all. */
async function cloneOf(
  { env }: Context,
  { remote }: RunningSandbox,
  { clone, author }: { readonly clone: string; readonly author: string },
): Promise<Git> {
  await mkdir(clone);
  const plain = gitIn(clone, { ...env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' });
  const identity = ['-c', `user.name=${author}`, '-c', `user.email=${author.toLowerCase()}@acme.example`];
  const git: Git = { ...plain, run: (args) => plain.run([...identity, ...args]) };
  await git.run(['init', '--initial-branch=main']);
  await git.run(['remote', 'add', 'origin', remote ?? '']);
  return git;
}

function runner(
  context: Context,
  sandbox: RunningSandbox,
  clone: string,
  running: (sandbox: RunningSandbox) => Running,
): Stage['rollcall'] {
  return async (command, format = 'text') => {
    const { clock = context, pacing = 'off' } = running(sandbox);
    const printed: string[] = [];
    const code = await command({
      ...context,
      now: () => clock.now(),
      sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
      env: { ...context.env, ...credentialsFor(sandbox), ROLLCALL_PACING: pacing === 'off' ? 'off' : undefined },
      cwd: clone,
      state: 'state',
      format,
      color: false,
      verbose: false,
      out: (text) => void printed.push(text),
      log: (text) => {
        if (context.verbose) context.log(text);
      },
    });
    return { code, out: printed.join('\n') };
  };
}

/** The sandbox's, and nobody else's: no token and no git configuration of the user's is ever used. */
function credentialsFor({ url, token }: RunningSandbox): Context['env'] {
  return {
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GITHUB_API_URL: url,
    GITHUB_TOKEN: token,
    ROLLCALL_APP_ID: undefined,
    ROLLCALL_APP_PRIVATE_KEY: undefined,
  };
}
