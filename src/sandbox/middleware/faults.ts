import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import type { Env } from '../app.ts';
import type { Fault, FaultAnswer, Sandbox } from '../sandbox.ts';

/** Lets the requests fail that a control call asked for, before or after they took effect. */
export function injectFaults({ faults }: Sandbox): MiddlewareHandler<Env> {
  return async (c, next) => {
    const fault = faults.find((each) => each.times > 0 && matches(each, c));
    if (fault === undefined) return next();
    fault.times -= 1;
    if (fault.times === 0) faults.splice(faults.indexOf(fault), 1);
    if (fault.afterEffect) await next();
    const answer = typeof fault.answer === 'string' ? noAnswer(c, fault.answer) : answerWith(fault.answer);
    // A response that is replaced would otherwise hand its headers on.
    c.res = undefined;
    c.res = answer;
    return undefined;
  };
}

/** The pattern is tried on the path with and without its query, and with and without `/api/v3`. */
function matches(fault: Fault, c: Context<Env>): boolean {
  if (fault.method !== undefined && fault.method !== c.req.method) return false;
  const { pathname, search } = new URL(c.req.url);
  return [c.req.path, c.req.path + search, pathname, pathname + search].some((path) => fault.path.test(path));
}

function answerWith({ status, headers, body }: FaultAnswer): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8';
  const isEmpty = status === 204 || status === 304;
  return new Response(isEmpty ? null : text, { status, headers: { 'content-type': type, ...headers } });
}

/** Cuts the connection, as a proxy or a lost network does, or leaves whoever asks waiting. */
function noAnswer(c: Context<Env>, how: 'drop' | 'hang'): Response {
  c.set('dropped', true);
  if (how === 'drop') c.env.incoming.socket.destroy();
  // The very object: a copy of it would be sent.
  return RESPONSE_ALREADY_SENT;
}
