import { cameAt } from '../planner/history/came-at.ts';
import { idOnly, type Step } from './refs.ts';
import type { StateRepository } from './repository.ts';

/** A commit of the default branch's own line. Times are in seconds. */
export interface DatedStep extends Step {
  /** Its committer date. */
  readonly says: number;
  /** When it counts as having come, never earlier than the step below it. */
  readonly came: number;
}

export interface DatedLine {
  /** Oldest first. */
  readonly steps: readonly DatedStep[];
  /** How many committer dates contradict the order. */
  readonly wrongDates: number;
}

/**
 * The whole first-parent line of a commit, with dates.
 * @param now seconds
 */
export async function datedLine({ git }: StateRepository, head: string, now: number): Promise<DatedLine> {
  const order = ['--first-parent', '--parents', '--timestamp', '--topo-order', '--reverse'];
  const listed = (await git.run(['rev-list', ...order, idOnly(head), '--'])).split('\n').filter((line) => line !== '');
  const read = listed.map((line) => {
    const [says = '', commit = '', parent = null] = line.split(' ');
    return { commit, parent, says: Number(says) };
  });
  const { times, wrong } = cameAt(
    read.map(({ says }) => says),
    now,
  );
  return { steps: read.map((step, place) => ({ ...step, came: times[place] ?? step.says })), wrongDates: wrong };
}

/** The last step that had come by then; undefined where it is before the first. */
export function stepAt({ steps }: DatedLine, seconds: number): DatedStep | undefined {
  return steps.findLast(({ came }) => came <= seconds);
}
