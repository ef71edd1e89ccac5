import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeProposal } from '../../git/proposal-branch.ts';
import { diffOf } from '../../git/proposal-diff.ts';
import { RollcallError } from '../../model/errors.ts';
import type { Violation } from '../../model/plan.ts';
import { recordOf } from '../../proposal/removal-record.ts';
import { reviewersOf } from '../../proposal/reviewers.ts';
import type { ProposalOutcome, ProposalReport } from '../../report/proposal.ts';
import {
  proposalAsMarkdown,
  proposalMessage,
  proposalTitle,
  refusedListAsMarkdown,
} from '../../report/proposal-markdown.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from './default-branch.ts';
import { editedFiles } from './edited-files.ts';
import { closePullRequest, type Desk, keepPullRequest, type Wanted } from './keep-pull-request.ts';

/** One proposal, and what policy.yaml's budgets have against it. */
export interface Judged {
  readonly report: ProposalReport;
  readonly violations: readonly Violation[];
}

const nothingLeft =
  'Nothing is left to propose: the data and the state agree by now, or what was proposed here was merged another way.';

/** Opens, updates or closes the pull request of a proposal; one over its budget becomes a list for people to look at. */
export async function keepProposal(
  context: Context,
  branch: DefaultBranch,
  desk: Desk,
  { report, violations }: Judged,
): Promise<ProposalOutcome> {
  if (report.proposal.edits.length === 0) {
    const pullRequest = await closePullRequest(desk, report.branch, nothingLeft);
    const outcome = pullRequest === undefined ? { kind: 'nothing' as const } : { kind: 'closed' as const, pullRequest };
    return { ...outcome, report, warnings: [] };
  }
  if (violations.length > 0) {
    const list = `rollcall-refused-${report.which}.md`;
    await writeFile(resolve(context.cwd, list), refusedListAsMarkdown(report, violations));
    return { kind: 'refused', violations, list, report, warnings: [] };
  }
  const { kind, number, url, warnings } = await keepPullRequest(desk, wantedFor(context, branch, report));
  return { kind, pullRequest: { number, url }, report, warnings };
}

/** What would be opened; nothing is pushed, and GitHub is told nothing. */
export async function rehearseProposal(
  context: Context,
  branch: DefaultBranch,
  { report, violations }: Judged,
): Promise<ProposalOutcome> {
  const { repository, remote } = branch;
  if (report.proposal.edits.length === 0) return { kind: 'nothing', report, warnings: [] };
  if (violations.length > 0) return { kind: 'refused', violations, list: undefined, report, warnings: [] };
  const { title, body, files, message } = wantedFor(context, branch, report);
  const commit = await writeProposal(repository, remote.head, files, message);
  return { kind: 'dry-run', title, body, diff: await diffOf(repository, commit), report, warnings: [] };
}

/** One proposal that cannot be made leaves the others as they are. */
export async function orFailed(report: ProposalReport, keep: () => Promise<ProposalOutcome>): Promise<ProposalOutcome> {
  try {
    return await keep();
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    return { kind: 'failed', message: error.message, report, warnings: [] };
  }
}

function wantedFor(context: Context, branch: DefaultBranch, report: ProposalReport): Wanted {
  const { state, roster } = branch.loaded;
  const { edits } = report.proposal;
  const { body, rest } = proposalAsMarkdown(report);
  const removals = edits.flatMap((edit) => recordOf(edit) ?? []);
  const nobody = { users: [], teams: [], maintainers: false };
  return {
    branch: report.branch,
    title: proposalTitle(report),
    body,
    files: new Map<string, string | null>([...editedFiles(context, branch, edits), [report.rest, rest ?? null]]),
    message: proposalMessage(report, removals),
    reviewers: reviewersOf(report.proposal, state, roster?.reviewers ?? nobody),
  };
}
