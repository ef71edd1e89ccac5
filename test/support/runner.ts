import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Contexts, filledIn, holds, type Status } from './workflow-expressions.ts';
import { type Job, type Step, workflow } from './workflow-files.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** Where Rollcall's repository stands, as GitHub tells a reusable workflow of itself. */
export const rollcall = { workflow_repository: 'rollcall/rollcall', workflow_sha: 'f'.repeat(40) };

export interface Occasion {
  /** A file of `.github/workflows`. */
  readonly file: string;
  /** What the caller gives. */
  readonly inputs?: Readonly<Record<string, string | boolean>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly github: Readonly<Record<string, unknown>> & {
    readonly event_name: string;
    readonly repository: string;
    readonly ref: string;
  };
  readonly job?: Readonly<Record<string, string>>;
  /** The state repository's remote. */
  readonly remote: string;
  /** What every step finds in its environment besides what Actions gives. */
  readonly env: Readonly<Record<string, string>>;
}

export interface JobRun {
  readonly conclusion: Status;
  /** `name: success`, in order. */
  readonly steps: readonly string[];
  /** What stands on the page of the run. */
  readonly summary: string;
  readonly log: string;
  /** The folder of npm and its arguments, each time it was called. */
  readonly npm: readonly string[];
  readonly artifacts: readonly string[];
  /** The token with which git asks and pushes. */
  readonly gitToken: string;
  readonly workspace: string;
}

interface Runner {
  readonly occasion: Occasion;
  readonly workspace: string;
  readonly temp: string;
  readonly contexts: Contexts & { readonly steps: Record<string, object> };
  readonly artifacts: string[];
  gitToken: string;
  log: string;
}

/**
 * Runs the only job of a reusable workflow as a runner of GitHub does: its scripts with bash, in order, with the
 * environment that the file gives them. Of the actions it does what they are known for; others are refused.
 */
export async function runJob(occasion: Occasion): Promise<JobRun> {
  const { text: _, ...file } = workflow(occasion.file);
  const [[name, job] = ['', undefined], ...others] = Object.entries(file.jobs);
  if (job === undefined || others.length > 0) throw new Error(`${occasion.file} has not one job`);
  if (file.defaults?.run?.shell !== 'bash') throw new Error(`${name}: without \`shell: bash\` there is no pipefail`);
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-runner-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const runner: Runner = {
    occasion,
    workspace: folderIn(folder, 'workspace'),
    temp: folderIn(folder, 'temp'),
    contexts: { ...contextsOf(occasion), steps: {} },
    artifacts: [],
    gitToken: '',
    log: '',
  };
  writeTools(folderIn(runner.temp, 'tools'));
  const steps: string[] = [];
  let status: Status = 'success';
  for (const step of job.steps) {
    rmSync(join(runner.temp, 'output'), { force: true });
    const outcome = holds(step.if, runner.contexts, status) ? await runStep(runner, job, step) : 'skipped';
    if (step.id !== undefined) runner.contexts.steps[step.id] = { outcome, outputs: outputsOf(runner) };
    steps.push(`${step.name ?? step.uses?.split('@')[0] ?? ''}: ${outcome}`);
    if (outcome === 'failure') status = 'failure';
  }
  return {
    conclusion: status,
    steps,
    summary: textOf(join(runner.temp, 'summary')),
    log: runner.log,
    npm: textOf(join(runner.temp, 'npm.log'))
      .split('\n')
      .filter((line) => line !== ''),
    artifacts: runner.artifacts,
    gitToken: runner.gitToken,
    workspace: runner.workspace,
  };
}

/** A secret that the workflow does not declare is not there; one that is not given is empty. */
function contextsOf({ file, inputs = {}, secrets = {}, github, job = rollcall }: Occasion): Contexts {
  const { workflow_call: call } = workflow(file).on;
  if (call === undefined) throw new Error(`${file} is no reusable workflow`);
  const declared = (names: object, given: object): void => {
    const unknown = Object.keys(given).filter((name) => !(name in names));
    if (unknown.length > 0) throw new Error(`${file} does not take ${unknown.join(', ')}`);
  };
  declared(call.inputs, inputs);
  declared(call.secrets, secrets);
  const defaults = Object.entries(call.inputs).map(([name, input]) => [name, input.default] as const);
  const empty = Object.keys(call.secrets).map((name) => [name, ''] as const);
  return {
    github,
    job,
    inputs: { ...Object.fromEntries(defaults), ...inputs },
    secrets: { ...Object.fromEntries(empty), ...secrets },
  };
}

