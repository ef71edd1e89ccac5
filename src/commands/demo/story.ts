import { applyCommand } from '../apply.ts';
import { exit } from '../context.ts';
import { importState } from '../import.ts';
import { planCommand } from '../plan.ts';
import type { Stage } from '../stage/stage.ts';
import type { WebPage } from '../stage/web-page.ts';
import { claim } from './claim.ts';
import { commitEdit, nameStateRepository, readFiles } from './edit-files.ts';
import { foundingMistake, reviewedChange } from './edits.ts';
import { firstLine, type Tell } from './tell.ts';

/** What GitHub has becomes files in git. */
export async function adopt(stage: Stage, page: WebPage, tell: Tell): Promise<void> {
  const { git, sandbox, rollcall } = stage;
  tell('1. Import: what GitHub has becomes files in git');
  const imported = await rollcall((context) => importState(context, [], { org: sandbox.organization }));
  claim(imported.code === exit.done, 'the organisation is imported', imported.out);
  tell(`   $ rollcall import --org ${sandbox.organization}`);
  for (const line of imported.out.split('\n').slice(1, 4)) tell(`   ${line}`);
  await nameStateRepository(stage);
  await git.run(['add', '--all']);
  await git.run(['commit', '--message', 'Import the organisation']);
  await git.run(['push', '--set-upstream', 'origin', 'main']);
  const applied = await rollcall((context) => applyCommand(context, { full: true }));
  const writes = await page.writes();
  claim(applied.code === exit.done && writes === 0, 'what was imported is what GitHub has', applied.out);
  tell('   $ git push && rollcall apply --full');
  tell(`     ${firstLine(applied)}`);
  tell('   From here on, whoever wants access edits one line, and somebody else approves it.');
  tell();
}

/** One joins, one moves, one team gets a repository: reviewed, merged, applied. */
export async function change(stage: Stage, page: WebPage, tell: Tell): Promise<void> {
  const { git, rollcall } = stage;
  const before = await readFiles(stage);
  const edit = reviewedChange(before);
  const [author = '', reviewer = ''] = [...before.users.values()].flatMap(({ login, role }) =>
    role === 'owner' ? login : [],
  );
  await page.openAccount(edit.joiner.login, edit.joiner.id);
  await git.run(['switch', '--create', 'joiner']);
  const title = `${edit.joiner.login} joins ${edit.joined}, and so does ${edit.mover}`;
  await commitEdit(stage, before, edit.state, title);
  await git.run(['push', 'origin', 'joiner']);
  const number = await page.mergeReviewed({ branch: 'joiner', title, author, reviewer });
  await git.run(['switch', 'main']);
  await git.run(['pull', '--ff-only', 'origin', 'main']);
  tell('2. A change: one person joins, one moves, one team gets a repository');
  tell(`   Pull request #${number}, opened by ${author}, approved by ${reviewer}, merged.`);
  const planned = await rollcall((context) => planCommand(context, {}), 'json');
  const { changes } = JSON.parse(planned.out) as { changes: readonly unknown[] };
  await page.writes();
  const applied = await rollcall((context) => applyCommand(context, {}));
  const writes = await page.writes();
  claim(
    applied.code === exit.done && changes.length === 4 && writes === 4,
    'four changes are four requests',
    applied.out,
  );
  tell('   $ rollcall apply');
  for (const line of applied.out.split('\n').filter((line) => /^ {2}[+~-] /u.test(line))) tell(`   ${line}`);
  tell(`   ${writes} changes, ${writes} requests that write. Each names the line and the commit that it comes from.`);
  await page.accept(edit.joiner.login);
  const isIn = await page.isInTeam(edit.joined, edit.joiner.login);
  claim(isIn, 'acceptance brings the team', edit.joined);
  tell(`   ${edit.joiner.login} accepts the invitation, and is in the team without another request.`);
  tell();
}

/** The exception for one person is applied to the wrong set. */
export async function mistake(stage: Stage, page: WebPage, tell: Tell): Promise<void> {
  const { git, rollcall } = stage;
  const before = await readFiles(stage);
  const { state, spared, gone } = foundingMistake(before);
  await commitEdit(stage, before, state, `Make an exception for ${spared}`);
  await git.run(['push', 'origin', 'main']);
  tell('3. The mistake: an exception for one person is applied to everybody else');
  tell(`   The commit "Make an exception for ${spared}" takes out ${gone.toLocaleString('en')} people. It is on main.`);
  await page.writes();
  const refused = await rollcall((context) => applyCommand(context, {}));
  const writes = await page.writes();
  claim(refused.code === exit.refused && writes === 0, 'the guards refuse and nothing is written', refused.out);
  tell('   $ rollcall apply');
  tell(`     ${firstLine(refused)}`);
  const reasons = refused.out.split('\n').filter((line) => line.startsWith('REFUSED'));
  claim(
    reasons.some((line) => line.replaceAll(',', '').includes(String(gone))),
    'the figure is exact',
    reasons,
  );
  for (const line of reasons) tell(`     ${line}`);
  tell(`   Exit code ${refused.code}, and ${writes} requests that write were sent: everybody still has access.`);
  tell();
}

/** `git revert` is the restore. */
export async function revert(stage: Stage, page: WebPage, tell: Tell): Promise<void> {
  const { git, rollcall } = stage;
  const people = await page.members();
  await git.run(['revert', '--no-edit', 'HEAD']);
  await git.run(['push', 'origin', 'main']);
  await page.writes();
  const applied = await rollcall((context) => applyCommand(context, {}));
  const [writes, after] = [await page.writes(), await page.members()];
  claim(applied.code === exit.done && writes === 0, 'after a revert there is nothing to do', applied.out);
  claim(after === people && people === 3501, 'nobody is missing', { people, after });
  tell('4. The way back: git revert');
  tell('   $ git revert HEAD && git push && rollcall apply');
  tell(`     ${firstLine(applied)}`);
  const planned = await rollcall((context) => planCommand(context, { full: true, detailedExitcode: true }));
  claim(planned.code === exit.done, 'state and GitHub are the same again', planned.out);
  tell(`   All ${after.toLocaleString('en')} people are there.  $ rollcall plan --full`);
  tell(`     ${firstLine(planned)}`);
  tell();
}
