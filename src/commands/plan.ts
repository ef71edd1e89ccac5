import { type Context, exit, type ExitCode } from './context.ts';
import { readStateRepo, type StateRepo } from './desired.ts';
import { explained } from './explained.ts';
import { githubFrom } from './github.ts';
import { keepingComment } from './kept-comment.ts';
import { type Asked, type Judged, makePlan } from './make-plan.ts';
import { showJudged, showProblems } from './show.ts';

interface Options extends Asked {
  readonly detailedExitcode?: true;
  /** A pull request of the state repository, on which the plan is kept as one comment. */
  readonly comment?: number;
}

/** `rollcall plan`: what apply would do, with `--comment` kept on a pull request. */
export async function planCommand(context: Context, options: Options): Promise<ExitCode> {
  if (options.comment === undefined) return planned(context, options);
  return keepingComment(context, options.comment, (recorded) => planned(recorded, options));
}

/** Reads, and never gets hold of anything that writes. */
async function planned(context: Context, options: Options): Promise<ExitCode> {
  const repo = await loadOrExplain(context, options.base);
  if (repo === undefined) return exit.error;
  const { reader } = githubFrom(context, repo.desired.state.organization.name);
  const judged = await makePlan(context, repo, reader, options);
  context.out(showJudged(context, judged));
  return verdict(judged, options.detailedExitcode === true);
}

/** Loads the state repo; a state with errors is shown with all of them, and undefined comes back. */
export async function loadOrExplain(context: Context, base?: string): Promise<StateRepo | undefined> {
  const repo = await explained(context, () => readStateRepo(context, base));
  if (repo !== undefined && repo.warnings.length > 0) context.log(showProblems(context, repo.warnings));
  return repo;
}

function verdict({ plan, violations }: Judged, detailed: boolean): ExitCode {
  if (violations.length > 0) return exit.refused;
  return detailed && plan.changes.length > 0 ? exit.pending : exit.done;
}
