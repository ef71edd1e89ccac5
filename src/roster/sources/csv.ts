import { pipeline } from 'node:stream/promises';
import { CsvError, type CsvErrorCode, parse } from 'csv-parse';
import type { FeedError } from '../../model/errors.ts';
import type { Feed, Reading, Source } from '../../model/roster.ts';
import { openFile } from '../open-file.ts';
import { feedError, type Origin } from '../origin.ts';
import type { Reach } from '../reach.ts';
import { wholeLines } from '../whole-lines.ts';
import { createTable, type Table } from './csv-table.ts';

/** Longer than any row of people; a quote that nobody closes ends here. */
const mostRecordBytes = 1_000_000;

/**
 * Reads a CSV file with a header line. All rows, or none: what is not sound as a whole is refused.
 * @throws FeedError for what is no CSV, a header with names missing or twice, rows with too few or too many columns
 */
export async function readCsv(
  source: Source,
  { file, delimiter }: Reading & { readonly kind: 'csv' },
  { root }: Reach,
): Promise<Feed> {
  const origin = { source: source.name, from: file };
  const { chunks, asOf } = await openFile(root, file, origin);
  const table = createTable(source, delimiter, origin);
  const end = { of: 0 };
  const parser = parse({
    delimiter,
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: mostRecordBytes,
    // Rows of another length are counted by the table, which names them all.
    relax_column_count: true,
  });
  await pipeline(bytesOf(chunks, origin, end), parser, (records: Records) => fill(table, records)).catch(
    (error: unknown) => {
      throw error instanceof CsvError ? syntaxError(error, origin) : error;
    },
  );
  return { source: source.name, ...table.finish(end.of === newline || end.of === carriageReturn), asOf };
}

type Records = AsyncIterable<readonly string[]>;

const newline = 0x0a;
const carriageReturn = 0x0d;

async function fill(table: Table, records: Records): Promise<void> {
  for await (const record of records) table.add(record);
}

/** @param end learns the last byte */
async function* bytesOf(
  chunks: AsyncIterable<Uint8Array>,
  origin: Origin,
  end: { of: number },
): AsyncGenerator<Buffer> {
  for await (const { bytes } of wholeLines(chunks, origin)) {
    end.of = bytes.at(-1) ?? end.of;
    yield bytes;
  }
}

const unquoted = 'write a value with quotes in it in quotes, and each quote in it twice';
const complaints: Readonly<Partial<Record<CsvErrorCode, string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quoted value does not end: is the file cut short?',
  CSV_MAX_RECORD_SIZE: `a row is longer than ${mostRecordBytes / 1_000_000} MB: is a quote missing?`,
  INVALID_OPENING_QUOTE: `a quote stands inside a value: ${unquoted}`,
  CSV_INVALID_CLOSING_QUOTE: `something stands behind the quote that ends a value: ${unquoted}`,
};

/** The library's own messages quote what HR wrote. */
function syntaxError(error: CsvError, origin: Origin): FeedError {
  const complaint = complaints[error.code] ?? `it is no CSV (${error.code})`;
  return feedError(origin, 'feed-syntax', `near line ${String(error['lines'])}, ${complaint}`);
}
