import { nodeId } from '../json/node-id.ts';
import { iso } from '../world/clock.ts';
import type { Resolvers } from './asked.ts';
import { type InvitationNode, organizationNode, personNode } from './nodes.ts';

export const invitationFields: Resolvers<InvitationNode> = {
  id: ({ invitation }) => nodeId('OrganizationInvitation', invitation.id),
  createdAt: ({ invitation }) => iso(invitation.createdAt),
  email: ({ invitation }) => invitation.email,
  invitationSource: () => 'MEMBER',
  invitationType: ({ invitation }) => (invitation.account === null ? 'EMAIL' : 'USER'),
  invitee: ({ invitation }, _args, { world }) =>
    invitation.account === null ? null : personNode(world, invitation.account),
  inviter: ({ invitation }, _args, { world }) => personNode(world, invitation.inviter),
  organization: () => organizationNode,
  role: ({ invitation }) => invitation.role.toUpperCase(),
};
