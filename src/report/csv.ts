/** What a spreadsheet takes for a formula where a cell begins with it, even inside quotes. */
const formula = /^[=+\-@\t\r]/;

/**
 * Rows as CSV (RFC 4180, lines end with CRLF). A cell that a spreadsheet would run is guarded by an apostrophe.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const guarded = formula.test(text.trimStart()) || formula.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
