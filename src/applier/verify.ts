import { type Change, subjectOf } from '../model/change.ts';
import type { Outcome, Plan } from '../model/plan.ts';

/** How long to wait before each look, in milliseconds: GitHub shows some writes only after a while. */
const patience = [0, 1000, 2000, 4000, 8000] as const;

/**
 * Looks again until live is as planned, or patience runs out.
 * @param planAgain reads live and plans once more
 * @param wait pauses for so many milliseconds
 * @returns changes that GitHub accepted and that are still to be done: not in effect, as far as can be seen
 */
export async function verify(
  outcomes: readonly Outcome[],
  planAgain: () => Promise<Plan>,
  wait: (milliseconds: number) => Promise<void>,
): Promise<{ readonly plan: Plan; readonly notInEffect: readonly Change[] }> {
  const done = new Set(outcomes.flatMap(({ change, result }) => (result === 'done' ? [sameness(change)] : [])));
  for (const [look, pause] of patience.entries()) {
    await wait(pause);
    const plan = await planAgain();
    const notInEffect = plan.changes.filter((change) => done.has(sameness(change)));
    if (notInEffect.length === 0 || look === patience.length - 1) return { plan, notInEffect };
  }
  throw new Error('patience has at least one look');
}

/** What makes two changes the same for this purpose: what they are about, whatever the sides look like by now. */
function sameness(change: Change): string {
  const { login, team, repo } = subjectOf(change);
  return JSON.stringify([change.kind, login.toLowerCase(), team.toLowerCase(), repo.toLowerCase()]);
}
