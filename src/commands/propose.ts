import { keepFeedCounts } from '../git/feed-counts.ts';
import { UsageError } from '../model/errors.ts';
import { propose } from '../proposal/propose.ts';
import type { ProposalOutcome, ProposeReport, Which } from '../report/proposal.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import { explained } from './explained.ts';
import { githubFrom } from './github.ts';
import { type DefaultBranch, readDefaultBranch } from './propose/default-branch.ts';
import { deskOf } from './propose/desk.ts';
import { gatherFacts } from './propose/facts.ts';
import { type Believed, readFeeds } from './propose/feeds.ts';
import { judgeProposal, withListed } from './propose/judge.ts';
import { type Judged, keepProposal, orFailed, rehearseProposal } from './propose/keep-proposal.ts';
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
      ? await oneByOne(judged, (one) => orFailed(one.report, () => rehearseProposal(context, branch, one)))
      : await carriedOut(context, branch, feeds, judged, github);
  context.out(showProposals(context, { violations: [], warnings: feeds.warnings, outcomes }));
  return codeOf(outcomes);
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

/** What was refused or failed leaves the last counts as they were: nobody has believed this feed to its end. */
async function carriedOut(
  context: Context,
  branch: DefaultBranch,
  { last, counts }: Believed,
  judged: readonly Judged[],
  github: ReturnType<typeof githubFrom>,
): Promise<readonly ProposalOutcome[]> {
  const desk = await deskOf(branch, github);
  const outcomes = await oneByOne(judged, (one) =>
    orFailed(one.report, () => keepProposal(context, branch, desk, one)),
  );
  if (outcomes.every(({ kind }) => kind !== 'refused' && kind !== 'failed')) {
    await keepFeedCounts(branch.repository, branch.remote, last, counts, context.now());
  }
  return outcomes;
}

async function oneByOne<One, Result>(
  list: readonly One[],
  work: (one: One) => Promise<Result>,
): Promise<readonly Result[]> {
  const done: Result[] = [];
  for (const one of list) done.push(await work(one));
  return done;
}
