import type { Steps } from '../applier/carry-out.ts';
import { heldBefore } from '../applier/held.ts';
import { type Journal, openJournal } from '../applier/journal/journal.ts';
import { forgetPushed, localJournals } from '../applier/journal/local-journals.ts';
import { journalFolder, pushJournal } from '../git/journal-branch.ts';
import { GitError } from '../model/errors.ts';
import type { Change } from '../model/change.ts';
import type { ReviewFacts } from '../planner/guards/review.ts';
import type { Context } from './context.ts';
import type { StateRepo } from './desired.ts';
import type { GitHub } from './github.ts';
import type { Judged } from './make-plan.ts';
import { reviewedOf } from './review-facts.ts';

/** The journal of one run, in the clone and on its branch. */
export interface RunJournal {
  readonly journal: Journal;
  readonly steps: Steps;
  /** Takes what was written so far, and what dead runs of this clone left, to the branch. Says so where it cannot. */
  save(): Promise<void>;
}

interface Facts {
  readonly repo: StateRepo;
  readonly github: GitHub;
  readonly judged: Judged;
  readonly facts: ReviewFacts;
  readonly run: string;
}

export async function openRunJournal(
  context: Context,
  { repo, github, judged, facts, run }: Facts,
): Promise<RunJournal> {
  const folder = await journalFolder(repo.repository);
  // GitHub's time, so that what is written down compares with what GitHub tells.
  const journal = openJournal(folder, run, () => github.reader.now());
  const changes = new Map<number, Change>();
  return {
    journal,
    steps: {
      before(change, wave) {
        const review = reviewedOf(facts, change.attribution?.commit ?? null);
        const step = journal.before(change, { wave, held: heldBefore(change, judged.sides.live), review });
        changes.set(step, change);
        return step;
      },
      after(step, { change, ...outcome }) {
        journal.after(step, changes.get(step) ?? change, outcome);
      },
    },
    save: () => save(context, repo, folder, run),
  };
}

/** The journal is a record and no authority: a run that cannot push it goes on, and the next one tries again. */
async function save(context: Context, { repository, remote }: StateRepo, folder: string, run: string): Promise<void> {
  const journals = await localJournals(folder);
  try {
    await pushJournal(repository, remote, journals);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    context.log(`The journal stays in ${folder} for now: ${error.message}`);
    return;
  }
  await forgetPushed(folder, journals, run, context.now());
}
