import { acceptInvitation } from '../world/invitations.ts';
import { acceptRepoInvitation, isExpired } from '../world/repos.ts';
import type { World } from '../world/world.ts';
import { accountIn, type Input, onlyFields, wrong } from './input.ts';

/** People accept their open invitations, to the organisation and to repositories. */
export function accept(world: World, input: Input) {
  onlyFields(input, ['login', 'all']);
  if (input['all'] !== undefined && input['all'] !== true) throw wrong('all', input['all'], 'true');
  const only = input['all'] === true ? undefined : accountIn(input, world).id;
  const accepted = new Set<number>();
  const concerns = (account: number | null): account is number =>
    account !== null && (only === undefined || account === only);
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
