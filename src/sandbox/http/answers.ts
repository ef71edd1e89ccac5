import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

const documentation = 'https://docs.github.com/rest';

/** One entry of `errors` in a 422. @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
export interface FieldError {
  readonly resource?: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
}

/** What GitHub says when it refuses. Throw it; the application answers with it. */
export function refusal(
  status: ContentfulStatusCode,
  message: string,
  more: { readonly errors?: readonly FieldError[]; readonly documentation_url?: string } = {},
): HTTPException {
  const body = { message, documentation_url: documentation, ...more, status: String(status) };
  return new HTTPException(status, { message, res: Response.json(body, { status }) });
}

/** GitHub says it also of what exists and may not be seen. */
export const notFound = (): HTTPException => refusal(404, 'Not Found');

export const forbidden = (message: string): HTTPException => refusal(403, message);

export function invalid(...errors: FieldError[]): HTTPException {
  return refusal(422, 'Validation Failed', { errors });
}

/** The answer to writes of access to an archived repository (terraform-provider-github#877). */
export const archived = (): HTTPException => forbidden('Repository was archived so is read-only.');

export function noContent(): Response {
  return new Response(null, { status: 204 });
}
