import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { Env } from '../app.ts';

/**
 * Tells what was read by an `ETag`; whoever has read the same before gets 304, which costs no points.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export const conditional: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (c.req.method !== 'GET' || c.res.status !== 200) return;
  const etag = await etagOf(c);
  c.res.headers.set('etag', etag);
  if (c.req.header('if-none-match') !== etag) return;
  c.res = new Response(null, { status: 304, headers: { etag } });
  c.var.note.points = 0;
};

/** The `Link` belongs to what is told: a list may have grown beyond this page. */
async function etagOf(c: Context<Env>): Promise<string> {
  const hash = createHash('sha256').update(c.res.headers.get('link') ?? '');
  return `W/"${hash.update(await c.res.clone().text()).digest('hex')}"`;
}
