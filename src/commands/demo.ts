import { fileURLToPath } from 'node:url';
import { type Context, type ExitCode, exit } from './context.ts';
import { incident } from './demo/incident.ts';
import { setStage } from './demo/stage.ts';
import { adopt, change, mistake, revert } from './demo/story.ts';
import type { Stage } from './stage/stage.ts';
import { webPageOf } from './stage/web-page.ts';

/** Plays the founding incident on the sandbox, at its true size. Whatever it tells, it has checked. */
export async function demoCommand(context: Context, { dir }: { readonly dir?: string }): Promise<ExitCode> {
  const started = performance.now();
  const tell = (line = ''): void => context.out(`${line}\n`);
  tell('Rollcall, on an embedded GitHub with 3,500 people, 500 teams and 2,000 repositories. No network.');
  tell('Once, a job removed everybody whom HR data did not call active, because of one exception. Not here:');
  tell();
  const stage = await setStage(context, dir);
  try {
    const page = webPageOf(stage.sandbox);
    for (const act of [adopt, change, mistake, revert, incident]) {
      if (context.signal.aborted) return exit.interrupted;
      await act(stage, page, tell);
    }
    for (const line of whatNext(stage)) tell(line);
    context.log(`The demo took ${Math.round((performance.now() - started) / 1000)} s.`);
    return exit.done;
  } finally {
    await stage.sandbox.close();
  }
}

/** `.js` once built, `.ts` before. */
const extension = import.meta.url.slice(-3);

function whatNext({ folder }: Stage): readonly string[] {
  return [
    `Look around: ${folder} holds the clone (access), the remote, the sandbox's data and the page.`,
    `   $ cd ${folder}/access && git log --oneline && git blame state/users/employees.yaml | head`,
    `   $ alias rollcall='node ${fileURLToPath(new URL(`../cli${extension}`, import.meta.url))}'`,
    '   $ rollcall sandbox --port 4100 --data ../sandbox.json --repository ../remote.git &',
    '   $ export GITHUB_API_URL=http://127.0.0.1:4100 GITHUB_TOKEN=rollcall-sandbox ROLLCALL_PACING=off',
    '   $ rollcall plan --full     # then edit a file, commit, push, and: rollcall plan, rollcall apply',
  ];
}
