import type { Context } from 'hono';
import { isObject } from '../http/body.ts';
import { accountByLogin } from '../world/accounts.ts';
import { durationOf } from '../world/clock.ts';
import type { Account, World } from '../world/world.ts';

/** A control call that cannot be carried out; answered with 400 and the message. */
export class ControlError extends Error {}

export type Input = Readonly<Record<string, unknown>>;

export async function inputOf(c: Context): Promise<Input> {
  let value: unknown;
  try {
    value = JSON.parse(await c.req.text());
  } catch {
    throw new ControlError('The body is not JSON.');
  }
  return objectIn({ body: value }, 'body');
}

/** Refuses fields that nobody will read: they are misspelt more often than not. */
export function onlyFields(input: Input, known: readonly string[]): void {
  const unknown = Object.keys(input).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new ControlError(`Unknown: ${unknown.join(', ')}. Known: ${known.join(', ')}.`);
}

export function objectIn(input: Input, name: string): Input {
  const value = input[name];
  if (isObject(value)) return value;
  throw wrong(name, value, 'an object');
}

export function textIn(input: Input, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw wrong(name, value, 'a text');
}

/** Texts, none where the field is absent. */
export function textsIn(input: Input, name: string): readonly string[] {
  const value = input[name] ?? [];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== '')) return value as string[];
  throw wrong(name, value, 'a list of texts');
}

export function wholeNumberIn(input: Input, name: string): number {
  const value = input[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw wrong(name, value, 'a whole number from 0');
}

export function flagIn(input: Input, name: string): boolean {
  const value = input[name];
  if (typeof value === 'boolean') return value;
  throw wrong(name, value, 'true or false');
}

export function wordIn<T extends string>(input: Input, name: string, words: readonly T[], otherwise?: T): T {
  const value = input[name] ?? otherwise;
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw wrong(name, value, `one of ${words.join(', ')}`);
}

/** Milliseconds of a span such as `7d`. */
export function durationIn(input: Input, name: string): number {
  const value = input[name];
  const span = typeof value === 'string' ? durationOf(value) : undefined;
  if (span !== undefined) return span;
  throw wrong(name, value, 'a span such as 7d, 90m or 1h30m');
}

export function accountIn(input: Input, world: World): Account {
  const login = textIn(input, 'login');
  const account = accountByLogin(world, login);
  if (account !== undefined) return account;
  throw new ControlError(`There is no account called ${login}; addAccounts makes one.`);
}

export function wrong(name: string, value: unknown, expected: string): ControlError {
  const got = value === undefined ? 'it is missing' : `it is ${JSON.stringify(value)}`;
  return new ControlError(`${name} must be ${expected}; ${got}.`);
}

/** Whose invitations a call is about: one person's, or with `all` everybody's. */
export function whoIn(
  world: World,
  input: Input,
  more: readonly string[] = [],
): (account: number | null) => account is number {
  onlyFields(input, ['login', 'all', ...more]);
  if (input['all'] !== undefined && input['all'] !== true) throw wrong('all', input['all'], 'true');
  const only = input['all'] === true ? undefined : accountIn(input, world).id;
  return (account): account is number => account !== null && (only === undefined || account === only);
}
