import { isUtf8 } from 'node:buffer';
import { decodeUtf8 } from '../state/decode.ts';
import { feedError, mostBytes, type Origin, tooLarge } from './origin.ts';

/** Bytes that end where a line ends, or where everything ends. */
export interface Lines {
  readonly bytes: Buffer;
  /** Number of the first of them, from 1. */
  readonly first: number;
}

const newline = 0x0a;
/** Far longer than any row of people, and short enough to be held. */
const mostLineBytes = 10_000_000;

/**
 * Cuts bytes into pieces of whole lines, and sees to it that they are text.
 * @throws FeedError where a line is not UTF-8, has a zero byte in it, or does not end, and where there is too much
 */
export async function* wholeLines(chunks: AsyncIterable<Uint8Array>, origin: Origin): AsyncGenerator<Lines> {
  let [first, size, pending, held]: [number, number, Buffer[], number] = [1, 0, [], 0];
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    size += bytes.length;
    if (size > mostBytes) throw tooLarge(origin);
    const end = bytes.lastIndexOf(newline) + 1;
    if (end > 0) {
      const lines = Buffer.concat([...pending, bytes.subarray(0, end)]);
      checkText(lines, first, origin);
      yield { bytes: lines, first };
      first += count(lines);
      [pending, held] = [[], 0];
    }
    pending.push(bytes.subarray(end));
    held += bytes.length - end;
    if (held > mostLineBytes) {
      throw feedError(origin, 'feed-too-large', `line ${first} is longer than ${mostLineBytes / 1_000_000} MB`);
    }
  }
  const rest = Buffer.concat(pending);
  checkText(rest, first, origin);
  if (rest.length > 0) yield { bytes: rest, first };
}

function checkText(bytes: Buffer, first: number, origin: Origin): void {
  const decoded = isUtf8(bytes) ? undefined : decodeUtf8(bytes);
  if (decoded !== undefined && 'badLine' in decoded) {
    const line = first + decoded.badLine - 1;
    throw feedError(origin, 'feed-encoding', `line ${line} is not UTF-8: have it exported as UTF-8`);
  }
  const zero = bytes.indexOf(0);
  if (zero < 0) return;
  const line = first + count(bytes.subarray(0, zero));
  throw feedError(
    origin,
    'feed-encoding',
    `line ${line} has a zero byte in it, so that it is damaged or not UTF-8: have it exported as UTF-8`,
  );
}

function count(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
}
