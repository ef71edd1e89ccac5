import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Git, gitIn } from '../../git/git.ts';
import { UsageError } from '../../model/errors.ts';
import { bigOrganization } from '../../sandbox/organization-generator/big-organization.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/start.ts';
import type { Context, ExitCode, Format } from '../context.ts';

/** What the story is played on: an embedded GitHub, a bare remote and a clone of it, in one folder. */
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

/** The size of the organisation in which it happened. */
const size = { people: 3500, teams: 500, repos: 2000, seed: 3500 };
export const stateRepository = 'acme/access';

/** @throws UsageError where `--dir` names a folder that has files */
export async function setStage(context: Context, dir: string | undefined): Promise<Stage> {
  const folder = dir === undefined ? await mkdtemp(join(tmpdir(), 'rollcall-demo-')) : await emptyFolder(context, dir);
  const organization = bigOrganization(size);
  const sandbox = await startSandbox({
    from: { ...organization, organization: { ...organization.organization, stateRepository } },
    repository: join(folder, 'remote.git'),
    data: join(folder, 'sandbox.json'),
    limits: { primary: null, secondary: false },
  });
  const clone = join(folder, 'access');
  return {
    folder,
    sandbox,
    clone,
    git: await cloneOf(context, sandbox, clone),
    rollcall: runner(context, sandbox, clone),
  };
}

async function emptyFolder(context: Context, dir: string): Promise<string> {
  const folder = resolve(context.cwd, dir);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length === 0) return folder;
  throw new UsageError('folder-not-empty', `${dir} has files. Give the demo a folder of its own, or leave --dir out.`);
}

/** A clone in which nothing of the machine's git configuration matters, hooks and signing least of all. */
async function cloneOf({ env }: Context, { remote }: RunningSandbox, clone: string): Promise<Git> {
  await mkdir(clone);
  const plain = gitIn(clone, { ...env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' });
  const author = ['-c', 'user.name=Demo', '-c', 'user.email=demo@acme.example'];
  const git: Git = { ...plain, run: (args) => plain.run([...author, ...args]) };
  await git.run(['init', '--quiet', '--initial-branch=main']);
  await git.run(['remote', 'add', 'origin', remote ?? '']);
  return git;
}

function runner(context: Context, sandbox: RunningSandbox, clone: string): Stage['rollcall'] {
  const env = {
    ...context.env,
    GITHUB_API_URL: sandbox.url,
    GITHUB_TOKEN: sandbox.token,
    ROLLCALL_PACING: 'off',
  };
  return async (command, format = 'text') => {
    const printed: string[] = [];
    const code = await command({
      ...context,
      env,
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
