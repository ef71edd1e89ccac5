import { invalid, refusal } from '../http/answers.ts';
import { day, now } from '../world/clock.ts';
import { hasSeatFor, invitationsLeft, openInvitationOf, reinstatable } from '../world/invitations.ts';
import { openRepoInvitationOf, repoInvitationsLeft } from '../world/repos.ts';
import type { Account, InvitationRole, Repo, World } from '../world/world.ts';

const resource = 'OrganizationInvitation';

/** What stands in the way of any new invitation, by whichever of the three endpoints that send one. */
export function refuseNewInvitation(world: World, account: Account | null): void {
  if (account !== null && account.type !== 'User') {
    throw refusal(422, 'Members must be users, not organizations.'); // kubernetes/org#6044
  }
  if (world.organization.managedUsers) throw notProvisioned();
  if (account?.blocked === true) throw blocked(world);
  if (world.behaviours.failedInvitationsBlock && account !== null && hasFailed(world, account)) {
    throw unpublished(
      world.behaviours.alreadyInvitedErrorCode,
      'A failed invitation for this user must be cleared first.',
    );
  }
  if (invitationsLeft(world) <= 0) {
    throw unpublished(
      world.behaviours.quotaErrorCode,
      `The organization has sent too many invitations in the last 24 hours. Try again after ${quotaEnds(world)}.`,
    );
  }
  if (!hasSeatFor(world, account?.id ?? null)) throw noSeat(world);
}

/** What stands in the way of `POST /orgs/{org}/invitations` in particular. */
export function refuseInvitation(world: World, account: Account | null, role: InvitationRole): void {
  if (account !== null && world.members.has(account.id)) {
    // The typo is GitHub's: https://github.com/github/rest-api-description/issues/4109
    const message = 'A user with this email addresss is already a part of this organization';
    throw invalid({ resource, code: 'unprocessable', field: 'data', message });
  }
  if (account !== null && openInvitationOf(world, account.id) !== undefined) {
    throw unpublished(world.behaviours.alreadyInvitedErrorCode, 'This user already has a pending invitation.');
  }
  refuseNewInvitation(world, account);
  if (role === 'reinstate' && (account === null || reinstatable(world, account.id) === undefined)) {
    throw unpublished(
      world.behaviours.reinstateErrorCode,
      'This user has no former membership that can be reinstated.',
    );
  }
}

/** The quota of one repository. Whoever has an open invitation is not sent another. */
export function refuseRepoInvitation(world: World, repo: Repo, account: Account): void {
  if (openRepoInvitationOf(world, repo, account.id) !== undefined || repoInvitationsLeft(world, repo) > 0) return;
  throw unpublished(
    world.behaviours.quotaErrorCode,
    'Too many people have been invited to this repository in the last 24 hours.',
  );
}

/** Accounts of Enterprise Managed Users, whose logins end in the enterprise's short code. */
export function isProvisioned({ login }: Account): boolean {
  return login.includes('_');
}

/** The words are invented. */
export function notProvisioned() {
  return refusal(422, 'Only users that the enterprise has provisioned can be added.');
}

/**
 * A 422 whose body nobody has published: the message is invented here and the code is a switch
 * (`POST /_sandbox/behaviours`), so that clients are not written against either. Without a code, the message is the one
 * that GitHub has been seen to hide causes behind (kubernetes/test-infra#17671).
 */
function unpublished(code: string | null, message: string) {
  return code === null
    ? refusal(422, 'The request could not be processed.')
    : invalid({ resource, code, field: 'data', message });
}

/** Seen in github/docs#1035, where it is not said which call answers so. */
function blocked({ behaviours }: World) {
  return behaviours.blockedIsTold ? refusal(422, 'User is blocked') : unpublished(null, '');
}

/** Seen in terraform-provider-github#3452 and probot/invite#8. */
function noSeat(world: World) {
  return refusal(422, 'You must purchase at least one more seat to add this user as a member.', {
    errors: [{ code: 'no_seat', field: 'user' }],
    documentation_url: `https://github.com/organizations/${world.organization.name}/settings/billing/seats`,
  });
}

function hasFailed(world: World, account: Account): boolean {
  return [...world.failedInvitations.values()].some((failed) => failed.account === account.id);
}

function quotaEnds(world: World): string {
  const since = now(world) - day;
  const oldest = world.invitationsSent.find((sentAt) => sentAt > since) ?? now(world);
  return new Date(oldest + day).toISOString();
}
