import { failInvitation } from '../world/invitations.ts';
import type { World } from '../world/world.ts';
import { type Input, textIn, whoIn } from './input.ts';

/**
 * People decline their open invitations, to the organisation and to repositories. GitHub does not document whether one
 * that was declined is then listed as failed, so that is a switch; its word for why is invented.
 */
export function decline(world: World, input: Input) {
  const concerns = whoIn(world, input);
  const declined = new Set<number>();
  for (const invitation of world.invitations.values()) {
    if (!concerns(invitation.account)) continue;
    if (world.behaviours.declinedListedAsFailed) failInvitation(world, invitation, 'declined');
    else world.invitations.delete(invitation.id);
    declined.add(invitation.account);
  }
  for (const { invitations } of world.repos.values()) {
    for (const [id, { account }] of invitations) {
      if (!concerns(account)) continue;
      invitations.delete(id);
      declined.add(account);
    }
  }
  return { declined: loginsOf(world, declined) };
}

/** Open invitations to the organisation fail, for a reason that is one of GitHub's words, an open set. */
export function fail(world: World, input: Input) {
  const concerns = whoIn(world, input, ['reason']);
  const reason = textIn(input, 'reason');
  const failed = new Set<number>();
  for (const invitation of world.invitations.values()) {
    if (!concerns(invitation.account)) continue;
    failInvitation(world, invitation, reason);
    failed.add(invitation.account);
  }
  return { failed: loginsOf(world, failed) };
}

function loginsOf({ accounts }: World, ids: ReadonlySet<number>): string[] {
  return [...ids].map((id) => accounts.get(id)?.login ?? '').sort();
}
