import { join } from 'node:path';
import { dayOf, daysLater } from '../../model/day.ts';
import type { OrgState } from '../../model/org-state.ts';
import { applyCommand } from '../apply.ts';
import { exit } from '../context.ts';
import { planCommand } from '../plan.ts';
import { restoreCommand } from '../restore.ts';
import type { Stage } from '../stage/stage.ts';
import type { LiveState, WebPage } from '../stage/web-page.ts';
import { statusCommand } from '../status.ts';
import { claim } from './claim.ts';
import { allowRemovals, commitEdit, readFiles } from './edit-files.ts';
import { wrongList } from './edits.ts';
import { firstLine, type Tell } from './tell.ts';

/** As many as lost their access when it happened. */
const people = 100;

/** The part that people approve: what guards and reviews let through can still be wrong, and then the way back counts. */
export async function incident(stage: Stage, page: WebPage, tell: Tell): Promise<void> {
  const before = await page.state();
  const { commit, logins } = await loss(stage, page, tell);
  await wayBack(stage, page, tell, commit);
  await answers(stage, page, tell, { commit, logins });
  const after = await page.state();
  const differing = differingParts(before, after);
  claim(differing.length === 0, 'GitHub has all that it had before', differing);
  const planned = await stage.rollcall((context) => planCommand(context, { full: true, detailedExitcode: true }));
  claim(planned.code === exit.done, 'state and GitHub are the same', planned.out);
  tell('   GitHub has every membership, role and grant that it had before, and `rollcall plan --full` is empty.');
  tell();
}

/** A list of leavers is wrong: one person asks, another approves, and an allowance lets it through. */
async function loss(stage: Stage, page: WebPage, tell: Tell) {
  const { git } = stage;
  const before = await readFiles(stage);
  const { state, logins, memberships, grants } = wrongList(before, people);
  const [author, reviewer] = ownersOf(before);
  const reason = 'The site in Rome closes';
  await git.run(['switch', '--create', 'leavers']);
  const expires = daysLater(dayOf(new Date()), 7);
  await allowRemovals(stage, { members: people, reason, approvedBy: reviewer, expires });
  const title = `${reason}: ${people} people leave`;
  await commitEdit(stage, before, state, title);
  await git.run(['push', 'origin', 'leavers']);
  const number = await page.mergeReviewed({ branch: 'leavers', title, author, reviewer });
  await page.writes();
  const applied = await mergedAndApplied(stage);
  const writes = await page.writes();
  const isGone = await areOut(page, logins);
  claim(applied.code === exit.done && writes === people && isGone, 'who was approved to go is gone', applied.out);
  tell(`5. The mistake that people approve: ${people} are removed, with an allowance, and it was the wrong list`);
  tell(`   Pull request #${number}, opened by ${author}, approved by ${reviewer}, merged.  $ rollcall apply`);
  tell(`     ${firstLine(applied)}`);
  tell(`   ${people} people are out, and ${memberships} team memberships and ${grants} direct grants with them.`);
  tell();
  return { commit: (await git.run(['rev-parse', 'HEAD'])).trim(), logins };
}

/** `rollcall restore`, reviewed, merged and applied. */
async function wayBack(stage: Stage, page: WebPage, tell: Tell, commit: string): Promise<void> {
  const { rollcall } = stage;
  const short = commit.slice(0, 10);
  const restored = await rollcall((context) => restoreCommand(context, { revert: commit }), 'json');
  claim(restored.code === exit.done, 'the pull request that goes back is opened', restored.out);
  const { pullRequest } = JSON.parse(restored.out) as { pullRequest: { number: number } };
  const [merger, reviewer] = ownersOf(await readFiles(stage));
  await page.approveAndMerge({ number: pullRequest.number, reviewer, merger });
  await page.writes();
  const applied = await mergedAndApplied(stage);
  const writes = await page.writes();
  claim(applied.code === exit.done && writes === people, 'one request brings each back', applied.out);
  tell('6. The way back: rollcall restore');
  tell(
    `   $ rollcall restore --revert ${short}     # pull request #${pullRequest.number}, approved by ${reviewer}, merged`,
  );
  tell('   $ rollcall apply');
  tell(`     ${firstLine(applied)}`);
  tell(
    `   ${writes} requests, one for each: whoever accepts has teams and grants again. Until then they have nothing.`,
  );
  tell();
}

/** They answer when they answer. Nobody is called restored before. */
async function answers(
  stage: Stage,
  page: WebPage,
  tell: Tell,
  { commit, logins }: { readonly commit: string; readonly logins: readonly string[] },
): Promise<void> {
  const since = commit.slice(0, 10);
  const html = join(stage.folder, 'status');
  tell('7. Where they stand: rollcall status, as they answer');
  tell(`   $ rollcall status --since ${since} --html ../status`);
  let answered = 0;
  for (const { span, after, by } of inTheirOwnTime) {
    await page.pass(span);
    for (const login of logins.slice(answered, by)) await page.accept(login);
    answered = by;
    const { counts } = await standingsOf(stage, since, html);
    const outstanding = people - by;
    claim(counts['restored'] === by, `${by} are restored, and no more`, counts);
    const [word, open] = span === '4d' ? ['expired', counts['expired']] : ['invited', counts['invited']];
    claim(open === outstanding, `${outstanding} are ${word}`, counts);
    tell(`     ${after.padEnd(12)} ${String(by).padStart(3)} restored, ${String(outstanding).padStart(2)} ${word}`);
  }
  const again = await stage.rollcall((context) => applyCommand(context, { full: true }));
  claim(again.code === exit.done, 'what ran out is sent again', again.out);
  for (const login of logins.slice(answered)) await page.accept(login);
  const { counts } = await standingsOf(stage, since, html);
  claim(counts['restored'] === people, 'all of them are back', counts);
  tell(`     rollcall apply --full sends those ${people - answered} again, they accept: ${people} restored.`);
  tell(`   The page for everybody concerned: ${join(html, 'index.html')}`);
}

/** As it was then: 5 answered in the first hour, and 58 took three days. Some need to be asked twice. */
const inTheirOwnTime = [
  { span: '1h', after: 'in an hour', by: 5 },
  { span: '23h', after: 'in a day', by: 38 },
  { span: '2d', after: 'in 3 days', by: 96 },
  { span: '4d', after: 'in 7 days', by: 96 },
] as const;

async function standingsOf({ rollcall }: Stage, since: string, html: string) {
  const ran = await rollcall((context) => statusCommand(context, { since, html }), 'json');
  claim(ran.code === exit.done, 'everybody could be read', ran.out);
  return JSON.parse(ran.out) as { readonly counts: Readonly<Record<string, number>> };
}

async function mergedAndApplied({ git, rollcall }: Stage) {
  await git.run(['switch', 'main']);
  await git.run(['pull', '--ff-only', 'origin', 'main']);
  return rollcall((context) => applyCommand(context, {}));
}

async function areOut(page: WebPage, logins: readonly string[]): Promise<boolean> {
  const { members } = await page.state();
  return logins.every((login) => !(login in members));
}

function ownersOf({ users }: OrgState): readonly [string, string] {
  const [one = '', other = ''] = [...users.values()].flatMap(({ login, role }) => (role === 'owner' ? login : []));
  return [one, other];
}

function differingParts(before: LiveState, after: LiveState): readonly string[] {
  return (Object.keys(before) as (keyof LiveState)[]).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
}
