import { acceptInvitation } from '../world/invitations.ts';
import { acceptRepoInvitation, isExpired } from '../world/repos.ts';
import type { World } from '../world/world.ts';
import { type Input, whoIn } from './input.ts';

/** People accept their open invitations, to the organisation and to repositories. */
export function accept(world: World, input: Input) {
  const concerns = whoIn(world, input);
  const accepted = new Set<number>();
  for (const invitation of world.invitations.values()) {
    if (!concerns(invitation.account)) continue;
    acceptInvitation(world, invitation);
    accepted.add(invitation.account);
  }
  for (const repo of world.repos.values()) {
    for (const invitation of repo.invitations.values()) {
      if (!concerns(invitation.account) || isExpired(world, invitation)) continue;
      acceptRepoInvitation(repo, invitation);
      accepted.add(invitation.account);
    }
  }
  return { accepted: [...accepted].map((id) => world.accounts.get(id)?.login ?? '').sort() };
}
