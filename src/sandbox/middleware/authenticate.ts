import type { MiddlewareHandler } from 'hono';
import type { Actor, Env } from '../app.ts';
import { refusal } from '../http/answers.ts';
import type { Sandbox } from '../sandbox.ts';
import { now } from '../world/clock.ts';
import { accountByLogin, accountOf } from '../world/accounts.ts';

/**
 * Finds out who asks, from `authorization: token …` or `Bearer …`, or a token as the password of a basic
 * authorization: the bot's token is the app's installation, `as:LOGIN` that person, and a JWT the app itself.
 */
export function authenticate(sandbox: Sandbox): MiddlewareHandler<Env> {
  return async (c, next) => {
    const header = c.req.header('authorization');
    if (header === undefined) throw refusal(401, 'Requires authentication');
    const actor = actorOf(sandbox, tokenIn(header));
    if (actor === undefined) throw refusal(401, 'Bad credentials');
    c.set('actor', actor);
    await next();
  };
}

function tokenIn(header: string): string {
  const [scheme = '', value = ''] = header.split(/\s+/, 2);
  if (scheme.toLowerCase() !== 'basic') return value;
  const pair = Buffer.from(value, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}

function actorOf({ world, tokens }: Sandbox, token: string): Actor | undefined {
  const bot = accountOf(world, world.organization.app.account);
  if ((tokens.get(token) ?? 0) > now(world)) return { kind: 'installation', account: bot };
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return { kind: 'app', account: bot };
  const person = token.startsWith('as:') ? accountByLogin(world, token.slice('as:'.length)) : undefined;
  return person?.type === 'User' ? { kind: 'user', account: person } : undefined;
}