async function runStep(runner: Runner, job: Job, step: Step): Promise<'success' | 'failure'> {
  if (step.uses !== undefined) return runAction(runner, step);
  const fill = (text: string): string => filledIn(text, runner.contexts);
  const given = Object.entries({ ...job.env, ...step.env }).map(([name, value]) => [name, fill(value)] as const);
  const script = join(runner.temp, 'script.sh');
  writeFileSync(script, step.run ?? '');
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: join(runner.workspace, step['working-directory'] ?? '.'),
    env: { ...environmentOf(runner), ...Object.fromEntries(given) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => {
      runner.log += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? 'success' : 'failure';
}

/** Nothing of the machine's own environment but where its programs are. */
function environmentOf({ occasion, workspace, temp }: Runner): Record<string, string> {
  return {
    PATH: [join(temp, 'tools'), dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    HOME: temp,
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: occasion.github.event_name,
    GITHUB_REPOSITORY: occasion.github.repository,
    GITHUB_ACTOR: 'alice',
    GITHUB_OUTPUT: join(temp, 'output'),
    GITHUB_STEP_SUMMARY: join(temp, 'summary'),
    NPM_LOG: join(temp, 'npm.log'),
    ...occasion.env,
  };
}

function runAction(runner: Runner, { uses = '', with: written = {} }: Step): 'success' {
  const given = Object.fromEntries(
    Object.entries(written).map(([name, value]) => [name, filledIn(String(value), runner.contexts)]),
  );
  const [action = ''] = uses.split('@');
  switch (action) {
    case 'actions/checkout':
      if (given['repository'] === undefined) checkOutState(runner, given);
      else checkOutRollcall(runner, given);
      return 'success';
    case 'actions/setup-node':
      return 'success';
    case 'actions/create-github-app-token':
      writeFileSync(join(runner.temp, 'output'), `token=of the app ${given['app-id']}\n`);
      return 'success';
    case 'actions/upload-artifact':
      keepArtifact(runner, given);
      return 'success';
    default:
      throw new Error(`the test does not know what ${uses} does`);
  }
}

/** Rollcall as a checkout of its repository has it: without dist, which is built there. */
function checkOutRollcall(
  { workspace }: Runner,
  { repository, ref, path = '' }: Readonly<Record<string, string>>,
): void {
  if (repository !== rollcall.workflow_repository || ref !== rollcall.workflow_sha) {
    throw new Error(`checked out ${repository} at ${ref}, which is not Rollcall at the workflow's own commit`);
  }
  const to = folderIn(workspace, path);
  for (const part of ['package.json', 'scripts', '.github'])
    cpSync(join(project, part), join(to, part), { recursive: true });
}

/** A pull request is checked out as its merge into the branch, a branch as it is now. Without credentials, no remote. */
function checkOutState(runner: Runner, given: Readonly<Record<string, string>>): void {
  const { occasion, workspace } = runner;
  const { remote, github } = occasion;
  runner.gitToken = given['token'] ?? "the workflow's own";
  const to = folderIn(workspace, given['path'] ?? '');
  const git = (...args: string[]): void => {
    const identity = ['-c', 'user.name=GitHub', '-c', 'user.email=noreply@github.com'];
    const clean = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    execFileSync('git', [...identity, ...args], { cwd: to, env: clean, stdio: 'pipe' });
  };
  if (given['fetch-depth'] !== '0') throw new Error('the test checks out whole histories alone');
  git('clone', '--quiet', '--no-checkout', `file://${remote}`, '.');
  const ref = given['ref'] ?? github.ref;
  const pull = /^refs\/pull\/(\d+)\/merge$/.exec(ref)?.[1];
  if (pull === undefined) {
    const branch = ref.replace(/^refs\/heads\//, '');
    git('checkout', '--quiet', '-B', branch, `refs/remotes/origin/${branch}`);
  } else {
    git('checkout', '--quiet', '--detach', 'refs/remotes/origin/main');
    git('fetch', '--quiet', 'origin', `refs/pull/${pull}/head`);
    git('merge', '--quiet', '--no-ff', '--message=Merge', 'FETCH_HEAD');
  }
  if (given['persist-credentials'] !== 'true') git('remote', 'set-url', 'origin', '/nowhere');
}

function keepArtifact({ workspace, artifacts }: Runner, { path = '' }: Readonly<Record<string, string>>): void {
  const [folder, pattern] = [join(workspace, dirname(path)), path.split('/').at(-1)?.split('*') ?? []];
  const [start = '', end = ''] = pattern;
  const found = execFileSync('ls', { cwd: folder, encoding: 'utf8' }).split('\n');
  artifacts.push(...found.filter((name) => name.startsWith(start) && name.endsWith(end) && name !== ''));
}

/** npm, without a network: it notes how it was called, and builds what starts the source. */
function writeTools(tools: string): void {
  const built = join(tools, 'cli.js');
  const url = (path: string): string => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  writeFileSync(built, `import { register } from ${tsx};\nregister();\nawait import(${url('src/cli.ts')});\n`);
  const npm = `#!/bin/sh\necho "$PWD $*" >> "$NPM_LOG"\nif [ "$*" = "run build" ]; then mkdir dist && cp '${built}' dist/; fi\n`;
  writeFileSync(join(tools, 'npm'), npm, { mode: 0o755 });
}

/** What the step before wrote as outputs. */
function outputsOf({ temp }: Runner): Record<string, string> {
  const lines = textOf(join(temp, 'output'))
    .split('\n')
    .filter((line) => line.includes('='));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function folderIn(parent: string, name: string): string {
  const path = join(parent, name);
  mkdirSync(path, { recursive: true });
  return path;
}
