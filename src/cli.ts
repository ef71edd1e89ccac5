#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { type Context, type ExitCode, exit, type Format, version } from './commands/context.ts';
import type { DrillOptions } from './commands/drill.ts';
import type { RestoreOptions } from './commands/restore.ts';
import type { HistoryOptions } from './commands/history.ts';
import type { NotifyOptions } from './commands/notify.ts';
import type { StatusOptions } from './commands/status.ts';
import { RollcallError } from './model/errors.ts';
import { visibleLines } from './report/escape.ts';
import { machineClock } from './scm/machine-clock.ts';

/** The command line: options to plain values, errors to exit codes. Each command is loaded only when it runs. */
const program = new Command('rollcall')
  .description('Keeps who is in a GitHub organisation, and what they may touch, in git.')
  .version(version())
  .option('--state <dir>', 'where the state is', 'state')
  .addOption(
    new Option('--format <format>', 'how results are printed')
      .choices(['text', 'json', 'markdown', 'github'])
      .default('text'),
  )
  .option('--no-color', 'print without colour (NO_COLOR does the same)')
  .option('--quiet', 'print results alone')
  .option('--verbose', 'say more about each step')
  .showSuggestionAfterError()
  .exitOverride();

const interrupted = new AbortController();
let code: ExitCode = exit.done;

program
  .command('validate')
  .description('check a state directory: every problem at once')
  .action(run(async (context) => (await import('./commands/validate.ts')).validate(context)));

program
  .command('import')
  .description('write a state directory from a live organisation, or from Peribolos files')
  .argument('[file...]', "the peer's files: the organisation's first, its teams' after it")
  .addOption(new Option('--from <format>', 'the format of the files').choices(['peribolos']))
  .option('--org <name>', 'the organisation')
  .action(
    run(async (context, files: string[], options: { from?: 'peribolos'; org?: string }) =>
      (await import('./commands/import.ts')).importState(context, files, options),
    ),
  );

program
  .command('plan')
  .description('what apply would do')
  .option('--full', 'look at the whole organisation, not only at what the commits since the last apply touched')
  .option('--base <ref>', 'compare with this commit instead of the one applied last')
  .option('--only <what>', 'additions: leave every removal')
  .option('--user <login...>', 'only what concerns these people')
  .option('--detailed-exitcode', 'exit 2 where there are changes')
  .option('--comment <number>', 'keep it as one comment on this pull request of the state repository', Number)
  .action(
    run(async (context, options: PlanOptions) => (await import('./commands/plan.ts')).planCommand(context, options)),
  );

program
  .command('apply')
  .description('bring the organisation to what the default branch says')
  .option('--full', 'look at the whole organisation, not only at what the commits since the last apply touched')
  .option('--only <what>', 'additions: leave every removal')
  .option('--user <login...>', 'only what concerns these people')
  .option('--digest <sha256>', 'only if the plan is still the one with this digest')
  .option('--wait <time>', 'wait for another run that has the lock, for instance 5m')
  .action(
    run(async (context, options: ApplyOptions) => (await import('./commands/apply.ts')).applyCommand(context, options)),
  );

program
  .command('propose')
  .description('what HR says against the state, as pull requests to review')
  .option('--only <what>', 'joiners, movers or leavers')
  .option('--dry-run', 'print the pull requests, and open none')
  .action(
    run(async (context, options: { only?: string; dryRun?: true }) =>
      (await import('./commands/propose.ts')).proposeCommand(context, options),
    ),
  );

program
  .command('suspend')
  .description('open the pull request that suspends these people, at once')
  .argument('<login...>', 'who: access goes, the membership and the seat stay')
  .requiredOption('--reason <text>', 'why, for whoever reviews it')
  .action(
    run(async (context, logins: string[], options: { reason: string }) =>
      (await import('./commands/suspend.ts')).suspendCommand(context, logins, options),
    ),
  );

program
  .command('restore')
  .description('open the pull request that gives back what an earlier commit had')
  .option('--to <ref>', 'a commit, tag, applied~1, or a date such as 2026-11-20: its end, in UTC')
  .option('--revert <sha>', 'undo what this commit did, and nothing else')
  .option('--exact', 'the earlier state whole: what came since goes')
  .option('--user <login...>', 'only these people')
  .option('--team <slug...>', 'only these teams')
  .option('--repo <name...>', 'only these repositories')
  .option('--dry-run', 'print the pull request, and open none')
  .action(
    run(async (context, options: RestoreOptions) =>
      (await import('./commands/restore.ts')).restoreCommand(context, options),
    ),
  );

program
  .command('status')
  .description('where everybody stands whom a change touched: invited, accepted, restored')
  .option('--since <ref>', 'this commit and what came after it, or what came after a date or time')
  .option('--html <dir>', 'write it as a page to DIR/index.html as well; it names people')
  .action(
    run(async (context, options: StatusOptions) =>
      (await import('./commands/status.ts')).statusCommand(context, options),
    ),
  );

