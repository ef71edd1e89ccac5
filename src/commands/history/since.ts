import { blameLines } from '../../git/blame.ts';
import { isoOf } from '../../git/iso-time.ts';
import type { DatedHolding, Holding } from '../../model/holding.ts';
import type { HistoryPlace } from './place.ts';

/** Tells of each row which commit wrote its line as it stands at `commit`, and when that came to the branch. */
export async function withSince(
  { repository, line }: HistoryPlace,
  commit: string,
  holdings: readonly Holding[],
): Promise<readonly DatedHolding[]> {
  const writers = await blameLines(
    repository,
    commit,
    holdings.flatMap(({ at }) => at ?? []),
  );
  const came = new Map(line.steps.map((step) => [step.commit, isoOf(step.came)]));
  return holdings.map((holding) => {
    const writer = holding.at === null ? undefined : writers.get(`${holding.at.file}:${holding.at.line}`);
    return { ...holding, since: writer === undefined ? null : { commit: writer, cameAt: came.get(writer) ?? null } };
  });
}
