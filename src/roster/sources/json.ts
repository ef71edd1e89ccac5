import type { Feed, Reading, Source } from '../../model/roster.ts';
import { openFile } from '../open-file.ts';
import { openUrl, shownAddress } from '../open-url.ts';
import { feedError, mostRows, type Opened, type Origin, tooManyRows } from '../origin.ts';
import type { Reach } from '../reach.ts';
import { type Lines, wholeLines } from '../whole-lines.ts';
import { createList, type List } from './json-list.ts';
import { atPointer, type JsonValue, parseJson } from './json-value.ts';

type JsonReading = Reading & { readonly kind: 'json' };

/**
 * Reads people from JSON: a list of objects, at `at` where that is given; or JSON Lines, an object on each line, where
 * the first sign is a brace and no `at` is given.
 * @throws FeedError for what is no whole JSON, keys that stand twice, items that are no objects
 */
export async function readJson(source: Source, reading: JsonReading, reach: Reach): Promise<Feed> {
  const origin = { source: source.name, from: 'file' in reading ? reading.file : shownAddress(reading) };
  const { chunks, asOf } = await open(reading, origin, reach);
  const list = createList(source, origin);
  await fill(list, wholeLines(chunks, origin), reading, origin);
  return { source: source.name, ...list.finish(), asOf };
}

function open(reading: JsonReading, origin: Origin, reach: Reach): Promise<Opened> {
  return 'file' in reading ? openFile(reach.root, reading.file, origin) : openUrl(reading, origin, reach);
}

async function fill(list: List, pieces: AsyncIterable<Lines>, { at }: JsonReading, origin: Origin): Promise<void> {
  let form: 'document' | 'lines' | undefined = at === '' ? undefined : 'document';
  const document: string[] = [];
  for await (const { bytes, first } of pieces) {
    const text = first === 1 ? withoutMark(bytes.toString()) : bytes.toString();
    form ??= /^\s*$/.test(text) ? undefined : text.trimStart().startsWith('{') ? 'lines' : 'document';
    if (form === 'lines') addLines(list, text, first, origin);
    else document.push(text);
  }
  if (form === undefined) throw feedError(origin, 'feed-syntax', 'it is empty');
  if (form === 'document') addItems(list, document.join(''), at, origin);
}

/** A byte order mark is no part of JSON, and some exports begin with one. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function addLines(list: List, text: string, first: number, origin: Origin): void {
  for (const [index, line] of text.split('\n').entries()) {
    const place = { first: first + index, isLine: true };
    if (line.trim() !== '') list.add(parseJson(line, origin, place), `line ${place.first}`);
  }
}

function addItems(list: List, text: string, at: string, origin: Origin): void {
  const items: JsonValue = atPointer(parseJson(text, origin, { first: 1, isLine: false }), at, origin);
  const where = at === '' ? 'the whole file' : `what stands at ${at}`;
  if (!Array.isArray(items)) {
    throw feedError(
      origin,
      'feed-syntax',
      `${where} is no list: say with at: in roster.yaml where the list of people is`,
    );
  }
  if (items.length > mostRows) throw tooManyRows(origin);
  for (const [index, item] of (items as readonly JsonValue[]).entries()) list.add(item, `item ${index + 1}`);
}
