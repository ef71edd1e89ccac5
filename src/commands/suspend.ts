import { createHash } from 'node:crypto';
import { lookAtProposal } from '../git/proposal-branch.ts';
import { dayOf } from '../model/day.ts';
import { UsageError } from '../model/errors.ts';
import { keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import type { OrgState } from '../model/org-state.ts';
import type { Edit } from '../model/proposal.ts';
import { judgeProposed } from '../planner/guards/proposed-budgets.ts';
import { reviewersOf } from '../proposal/reviewers.ts';
import { withStandingDays } from '../proposal/standing.ts';
import { type Urgent, urgentSuspension } from '../proposal/urgent.ts';
import {
  suspensionAsMarkdown,
  suspensionTitle,
  type Suspended,
  type SuspensionReport,
} from '../report/suspension-markdown.ts';
import { didYouMean } from '../state/suggest.ts';
import { type Context, type ExitCode, exit } from './context.ts';
import { explained } from './explained.ts';
import { githubFrom } from './github.ts';
import { type DefaultBranch, readDefaultBranch } from './propose/default-branch.ts';
import { deskOf, placeOf } from './propose/desk.ts';
import { editedFiles } from './propose/edited-files.ts';
import { keepPullRequest, type Wanted } from './propose/keep-pull-request.ts';
import { standingState } from './propose/standing-state.ts';
import { showRefusal, showSuspension } from './show.ts';

interface Options {
  readonly reason: string;
}

/** `rollcall suspend`: the urgent leaver, by a pull request of their own at once. HR data is not read. */
export async function suspendCommand(
  context: Context,
  logins: readonly string[],
  { reason }: Options,
): Promise<ExitCode> {
  if (reason.trim() === '') throw new UsageError('no-reason', 'Say why: --reason TEXT. Whoever reviews it reads that.');
  const branch = await explained(context, () => readDefaultBranch(context));
  if (branch === undefined) return exit.error;
  const { state, policy } = branch.loaded;
  const urgent = urgentSuspension(state, policy, { logins, reason, today: dayOf(context.now()) });
  refuseUnknown(urgent, state);
  if (urgent.violations.length > 0) {
    context.out(showRefusal(context, urgent.violations));
    return exit.refused;
  }
  const { edits, alreadySuspended } = urgent;
  if (edits.length === 0) {
    context.out(showSuspension(context, { alreadySuspended, pullRequest: undefined, people: [], overBudget: [] }));
    return exit.done;
  }
  const desk = await deskOf(branch, githubFrom(context, state.organization.name));
  const report = reportOf(context, branch, edits, reason);
  const newest = await desk.pulls.newest(report.branch, branch.remote.defaultBranch);
  const standing = await lookAtProposal(placeOf(desk, report.branch), branch.remote.head);
  const before = newest?.state === 'open' ? await standingState(context, branch, standing) : undefined;
  const wanted = wantedFor(context, branch, withStandingDays(edits, before), report);
  const pullRequest = await keepPullRequest(desk, wanted, { newest, standing });
  for (const warning of pullRequest.warnings) context.log(warning);
  context.out(showSuspension(context, { ...report, alreadySuspended, pullRequest }));
  return exit.done;
}

function refuseUnknown({ unknown }: Urgent, { users }: OrgState): void {
  if (unknown.length === 0) return;
  const known = [...users.values()].map(({ login }) => login);
  const named = unknown.map((login) => `${JSON.stringify(login)} is not in the state${didYouMean(login, known)}`);
  throw new UsageError('unknown-user', `Nobody was suspended: ${named.join('; ')}`);
}

function reportOf(
  context: Context,
  { loaded: { state, policy } }: DefaultBranch,
  edits: readonly Edit[],
  reason: string,
): SuspensionReport {
  const people = edits.flatMap((edit) => ('login' in edit ? suspendedFrom(state, edit.login) : []));
  return {
    people,
    reason,
    basePermission: state.organization.basePermission,
    overBudget: judgeProposed({
      state,
      policy,
      today: dayOf(context.now()),
      planned: { members: people.length, teamMemberships: 0, teams: 0, repoAccess: 0 },
      subject: 'This suspension',
    }),
    graceDays: policy.offboarding.graceDays,
    branch: branchFor(people),
  };
}

function suspendedFrom({ users, teams, repos }: OrgState, login: string): Suspended[] {
  const key = keyOf(login);
  const user = users.get(key);
  if (user === undefined) return [];
  const inTeams = [...teams.values()].filter(({ members }) => members.has(key)).map(({ slug }) => slug);
  const onRepos = [...repos.values()].filter(({ collaborators }) => collaborators.has(key)).map(({ name }) => name);
  const { role, employee } = user;
  return [{ login: user.login, employee, role, teams: inTeams.sort(compare), repos: onRepos.sort(compare) }];
}

/** The same people, in any order, are on the same branch: asking again keeps the pull request that is there. */
function branchFor(people: readonly Suspended[]): string {
  const logins = people.map(({ login }) => keyOf(login)).sort(compare);
  const [login = '', ...others] = logins;
  const first = login.replaceAll(/[^a-z0-9-]/g, '-');
  if (others.length === 0 && first === login) return `rollcall/suspend-${first}`;
  const digest = createHash('sha256').update(logins.join('\n')).digest('hex').slice(0, 8);
  const more = others.length === 0 ? '' : `-and-${others.length}-more`;
  return `rollcall/suspend-${first}${more}-${digest}`;
}

function wantedFor(context: Context, branch: DefaultBranch, edits: readonly Edit[], report: SuspensionReport): Wanted {
  const { state, roster } = branch.loaded;
  const title = suspensionTitle(report);
  return {
    branch: report.branch,
    title,
    body: suspensionAsMarkdown(report),
    files: editedFiles(context, branch, edits),
    // Why is for the pull request: words about people do not stay in git.
    message: `${title}\n\nAsked for by rollcall suspend.`,
    askedFor: true,
    reviewers: reviewersOf({ edits }, state, roster?.reviewers),
  };
}
