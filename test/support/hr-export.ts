/** A list of people as an HR system exports it: texts by column, '' for none. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How an export is written. */
export type Form =
  | {
      readonly kind: 'csv';
      readonly delimiter: string;
      readonly quotes: 'all' | 'needed';
      readonly lineEnd: '\n' | '\r\n' | '\r';
      readonly mark: boolean;
      /** Whether the last row has a line end, too. */
      readonly ended: boolean;
    }
  | { readonly kind: 'json'; readonly at: '' | '/data/people'; readonly indent: number }
  | { readonly kind: 'lines' };

/** One row as somebody reads it who knows nothing of the tool: texts by column. */
export type RawRow = Readonly<Record<string, string>>;

/** Stands in whatever cannot have arrived as it was sent. */
export const damaged = '\uFFFD';

export function bytesOf(table: Table, form: Form): Buffer {
  return Buffer.from(form.kind === 'csv' ? csvText(table, form) : jsonText(table, form));
}

/** What roster.yaml says of such a file. */
export function readingOf(form: Form, file: string): string {
  const path = JSON.stringify(file);
  if (form.kind === 'csv') return `csv: { file: ${path}, delimiter: ${JSON.stringify(form.delimiter)} }`;
  return `json: { file: ${path}${form.kind === 'json' && form.at !== '' ? `, at: ${form.at}` : ''} }`;
}

function csvText({ header, rows }: Table, { delimiter, quotes, lineEnd, mark, ended }: Form & { kind: 'csv' }): string {
  const mustQuote = (cell: string): boolean => quotes === 'all' || /["\r\n]/.test(cell) || cell.includes(delimiter);
  const cellText = (cell: string): string => (mustQuote(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = [header, ...rows].map((cells) => cells.map(cellText).join(delimiter));
  return `${mark ? '\uFEFF' : ''}${lines.join(lineEnd)}${ended ? lineEnd : ''}`;
}

/** Written key by key, so that a header that has a name twice gives an object that does. */
function jsonText({ header, rows }: Table, form: Exclude<Form, { kind: 'csv' }>): string {
  const objects = rows.map((cells) => {
    const pairs = header.map((name, index) => `${JSON.stringify(name)}: ${JSON.stringify(cells[index] ?? '')}`);
    return `{ ${pairs.join(', ')} }`;
  });
  if (form.kind === 'lines') return objects.map((one) => `${one}\n`).join('');
  const list = `[\n${objects.map((one) => ' '.repeat(form.indent) + one).join(',\n')}\n]\n`;
  return form.at === '' ? list : `{ "made": "by HR", "data": { "people": ${list} } }\n`;
}

/** The rows of an export, read in the plainest way there is; none where the bytes are no such export. */
export function rawRowsOf(bytes: Buffer, form: Form): readonly RawRow[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return form.kind === 'csv' ? csvRows(text, form.delimiter) : jsonItems(text, form).map(textsOf);
  } catch {
    return [];
  }
}

function jsonItems(text: string, form: Exclude<Form, { kind: 'csv' }>): readonly object[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (form.kind === 'lines') return lines.map((line) => JSON.parse(line) as object);
  const whole = JSON.parse(text) as unknown;
  return (form.at === '' ? whole : (whole as { data: { people: object[] } }).data.people) as readonly object[];
}

function textsOf(item: object): RawRow {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [folded(name), String(value ?? '')]));
}

/** The last cell of a file that does not end in a line end may be any other that begins with it. */
function csvRows(text: string, delimiter: string): readonly RawRow[] {
  const records: string[][] = [[]];
  let [cell, isQuoted] = ['', false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (isQuoted && sign === '"' && text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
    else if (sign === '"') isQuoted = !isQuoted;
    else if (isQuoted || ![delimiter, '\n', '\r'].includes(sign)) cell += sign;
    else {
      records.at(-1)?.push(cell);
      cell = '';
      if (sign !== delimiter) records.push([]);
    }
  }
  if (!/[\r\n]$/.test(text)) records.at(-1)?.push(cell + damaged);
  const [header = [], ...rows] = records.filter((record) => record.length > 1);
  return rows.map((cells) => Object.fromEntries(header.map((name, index) => [folded(name), cells[index] ?? ''])));
}

function folded(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ');
}
