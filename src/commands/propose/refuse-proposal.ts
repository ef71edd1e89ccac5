import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { excludeFromGit } from '../../git/exclude.ts';
import { lookAtProposal } from '../../git/proposal-branch.ts';
import { dayOf } from '../../model/day.ts';
import type { OwnPullRequest } from '../../model/pull-request.ts';
import { isCoveredBy } from '../../proposal/standing.ts';
import type { ProposalOutcome, ProposalReport, Which } from '../../report/proposal.ts';
import { refusedListAsMarkdown } from '../../report/proposal-markdown.ts';
import type { Context } from '../context.ts';
import { closePullRequest } from './close-pull-request.ts';
import type { DefaultBranch } from './default-branch.ts';
import { type Desk, placeOf } from './desk.ts';
import type { Judged } from './judge.ts';
import { standingState } from './standing-state.ts';

const mark = '<!-- rollcall: refused -->';

/**
 * A proposal over its budget is not opened. An older pull request stays open while all that it takes would be taken
 * today as well; else it is closed, approved or not, so that nobody merges what HR no longer says.
 */
export async function refuseProposal(
  context: Context,
  branch: DefaultBranch,
  desk: Desk,
  { report, violations }: Judged,
  newest: OwnPullRequest | undefined,
): Promise<ProposalOutcome> {
  const { list, warnings } = await writeList(context, branch, { report, violations });
  const older = newest?.state === 'open' ? await lookAtOlder(context, branch, desk, report, newest) : [];
  return { kind: 'refused', violations, list, report, warnings: [...warnings, ...older] };
}

async function writeList(
  { cwd }: Context,
  { repository }: Pick<DefaultBranch, 'repository'>,
  { report, violations }: Judged,
): Promise<{ readonly list: string | undefined; readonly warnings: readonly string[] }> {
  const list = listOf(report.which);
  try {
    await excludeFromGit(repository, 'rollcall-refused-*.md');
    await writeFile(resolve(cwd, list), refusedListAsMarkdown(report, violations));
    return { list, warnings: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { list: undefined, warnings: [`The list of all that it would do could not be written: ${why}`] };
  }
}

/** Takes away the list of an earlier refusal: it is personal data, and true no more. */
export async function removeList({ cwd }: Context, which: Which): Promise<void> {
  // Where it cannot go, a refusal says so when it writes its own.
  await rm(resolve(cwd, listOf(which)), { force: true }).catch(() => undefined);
}

function listOf(which: Which): string {
  return `rollcall-refused-${which}.md`;
}

async function lookAtOlder(
  context: Context,
  branch: DefaultBranch,
  desk: Desk,
  { proposal, branch: name }: ProposalReport,
  newest: OwnPullRequest,
): Promise<readonly string[]> {
  const look = await lookAtProposal(placeOf(desk, name), branch.remote.head);
  const standing = await standingState(context, branch, look);
  const run = `The run of ${dayOf(context.now())} was over the removal budget and proposed nothing.`;
  if (standing !== undefined && isCoveredBy(proposal.edits, branch.loaded.state, standing)) {
    const words = `${run} All that this older pull request takes would still be taken.`;
    await desk.pulls.keepComment(newest.number, mark, `${mark}\n${words}`);
    return [`#${newest.number} is older, and left as it was: all that it takes would still be taken.`];
  }
  const words = `${run} This older pull request takes what HR does not say any more, or it cannot be told, so it is closed: nobody should merge it.`;
  const { warnings } = await closePullRequest(desk, name, words, newest);
  return [`#${newest.number} was closed: it takes what HR does not say any more, or it cannot be told.`, ...warnings];
}
