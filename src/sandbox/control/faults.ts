import { STATUS_CODES } from 'node:http';
import { isObject } from '../http/body.ts';
import type { Fault } from '../sandbox.ts';
import { ControlError, type Input, onlyFields, textIn, wholeNumberIn, wrong } from './input.ts';

/** Reads `{match: "METHOD path-regex", status, drop or hang, times, headers, body, afterEffect}`. */
export function faultOf(input: Input): Fault {
  onlyFields(input, ['match', 'status', 'drop', 'hang', 'times', 'headers', 'body', 'afterEffect']);
  const [method = '', pattern = ''] = textIn(input, 'match').split(/\s+(.*)/s);
  if (!/^([A-Z]+|\*)$/.test(method) || pattern === '') {
    throw wrong('match', input['match'], 'a method (or *), a space and a regular expression of the path');
  }
  const times = input['times'] === undefined ? 1 : wholeNumberIn(input, 'times');
  if (times === 0) throw wrong('times', times, 'at least 1');
  const afterEffect = input['afterEffect'] ?? false;
  if (typeof afterEffect !== 'boolean') throw wrong('afterEffect', afterEffect, 'true or false');
  return {
    method: method === '*' ? undefined : method,
    path: regexOf(pattern),
    answer: answerOf(input),
    afterEffect,
    times,
  };
}

function answerOf(input: Input): Fault['answer'] {
  const given = (['status', 'drop', 'hang'] as const).filter((name) => input[name] !== undefined);
  const [name] = given;
  if (name === undefined || given.length > 1) throw new ControlError('Give either status or drop or hang.');
  if (name !== 'status') {
    if (input[name] !== true) throw wrong(name, input[name], 'true');
    return name;
  }
  const status = wholeNumberIn(input, 'status');
  if (status < 200 || status > 599) throw wrong('status', status, 'from 200 to 599');
  const body = input['body'] ?? { message: STATUS_CODES[status] ?? 'Error', status: String(status) };
  return { status, headers: headersOf(input['headers'] ?? {}), body };
}

function headersOf(value: unknown): Record<string, string> {
  if (!isObject(value)) throw wrong('headers', value, 'an object of texts');
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)]));
}

function regexOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch (error) {
    throw new ControlError(`match holds no regular expression: ${error instanceof Error ? error.message : pattern}.`);
  }
}
