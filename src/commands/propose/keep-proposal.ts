import { lookAtProposal, writeProposal } from '../../git/proposal-branch.ts';
import { diffOf } from '../../git/proposal-diff.ts';
import { RollcallError } from '../../model/errors.ts';
import type { OrgState } from '../../model/org-state.ts';
import { recordOf } from '../../proposal/removal-record.ts';
import { reviewersOf } from '../../proposal/reviewers.ts';
import { withStandingDays } from '../../proposal/standing.ts';
import type { ProposalOutcome, ProposalReport } from '../../report/proposal.ts';
import { proposalAsMarkdown, proposalMessage, proposalTitle } from '../../report/proposal-markdown.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from './default-branch.ts';
import type { Judged } from './judge.ts';
import { closePullRequest } from './close-pull-request.ts';
import { type Desk, placeOf } from './desk.ts';
import { editedFiles } from './edited-files.ts';
import { keepPullRequest, type Wanted } from './keep-pull-request.ts';
import { refuseProposal, removeList } from './refuse-proposal.ts';
import { standingState } from './standing-state.ts';

const nothingLeft =
  'Nothing is left to propose: the data and the state agree by now, or what was proposed here was merged another way.';

/** Opens, updates or closes the pull request of a proposal; one over its budget becomes a list for people to look at. */
export async function keepProposal(
  context: Context,
  branch: DefaultBranch,
  desk: Desk,
  judged: Judged,
): Promise<ProposalOutcome> {
  const newest = await desk.pulls.newest(judged.report.branch, branch.remote.defaultBranch);
  await removeList(context, judged.report.which);
  if (judged.report.proposal.edits.length === 0) {
    const { report } = judged;
    const { pullRequest, warnings } = await closePullRequest(desk, report.branch, nothingLeft, newest);
    const outcome = pullRequest === undefined ? { kind: 'nothing' as const } : { kind: 'closed' as const, pullRequest };
    return { ...outcome, report, warnings };
  }
  if (judged.violations.length > 0) return refuseProposal(context, branch, desk, judged, newest);
  const standing = await lookAtProposal(placeOf(desk, judged.report.branch), branch.remote.head);
  // What was merged is no proposal any more.
  const state = newest?.state === 'merged' ? undefined : await standingState(context, branch, standing);
  const report = withDays(judged.report, state);
  const wanted = wantedFor(context, branch, report);
  const { kind, number, url, warnings } = await keepPullRequest(desk, wanted, { newest, standing });
  return { kind, pullRequest: { number, url }, report, warnings };
}

/** What would be opened; nothing is pushed, and GitHub is told nothing. */
export async function rehearseProposal(
  context: Context,
  branch: DefaultBranch,
  judged: Judged,
): Promise<ProposalOutcome> {
  const { repository, remote } = branch;
  const { violations } = judged;
  if (judged.report.proposal.edits.length === 0) return { kind: 'nothing', report: judged.report, warnings: [] };
  if (violations.length > 0) {
    return { kind: 'refused', violations, list: undefined, report: judged.report, warnings: [] };
  }
  const standing = await lookAtProposal(placeOf(branch, judged.report.branch), remote.head);
  const report = withDays(judged.report, await standingState(context, branch, standing));
  const { title, body, files, message } = wantedFor(context, branch, report);
  const commit = await writeProposal(repository, remote.head, files, message);
  return { kind: 'dry-run', title, body, diff: await diffOf(repository, commit), report, warnings: [] };
}

/** One proposal that cannot be made leaves the others as they are; a run that was stopped ends. */
export async function orFailed(
  { signal }: Context,
  report: ProposalReport,
  keep: () => Promise<ProposalOutcome>,
): Promise<ProposalOutcome> {
  try {
    return await keep();
  } catch (error) {
    if (signal.aborted || !(error instanceof RollcallError)) throw error;
    return { kind: 'failed', message: error.message, report, warnings: [] };
  }
}

function withDays(report: ProposalReport, standing: OrgState | undefined): ProposalReport {
  const { edits, listed } = report.proposal;
  return { ...report, proposal: { edits: withStandingDays(edits, standing), listed } };
}

function wantedFor(context: Context, branch: DefaultBranch, report: ProposalReport): Wanted {
  const { state, roster } = branch.loaded;
  const { edits } = report.proposal;
  const { body, rest } = proposalAsMarkdown(report);
  const records = edits.flatMap((edit) => recordOf(edit) ?? []);
  return {
    branch: report.branch,
    title: proposalTitle(report),
    body,
    files: new Map<string, string | null>([...editedFiles(context, branch, edits), [report.rest, rest ?? null]]),
    message: proposalMessage(report, records),
    reviewers: reviewersOf(report.proposal, state, roster?.reviewers),
  };
}
