import { type Context, exit, type ExitCode } from './context.ts';
import { InvalidState, readStateRepo, type StateRepo } from './desired.ts';
import { githubFrom } from './github.ts';
import { type Asked, type Judged, makePlan } from './make-plan.ts';
import { showJudged, showProblems } from './show.ts';

interface Options extends Asked {
  readonly detailedExitcode?: true;
}

/** `rollcall plan`: what apply would do. Reads, and never gets hold of anything that writes. */
export async function planCommand(context: Context, options: Options): Promise<ExitCode> {
  const repo = await loadOrExplain(context, options.base);
  if (repo === undefined) return exit.error;
  const { reader } = githubFrom(context, repo.desired.state.organization.name);
  const judged = await makePlan(context, repo, reader, options);
  context.out(showJudged(context, judged));
  return verdict(judged, options.detailedExitcode === true);
}

/** Loads the state repo; a state with errors is shown with all of them, and undefined comes back. */
export async function loadOrExplain(context: Context, base?: string): Promise<StateRepo | undefined> {
  try {
    const repo = await readStateRepo(context, base);
    if (repo.warnings.length > 0) context.log(showProblems(context, repo.warnings));
    return repo;
  } catch (error) {
    if (!(error instanceof InvalidState)) throw error;
    context.out(showProblems(context, error.problems));
    context.log(`rollcall: ${error.message}`);
    return undefined;
  }
}

function verdict({ plan, violations }: Judged, detailed: boolean): ExitCode {
  if (violations.length > 0) return exit.refused;
  return detailed && plan.changes.length > 0 ? exit.pending : exit.done;
}
