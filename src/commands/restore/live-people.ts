import { timesSent } from '../../applier/quota.ts';
import { GitError, RollcallError } from '../../model/errors.ts';
import type { Key } from '../../model/identity.ts';
import type { User } from '../../model/org-state.ts';
import type { LivePeople } from '../../proposal/restore/prospects.ts';
import type { LiveReader } from '../../scm/live-reader.ts';
import { timesOfInvitations } from '../attempts.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from '../propose/default-branch.ts';

const day = 86_400_000;

/**
 * What GitHub says of these people: a handful of requests, whatever the size of the organisation.
 * @param reader made only now, as without a token there is none
 * @returns undefined where GitHub could not be asked, which is logged: the way back does not wait for a forecast
 */
export async function livePeople(
  context: Context,
  branch: DefaultBranch,
  reader: () => LiveReader,
  logins: readonly string[],
): Promise<LivePeople | undefined> {
  try {
    const github = reader();
    const { organization } = await github.organization({ customRoles: false });
    const invitations = (await github.invitations()).users;
    const members = await github.members(logins);
    const { total = 0, filled = 0 } = organization.seats ?? {};
    const now = github.now();
    return {
      members,
      invitations,
      // A plan without a limit says 0 in all.
      freeSeats: total === 0 ? Infinity : Math.max(0, total - filled),
      sentLately: sentSince(await timesSeen(context, branch, invitations), new Date(now.getTime() - day)),
      now,
    };
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    context.log(`GitHub was not asked where people stand: ${error.message}`);
    return undefined;
  }
}

/** Where the journal cannot be read, the invitations that stand are all that is known of. */
async function timesSeen(
  context: Context,
  branch: DefaultBranch,
  standing: ReadonlyMap<Key, User>,
): Promise<readonly Date[]> {
  try {
    return await timesOfInvitations(branch, standing);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    context.log(
      `The journal could not be read, so invitations that were accepted today are not counted: ${error.message}`,
    );
    return timesSent([], standing);
  }
}

function sentSince(times: readonly Date[], since: Date): readonly Date[] {
  return times.filter((at) => at.getTime() > since.getTime());
}
