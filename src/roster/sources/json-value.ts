import { parse } from 'lossless-json';
import type { FeedError } from '../../model/errors.ts';
import { feedError, type Origin } from '../origin.ts';

/** Numbers are texts, digit for digit: an employee id may have more of them than a number holds. */
export type JsonValue = string | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

class DuplicateKey extends Error {}

interface Place {
  /** Number of the text's first line. */
  readonly first: number;
  /** Whether the text is one line of JSON Lines. */
  readonly isLine: boolean;
}

/**
 * @param place for messages
 * @throws FeedError where the text is not JSON, is cut short, or an object says two things under one key
 */
export function parseJson(text: string, origin: Origin, place: Place): JsonValue {
  try {
    return parse(text, undefined, { parseNumber: (digits) => digits, onDuplicateKey }) as JsonValue;
  } catch (error) {
    throw asFeedError(error as Error, text, origin, place);
  }
}

function onDuplicateKey({ key, position }: { key: string; position: number }): never {
  throw new DuplicateKey(
    `the key ${JSON.stringify(key.slice(0, 80))} stands twice in one object at position ${position}`,
  );
}

/** The library's own messages quote what HR wrote. */
function asFeedError(error: Error, text: string, origin: Origin, place: Place): FeedError {
  if (error instanceof RangeError) return feedError(origin, 'feed-syntax', 'it is nested too deep');
  const position = Number(/position (\d+)$/.exec(error.message)?.[1] ?? 0);
  const line = `line ${place.first + text.slice(0, position).split('\n').length - 1}`;
  if (error instanceof DuplicateKey) {
    return feedError(origin, 'feed-syntax', `${line}: ${error.message.replace(/ at position \d+$/, '')}`);
  }
  if (position >= text.trimEnd().length) {
    return feedError(
      origin,
      'feed-syntax',
      `${line}: it ends in the middle: is it cut short?${place.isLine ? document : ''}`,
    );
  }
  return feedError(origin, 'feed-syntax', `${line}: it is not JSON`);
}

const document =
  ' Where the file is one document rather than an object on each line, say with at: in roster.yaml where the list is.';

/**
 * What a JSON pointer (RFC 6901) points at.
 * @throws FeedError where nothing is there
 */
export function atPointer(root: JsonValue, pointer: string, origin: Origin): JsonValue {
  let value = root;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    const inside: JsonValue | undefined =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<string, JsonValue>>)[key]
        : undefined;
    if (inside === undefined) {
      throw feedError(origin, 'feed-syntax', `nothing stands at ${pointer}: correct at: in roster.yaml`);
    }
    value = inside;
  }
  return value;
}