program
  .command('notify')
  .description('tell everybody whom a change touched where they stand, each thing once')
  .option('--since <ref>', 'this commit and what came after it, or what came after a date or time')
  .option('--dir <dir>', 'one text file a person')
  .option('--pull-request <number>', 'one comment that is kept on this pull request of the state repository', Number)
  .option('--smtp', 'by mail, over ROLLCALL_SMTP_URL, to the addresses that HR data has')
  .option('--again <login...>', 'send it to these people again')
  .option('--dry-run', 'print it, and tell nobody')
  .action(
    run(async (context, options: NotifyOptions) =>
      (await import('./commands/notify.ts')).notifyCommand(context, options),
    ),
  );

program
  .command('journal')
  .description('what the runs did, step by step')
  .option('--run <id>', 'one run; the start of its id is enough')
  .action(
    run(async (context, options: { run?: string }) =>
      (await import('./commands/journal.ts')).journalCommand(context, options),
    ),
  );

program
  .command('history')
  .description('what the state ever said of somebody, and whose decision it was; or who had what at a moment')
  .argument('[noun]', 'user, team or repo')
  .argument('[name]', 'a login, slug or name of today or of old')
  .option('--at <date>', 'who had what: the end of that day in UTC, a time, or a commit')
  .option('--csv', 'with --at: as CSV')
  .option('--limit <number>', 'so many commits, or all', '50')
  .option('--no-github', 'do not ask GitHub for pull requests and approvals')
  .action(
    run(async (context, noun: string | undefined, name: string | undefined, options: HistoryOptions) =>
      (await import('./commands/history.ts')).historyCommand(context, noun, name, options),
    ),
  );

program
  .command('sandbox')
  .description('run the embedded GitHub on loopback')
  .option('--port <number>', 'the port; any free one by default', Number)
  .option('--from <dir>', 'make it equal to this state directory')
  .option('--repository <path>', 'the bare git repository behind the pull requests; made where it is missing')
  .option('--data <file>', 'keep what happens in this file')
  .action(
    run(async (context, options: { port?: number; from?: string; repository?: string; data?: string }) =>
      (await import('./commands/sandbox.ts')).sandboxCommand(context, options),
    ),
  );

program
  .command('drill')
  .description('rehearse a loss and the way back on the embedded GitHub; nothing real is touched')
  .requiredOption('--lose <whom>', 'a number of people, all, or team:SLUG')
  .option('--window-passed', 'four months pass first, so that GitHub reinstates nobody')
  .action(
    run(async (context, options: DrillOptions) => (await import('./commands/drill.ts')).drillCommand(context, options)),
  );

program
  .command('demo')
  .description('the story of the founding incident, on the sandbox, at its true size')
  .option('--dir <path>', 'where to play it; a new folder by default')
  .action(
    run(async (context, options: { dir?: string }) =>
      (await import('./commands/demo.ts')).demoCommand(context, options),
    ),
  );

/** Wraps a command: makes its context, keeps its exit code. */
function run<Args extends unknown[]>(command: (context: Context, ...args: Args) => Promise<ExitCode>) {
  return async (...args: [...Args, ...unknown[]]): Promise<void> => {
    code = await command(contextFrom(program.opts<GlobalOptions>()), ...(args as unknown as Args));
  };
}

export interface PlanOptions {
  full?: true;
  base?: string;
  only?: string;
  user?: string[];
  detailedExitcode?: true;
  comment?: number;
}

export interface ApplyOptions {
  full?: true;
  only?: string;
  user?: string[];
  digest?: string;
  wait?: string;
}

interface GlobalOptions {
  state: string;
  format: Format;
  color: boolean;
  quiet?: true;
  verbose?: true;
}

function contextFrom(options: GlobalOptions): Context {
  const { env } = process;
  return {
    env,
    cwd: process.cwd(),
    state: options.state,
    format: options.format,
    quiet: options.quiet ?? false,
    verbose: options.verbose ?? false,
    color: options.color && !env['NO_COLOR'] && process.stdout.isTTY,
    out: (text) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    log: (text) => {
      if (!options.quiet) process.stderr.write(`${harmless(text)}\n`);
    },
    ...machineClock,
    signal: interrupted.signal,
  };
}

/**
 * Text for stderr, in which names from outside may stand: nothing that a terminal obeys, and no line that GitHub Actions
 * takes for a command.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
function harmless(text: string): string {
  return visibleLines(text)
    .map((line) => line.replace(/^(\s*)(::|##\[)/, '$1> $2'))
    .join('\n');
}

/** An error in words: what happened, and where `--verbose` asks, where in the code. */
function explain(error: unknown): string {
  if (error instanceof RollcallError) return `rollcall: ${error.message}`;
  if (error instanceof Error) {
    const verbose = program.opts<GlobalOptions>().verbose ?? false;
    return `rollcall: ${verbose ? error.stack : error.message}`;
  }
  return `rollcall: ${String(error)}`;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort(signal));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    code = error.exitCode === 0 ? exit.done : exit.error;
  } else {
    process.stderr.write(`${harmless(explain(error))}\n`);
    code = interrupted.signal.aborted ? exit.interrupted : exit.error;
  }
}
process.exitCode = code;
