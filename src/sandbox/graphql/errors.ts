import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** GitHub's words for what went wrong; they stand beside the message, not in `extensions`. */
type ErrorType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'EXCESSIVE_PAGINATION'
  | 'ARGUMENT_LIMIT'
  | 'INVALID_CURSOR_ARGUMENTS'
  | 'RESOURCE_LIMITS_EXCEEDED';

/** An error of one field: the field becomes null, and so does what may not do without it. */
export function fieldError(type: ErrorType, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

export const notFound = (what: string) => fieldError('NOT_FOUND', `Could not resolve to ${what}.`);

export const resourceLimit = () => fieldError('RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.');

/** As GitHub writes an error: `{type, path, locations, message}`. */
export function formatError(error: GraphQLError): GraphQLFormattedError & { readonly type?: unknown } {
  const { type } = error.extensions;
  const { message, path, locations } = error;
  return {
    ...(type === undefined ? {} : { type }),
    ...(path === undefined ? {} : { path }),
    ...(locations === undefined ? {} : { locations }),
    message,
  };
}
