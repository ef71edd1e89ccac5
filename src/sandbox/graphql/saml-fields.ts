import { nodeId } from '../json/node-id.ts';
import { accountByLogin } from '../world/accounts.ts';
import { type SamlIdentity, samlOf } from '../world/saml.ts';
import type { Asked, Resolvers } from './asked.ts';
import { connection, type PageArgs } from './connection.ts';
import { organizationNode, personNode } from './nodes.ts';

interface Provider {
  readonly __typename: 'OrganizationIdentityProvider';
  readonly identities: readonly SamlIdentity[];
}

/** Null where the organisation has no single sign-on, and for who may not know. */
export function samlProvider({ world, privileged }: Asked): Provider | null {
  const identities = samlOf(world);
  if (identities === undefined || !privileged) return null;
  return { __typename: 'OrganizationIdentityProvider', identities };
}

const shown = (identity: SamlIdentity) => identity;

interface IdentityFilter {
  readonly login?: string | null;
  readonly membersOnly?: boolean | null;
}

export const providerFields: Resolvers<Provider> = {
  id: (_, _args, { world }) => nodeId('OrganizationIdentityProvider', world.organization.id),
  organization: () => organizationNode,
  externalIdentities: ({ identities }, args: IdentityFilter & PageArgs, asked, info) => {
    const only = args.login == null ? undefined : accountByLogin(asked.world, args.login)?.id;
    const items = identities.filter(
      ({ account }) =>
        (args.login == null || (only !== undefined && account === only)) &&
        (args.membersOnly !== true || (account !== null && asked.world.members.has(account))),
    );
    return connection({ items, id: ({ nameId }) => nameId, node: shown }, args, asked, info);
  },
};

export const identityFields: Resolvers<SamlIdentity> = {
  id: ({ nameId }) => nodeId('ExternalIdentity', nameId),
  guid: ({ nameId }) => nodeId('ExternalIdentity', nameId),
  user: ({ account }, _args, { world }) => (account === null ? null : personNode(world, account)),
  samlIdentity: ({ nameId, emails }) => ({ nameId, username: nameId, groups: [], emails: emailsOf(emails) }),
  scimIdentity: ({ scimUserName, emails }) =>
    scimUserName === undefined ? null : { username: scimUserName, groups: [], emails: emailsOf(emails) },
};

function emailsOf(emails: readonly string[]): object[] {
  return emails.map((value, index) => ({ value, primary: index === 0, type: 'work' }));
}
