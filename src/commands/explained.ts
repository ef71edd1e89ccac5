import type { Context } from './context.ts';
import { InvalidState } from './desired.ts';
import { showProblems } from './show.ts';

/** What `load` gives; a state with errors is shown with all of them, and undefined comes back. */
export async function explained<Loaded>(context: Context, load: () => Promise<Loaded>): Promise<Loaded | undefined> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof InvalidState)) throw error;
    context.out(showProblems(context, error.problems));
    context.log(`rollcall: ${error.message}`);
    return undefined;
  }
}
