import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { botFields, userFields } from './account-fields.ts';
import type { Asked } from './asked.ts';
import { invitationFields } from './invitation-fields.ts';
import { organizationFields } from './organization-fields.ts';
import { queryFields } from './query-fields.ts';
import { repositoryFields } from './repository-fields.ts';
import { identityFields, providerFields } from './saml-fields.ts';
import { teamFields } from './team-fields.ts';

const resolversByType = {
  Query: queryFields,
  User: userFields,
  Bot: botFields,
  Organization: organizationFields,
  Team: teamFields,
  Repository: repositoryFields,
  OrganizationInvitation: invitationFields,
  OrganizationIdentityProvider: providerFields,
  ExternalIdentity: identityFields,
};

/** Gives the fields of a schema their resolvers. @throws where a resolver has no field: a slip in a name */
export function attachResolvers(schema: GraphQLSchema): GraphQLSchema {
  for (const [typeName, resolvers] of Object.entries(resolversByType)) {
    const type = schema.getType(typeName);
    const fields = isObjectType(type) ? type.getFields() : {};
    for (const [name, resolver] of Object.entries(resolvers)) {
      const field = fields[name];
      if (field === undefined) throw new Error(`The sandbox's schema has no ${typeName}.${name}.`);
      field.resolve = resolver as GraphQLFieldResolver<unknown, Asked>;
    }
  }
  return schema;
}
