// Runs Rollcall in a workflow: node run-in-workflow.mjs ARGUMENTS… Its results go into the job's summary, its exit code is ours.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const gitConfiguration = fileURLToPath(new URL('../.github/gitconfig', import.meta.url));

/** What an exit code means, on the page of the run. */
const annotations = {
  3: '::error title=Refused::The summary of this job says why, and what would allow it.',
  4: '::warning title=Unfinished::Not everything is in effect. The next run goes on; the summary of this job says what waits.',
};

const { ROLLCALL_HR, ...environment } = process.env;
const env = { ...environment, ...hrSecrets(ROLLCALL_HR), GIT_CONFIG_GLOBAL: gitConfiguration };
const code = await rollcall(process.argv.slice(2), env);
if (code in annotations) console.log(annotations[code]);
process.exitCode = code;

/**
 * The HR secrets, which a reusable workflow cannot take by names that it does not know: ROLLCALL_HR has one NAME=value
 * a line. GitHub hides the secret as it stands, so each value has to be hidden by itself.
 */
function hrSecrets(secret = '') {
  const lines = secret.split('\n').map((line) => line.trim());
  const pairs = lines.flatMap((line, index) => {
    if (line === '') return [];
    const [, name, value] = /^(ROLLCALL_HR_\w+)=(.+)$/.exec(line) ?? [];
    // Not the line itself, which is a secret.
    if (name === undefined) fail(`Line ${index + 1} of the secret ROLLCALL_HR is not ROLLCALL_HR_NAME=value.`);
    console.log(`::add-mask::${value.replaceAll('%', '%25')}`);
    return [[name, value]];
  });
  return Object.fromEntries(pairs);
}

function fail(message) {
  console.log(`::error::${message}`);
  process.exit(1);
}

/** Results to the summary alone: in the log the runner would look for commands in them. */
function rollcall(args, env) {
  const summary = openSync(env.GITHUB_STEP_SUMMARY, 'a');
  const child = spawn(process.execPath, [cli, '--format', 'markdown', ...args], {
    env,
    stdio: ['ignore', summary, 'inherit'],
  });
  closeSync(summary);
  // A run that is cancelled ends after the request in flight.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
