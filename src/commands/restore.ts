import { createHash } from 'node:crypto';
import { diffOf } from '../git/proposal-diff.ts';
import { lookAtProposal, writeProposal } from '../git/proposal-branch.ts';
import { UsageError } from '../model/errors.ts';
import { keyOf } from '../model/identity.ts';
import type { OrgState } from '../model/org-state.ts';
import type { RestoreEdit } from '../model/restoration.ts';
import { turnOf } from '../planner/restore-first.ts';
import { gainsOf } from '../proposal/restore/gains.ts';
import { prospects } from '../proposal/restore/prospects.ts';
import { restore } from '../proposal/restore/restore.ts';
import { reviewersOf } from '../proposal/reviewers.ts';
import { type RestorationReport, restorationAsMarkdown, restorationTitle } from '../report/restoration-markdown.ts';
import { madeRestoration } from '../state/make-restore.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import { explained } from './explained.ts';
import { githubFrom } from './github.ts';
import { type DefaultBranch, readDefaultBranch } from './propose/default-branch.ts';
import { deskOf, placeOf } from './propose/desk.ts';
import { fromRoot, stateWith } from './propose/edited-files.ts';
import { keepPullRequest, type Wanted } from './propose/keep-pull-request.ts';
import { type EarlierState, readEarlierState } from './restore/earlier-state.ts';
import { livePeople } from './restore/live-people.ts';
import { type Named, scopeOf } from './restore/scope.ts';
import { showRestoration } from './show.ts';

export interface RestoreOptions extends Named {
  readonly to?: string;
  readonly revert?: string;
  readonly exact?: true;
  readonly dryRun?: true;
}

/**
 * `rollcall restore`: the pull request that gives back what an earlier commit had, or what one commit took. It compares
 * meanings and not lines, so that it works where `git revert` conflicts.
 */
export async function restoreCommand(context: Context, options: RestoreOptions): Promise<ExitCode> {
  if ((options.to === undefined) === (options.revert === undefined)) {
    throw new UsageError(
      'restore-what',
      'Say what to go back to: --to REF, or what to undo: --revert SHA. One of them.',
    );
  }
  const branch = await explained(context, () => readDefaultBranch(context));
  if (branch === undefined) return exit.error;
  const earlier = await readEarlierState(context, branch, options);
  for (const path of earlier.unreadable) {
    context.log(`${path} of that commit cannot be read, so nothing of it is given back.`);
  }
  const { edits, leftOut } = answerTo(options, earlier, branch.loaded.state);
  if (edits.length === 0) {
    context.out(showRestoration(context, { report: { people: [], edits, leftOut }, result: { kind: 'nothing' } }));
    return exit.done;
  }
  const files = madeRestoration(branch.files, earlier.files, edits);
  const after = stateWith(context, branch, files);
  const report = await reportOf(context, branch, options, { ...earlier, edits, leftOut, after });
  return options.dryRun === true
    ? await rehearse(context, branch, wantedFor(branch, report, files), report)
    : await keep(context, branch, wantedFor(branch, report, files), report);
}

function answerTo(options: RestoreOptions, { state: earlier, undone }: EarlierState, now: OrgState) {
  const scope = scopeOf(options, earlier, now);
  return restore({ earlier, now, scope, exact: options.exact === true, ...(undone === undefined ? {} : { undone }) });
}

interface Answered extends EarlierState, Pick<RestorationReport, 'edits' | 'leftOut'> {
  readonly after: OrgState;
}

async function reportOf(
  context: Context,
  branch: DefaultBranch,
  options: RestoreOptions,
  { from, edits, leftOut, after }: Answered,
): Promise<RestorationReport> {
  const { state, policy } = branch.loaded;
  const logins = [...gainsOf(edits, after).values()].map(({ login }) => login);
  const live = await livePeople(context, branch, () => githubFrom(context, state.organization.name).reader, logins);
  const turn = turnOf({ desired: after, policy });
  const { user = [], team = [], repo = [], exact = false } = options;
  const named = [...user, ...team, ...repo];
  const people = prospects(edits, after, live, turn);
  return { edits, leftOut, people, from, named, exact, branch: branchFor(from, options) };
}

/** The same question is on the same branch: asking again keeps the pull request that is there. */
function branchFor({ kind, commit }: RestorationReport['from'], options: RestoreOptions): string {
  const { user = [], team = [], repo = [], exact = false } = options;
  const lists = [user, team, repo].map((names) => [...new Set(names.map(keyOf))].sort());
  const start = `rollcall/restore-${kind === 'revert' ? 'revert-' : ''}${commit.slice(0, 10)}${exact ? '-exact' : ''}`;
  if (lists.every((names) => names.length === 0)) return start;
  return `${start}-${createHash('sha256').update(JSON.stringify(lists)).digest('hex').slice(0, 8)}`;
}

function wantedFor(
  branch: DefaultBranch,
  report: RestorationReport,
  files: ReadonlyMap<string, string | null>,
): Wanted {
  const { state, roster } = branch.loaded;
  const title = restorationTitle(report);
  const about = { edits: report.edits.map(concerned) };
  return {
    branch: report.branch,
    title,
    body: restorationAsMarkdown(report),
    files: fromRoot(branch, files),
    message: `${title}\n\nAsked for by rollcall restore.`,
    reviewers: reviewersOf(about, state, roster?.reviewers),
  };
}

function concerned(edit: RestoreEdit): { readonly kind: string; readonly login?: string; readonly team?: string } {
  return edit;
}

async function rehearse(
  context: Context,
  { repository, remote }: DefaultBranch,
  { title, body, files, message }: Wanted,
  report: RestorationReport,
): Promise<ExitCode> {
  const commit = await writeProposal(repository, remote.head, files, message);
  const diff = await diffOf(repository, commit);
  context.out(showRestoration(context, { report, result: { kind: 'dry-run', title, body, diff } }));
  return exit.done;
}

async function keep(
  context: Context,
  branch: DefaultBranch,
  wanted: Wanted,
  report: RestorationReport,
): Promise<ExitCode> {
  const desk = await deskOf(branch, githubFrom(context, branch.loaded.state.organization.name));
  const newest = await desk.pulls.newest(wanted.branch, branch.remote.defaultBranch);
  const standing = await lookAtProposal(placeOf(desk, wanted.branch), branch.remote.head);
  const pullRequest = await keepPullRequest(desk, { ...wanted, askedFor: true }, { newest, standing });
  for (const warning of pullRequest.warnings) context.log(warning);
  context.out(showRestoration(context, { report, result: { kind: 'kept', pullRequest } }));
  return exit.done;
}
