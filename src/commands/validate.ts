import { relative, resolve, sep } from 'node:path';
import { dayOf } from '../model/day.ts';
import type { Problem } from '../model/problem.ts';
import {
  type Counts,
  problemsAsAnnotations,
  problemsAsJson,
  problemsAsMarkdown,
  problemsAsText,
} from '../report/problems.ts';
import { byPlace, type LoadedState, loadState } from '../state/load-state.ts';
import { readStateDirectory } from '../state/read-directory.ts';
import { type Context, type ExitCode, exit, type Format } from './context.ts';

/** Checks a state directory: every problem at once. Needs neither git nor network. */
export async function validate(context: Context): Promise<ExitCode> {
  const dir = resolve(context.cwd, context.state);
  const shownAs = relative(context.cwd, dir).split(sep).join('/');
  const { files, problems: unreadable, unread } = await readStateDirectory(dir, shownAs);
  const loaded = loadState(files, { prefix: shownAs, today: dayOf(context.now()), unread });
  const problems = [...unreadable, ...loaded.problems].sort(byPlace);
  context.out(writers[context.format](problems, countsOf(loaded, files.length)));
  return problems.some(({ severity }) => severity === 'error') ? exit.error : exit.done;
}

const writers: Readonly<Record<Format, (problems: readonly Problem[], counts: Counts) => string>> = {
  text: problemsAsText,
  json: problemsAsJson,
  markdown: problemsAsMarkdown,
  github: problemsAsAnnotations,
};

function countsOf({ state, exceptions }: LoadedState, files: number): Counts {
  const { users, teams, repos } = state;
  return { users: users.size, teams: teams.size, repos: repos.size, exceptions: exceptions.length, files };
}
