import { keepSighting } from '../../git/sightings.ts';
import { GitError } from '../../model/errors.ts';
import { type Key, keyOf } from '../../model/identity.ts';
import type { Standing, StandingName } from '../../model/standing.ts';
import type { Context } from '../context.ts';
import type { StatusFound } from './report.ts';

/**
 * Keeps on the remote what this run saw, for the runs to come. Where that cannot be done it is said: where people stand
 * is known all the same.
 */
export async function keepSeen(context: Context, { report, branch, sightingsUnread }: StatusFound): Promise<void> {
  if (sightingsUnread !== null || report.people.length === 0) return;
  const seen = report.people.filter(({ standing }) => standing !== 'unknown');
  // Of two people of one login, one after the other, the one counts who has it now.
  const [before, now] = [seen.filter(isGone), seen.filter((each) => !isGone(each))];
  const standings = new Map<Key, StandingName>(
    [...before, ...now].map(({ login, standing }) => [keyOf(login), standing]),
  );
  const { checkedAt: at, people } = report;
  try {
    await keepSighting(branch.repository, branch.remote, { at, people: people.length, standings });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    context.log(`What was seen could not be kept for later runs. ${error.message}`);
  }
}

function isGone({ standing }: Standing): boolean {
  return standing === 'removed';
}
