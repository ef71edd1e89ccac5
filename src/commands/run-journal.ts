import type { Steps } from '../applier/carry-out.ts';
import { heldBefore } from '../applier/held.ts';
import { type Journal, openJournal } from '../applier/journal/journal.ts';
import { forgetPushed, localJournals } from '../applier/journal/local-journals.ts';
import { journalFolder, pushJournal } from '../git/journal-branch.ts';
import type { Change } from '../model/change.ts';
import type { ReviewFacts } from '../planner/guards/review.ts';
import type { Session } from './conclude.ts';
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
  /** Writes the last line. A journal that takes none by now ends without one, as a killed run's does. */
  close(code: number, result: string): void;
}

/** A wave may take an hour at GitHub's pace; a machine that is lost takes no more than so many milliseconds with it. */
const betweenSaves = 60_000;

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
  // One push after the other, whoever asks.
  let saved = Promise.resolve();
  const saveNext = (): Promise<void> => (saved = saved.then(() => save(context, repo, folder, run)));
  const timer = setInterval(() => void saveNext(), betweenSaves).unref();
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
    save: saveNext,
    close(code, result) {
      clearInterval(timer);
      try {
        journal.ended(code, result);
      } catch (error) {
        context.log(error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** A take-over is written down also where the run then changes nothing. */
export async function journalTakeOver(
  context: Context,
  repo: Pick<StateRepo, 'repository' | 'remote'>,
  { run, lock }: Session,
  code: number,
): Promise<void> {
  if (lock.takenOver === null) return;
  const folder = await journalFolder(repo.repository);
  const journal = openJournal(folder, run, () => context.now());
  journal.tookOver(lock.takenOver);
  journal.ended(code, 'changed nothing');
  await save(context, repo, folder, run);
}

/** The journal is a record and no authority: a run that cannot push it goes on, and the next one tries again. */
async function save(
  context: Context,
  { repository, remote }: Pick<StateRepo, 'repository' | 'remote'>,
  folder: string,
  run: string,
): Promise<void> {
  try {
    const journals = await localJournals(folder);
    await pushJournal(repository, remote, journals);
    await forgetPushed(folder, journals, run, context.now());
  } catch (error) {
    context.log(`The journal stays in ${folder} for now: ${error instanceof Error ? error.message : String(error)}`);
  }
}
