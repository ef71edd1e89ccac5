import { localJournals } from '../applier/journal/local-journals.ts';
import { readJournal } from '../applier/journal/read-journal.ts';
import { runOfFile } from '../applier/journal/run-id.ts';
import { journalFolder, readJournalBranch } from '../git/journal-branch.ts';
import { remoteOf } from '../git/remote.ts';
import { openStateRepository, type StateRepository } from '../git/repository.ts';
import { UsageError } from '../model/errors.ts';
import { compare } from '../model/order.ts';
import { type RunJournal, type RunSummary, summaryOf } from '../report/journal.ts';
import { runAsJson, runsAsJson } from '../report/journal-json.ts';
import { runAsMarkdown, runsAsMarkdown } from '../report/journal-markdown.ts';
import { runAsText, runsAsText } from '../report/journal-text.ts';
import { didYouMean } from '../state/suggest.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import { painter } from './show.ts';

/**
 * `rollcall journal`: the runs that changed something, newest first; with `run`, one of them step by step. Neither the
 * state nor GitHub is read.
 * @param options.run a run's id, or the beginning of one
 */
export async function journalCommand(context: Context, { run }: { readonly run?: string }): Promise<ExitCode> {
  const kept = await keptJournals(await openStateRepository(context.cwd, context.state, context.env));
  const runs = [...kept.keys()].sort((a, b) => compare(b, a));
  const read = (id: string): RunJournal => journalOf(id, kept.get(id) ?? { text: '', pushed: false });
  if (run !== undefined) {
    context.out(showRun(context, read(runNamed(run, runs))));
    return exit.done;
  }
  const summaries = runs.map((id) => summaryOf(read(id)));
  context.out(showRuns(context, summaries));
  return exit.done;
}

interface Kept {
  readonly text: string;
  /** All of it is on the branch. */
  readonly pushed: boolean;
}

/** By run: what the branch has, and what runs in this clone have not pushed yet. */
async function keptJournals(repository: StateRepository): Promise<ReadonlyMap<string, Kept>> {
  const branch = await readJournalBranch(repository, await remoteOf(repository));
  const here = await localJournals(await journalFolder(repository));
  const kept = new Map<string, Kept>();
  for (const path of new Set([...branch.keys(), ...here.keys()])) {
    const run = runOfFile(path);
    if (run !== undefined) kept.set(run, whole(branch.get(path), here.get(path)));
  }
  return kept;
}

/** The clone's own file grows first; what was pushed is a beginning of it. */
function whole(pushed: string | undefined, local: string | undefined): Kept {
  if (local === undefined || pushed?.startsWith(local) === true) return { text: pushed ?? '', pushed: true };
  return { text: local, pushed: false };
}

function journalOf(run: string, { text, pushed }: Kept): RunJournal {
  return { run, pushed, ...readJournal(text) };
}

/** How many runs a message names. */
const namedAtMost = 5;

/** The one run whose id begins so. @param runs newest first */
function runNamed(asked: string, runs: readonly string[]): string {
  const found = runs.filter((run) => run.toLowerCase().startsWith(asked.toLowerCase()));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const listed = (ids: readonly string[]): string => ids.slice(0, namedAtMost).join(', ');
  if (only !== undefined) {
    throw new UsageError(
      'ambiguous-run',
      `The ids of ${found.length} runs begin with ${JSON.stringify(asked)}. Give more of one: ${listed(found)}${found.length > namedAtMost ? ', …' : ''}.`,
    );
  }
  const hint = didYouMean(
    asked,
    runs.map((run) => run.slice(0, asked.length)),
  );
  const latest = runs.length === 0 ? 'The journal holds no run yet.' : `The latest runs are ${listed(runs)}.`;
  const sentence = `The id of no run begins with ${JSON.stringify(asked)}${hint === '' ? '.' : hint}`;
  throw new UsageError('no-such-run', `${sentence} ${latest} rollcall journal lists them.`);
}

function showRuns(context: Context, runs: readonly RunSummary[]): string {
  if (context.format === 'json') return runsAsJson(runs);
  if (context.format === 'markdown') return runsAsMarkdown(runs);
  return runsAsText(runs, { paint: painter(context), verbose: context.verbose });
}

function showRun(context: Context, journal: RunJournal): string {
  if (context.format === 'json') return runAsJson(journal);
  if (context.format === 'markdown') return runAsMarkdown(journal);
  return runAsText(journal, { paint: painter(context) });
}
