import { keepFeedCounts } from '../git/feed-counts.ts';
import { GitError, UsageError } from '../model/errors.ts';
import { propose } from '../proposal/propose.ts';
import type { ProposalOutcome, ProposeReport, Which } from '../report/proposal.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import { explained } from './explained.ts';
import { type GitHub, githubFrom } from './github.ts';
import { type DefaultBranch, readDefaultBranch } from './propose/default-branch.ts';
import { deskOf } from './propose/desk.ts';
import { gatherFacts } from './propose/facts.ts';
import { type Believed, readFeeds } from './propose/feeds.ts';
import { type Judged, judgeProposal, withListed } from './propose/judge.ts';
import { keepProposal, orFailed, rehearseProposal } from './propose/keep-proposal.ts';
import { showProposals } from './show.ts';

interface Options {
  readonly only?: string;
  readonly dryRun?: true;
}

const all: readonly Which[] = ['joiners', 'movers', 'leavers'];

/** `rollcall propose`: what HR says against the default branch's state, as pull requests for people to review. */
export async function proposeCommand(context: Context, options: Options): Promise<ExitCode> {
  const asked = whichOf(options.only);
  const branch = await explained(context, () => readDefaultBranch(context));
  if (branch === undefined) return exit.error;
  const feeds = await readFeeds(context, branch);
  if ('refused' in feeds) return refuse(context, { violations: feeds.refused, warnings: feeds.warnings, outcomes: [] });
  const github = githubFrom(context, branch.loaded.state.organization.name);
  const { facts, violations, ...beside } = await gatherFacts(context, branch, feeds, github.reader);
  if (violations.length > 0) return refuse(context, { violations, warnings: feeds.warnings, outcomes: [] });
  const proposals = propose(facts);
  const judged = asked.map((which) => {
    const proposal = which === 'joiners' ? withListed(proposals[which], beside.listed) : proposals[which];
    return judgeProposal(context, branch, which, proposal, { ...feeds, ...beside });
  });
  const outcomes =
    options.dryRun === true
      ? await oneByOne(judged, (one) => orFailed(context, one.report, () => rehearseProposal(context, branch, one)))
      : await oneByOne(judged, await keeperOf(context, branch, github));
  const notKept = options.dryRun === true ? undefined : await keepCounts(branch, feeds, outcomes, context.now());
  const warnings = [...feeds.warnings, ...(notKept === undefined ? [] : [notKept])];
  context.out(showProposals(context, { violations: [], warnings, outcomes }));
  return notKept === undefined ? codeOf(outcomes) : exit.unfinished;
}

function whichOf(only: string | undefined): readonly Which[] {
  if (only === undefined) return all;
  const found = all.find((which) => which === only);
  if (found !== undefined) return [found];
  throw new UsageError('only', `--only ${only} is not known: give joiners, movers or leavers.`);
}

function refuse(context: Context, report: ProposeReport): ExitCode {
  context.out(showProposals(context, report));
  return exit.refused;
}

function codeOf(outcomes: readonly ProposalOutcome[]): ExitCode {
  if (outcomes.some(({ kind }) => kind === 'refused')) return exit.refused;
  return outcomes.some(({ kind }) => kind === 'failed') ? exit.unfinished : exit.done;
}

async function keeperOf(
  context: Context,
  branch: DefaultBranch,
  github: GitHub,
): Promise<(one: Judged) => Promise<ProposalOutcome>> {
  const desk = await deskOf(branch, github);
  return (one) => orFailed(context, one.report, () => keepProposal(context, branch, desk, one));
}

/**
 * Remembers the feeds that were believed to the end; where anything was refused or failed, those before stay the last.
 * @returns why they could not be kept, which undoes nothing of what was proposed
 */
async function keepCounts(
  { repository, remote }: DefaultBranch,
  { last, counts }: Believed,
  outcomes: readonly ProposalOutcome[],
  at: Date,
): Promise<string | undefined> {
  if (outcomes.some(({ kind }) => kind === 'refused' || kind === 'failed')) return undefined;
  try {
    await keepFeedCounts(repository, remote, last, counts, at);
    return undefined;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return `The counts of the feeds could not be kept, so the next run is compared with older ones: ${error.message}`;
  }
}

async function oneByOne<One, Result>(
  list: readonly One[],
  work: (one: One) => Promise<Result>,
): Promise<readonly Result[]> {
  const done: Result[] = [];
  for (const one of list) done.push(await work(one));
  return done;
}
