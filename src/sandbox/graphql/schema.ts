import { buildSchema } from 'graphql';
import { connectionTypes } from './schema-connections.ts';
import { objectTypes } from './schema-objects.ts';
import { valueTypes } from './schema-values.ts';

/**
 * What the sandbox answers of GitHub's GraphQL: every type, field, argument and word below is GitHub's own, spelled
 * and typed as there (a test compares them); GitHub has many more.
 */
export const typeDefinitions = [objectTypes, connectionTypes, valueTypes].join('\n');

/** A schema of its own for each server, to which resolvers are then attached. */
export function sandboxSchema() {
  return buildSchema(typeDefinitions);
}
