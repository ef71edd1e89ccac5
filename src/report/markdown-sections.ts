import { counted } from '../model/figures.ts';

/** A part of a page that may be long. */
export interface Section {
  readonly before: string;
  /** Lines, each of them whole or not shown at all. */
  readonly rows: readonly string[];
  readonly after: string;
  /** What a row is. */
  readonly noun: string;
}

/** Room for the sentences that say what was left out. */
const roomForRemarks = 400;

/**
 * Puts a page together that is no longer than `limit`, and says what was left out. Rows are cut one by one; where not
 * even the frame of a section fits, the section is left out whole.
 * @param whole the command that shows all
 */
export function cut(
  head: readonly string[],
  sections: readonly Section[],
  limit: number,
  whole = 'rollcall plan --verbose',
): string {
  const { parts, left } = fit(sections, limit - roomForRemarks - lengthOf(head));
  const lines = left.reduce((sum, { rows }) => sum + rows, 0);
  const remark = `**${counted(lines, 'line')} more did not fit here.** \`${whole}\` shows all.`;
  return `${[...head, ...parts, ...(lines > 0 ? [remark] : [])].join('\n\n')}\n`;
}

/** What of the sections there is room for, and how many rows of which there is none for. */
export function fit<S extends Section>(
  sections: readonly S[],
  room: number,
): { readonly parts: readonly string[]; readonly left: readonly { readonly section: S; readonly rows: number }[] } {
  const [parts, left]: [string[], { section: S; rows: number }[]] = [[], []];
  for (const section of sections.filter(isShown)) {
    const { text, rows } = fitted(section, room);
    if (text !== '') parts.push(text);
    room -= text === '' ? 0 : text.length + 2;
    const missing = Math.max(section.rows.length, 1) - rows;
    if (missing > 0) left.push({ section, rows: missing });
  }
  return { parts, left };
}

function isShown({ rows, noun }: Section): boolean {
  return rows.length > 0 || noun === 'refusal';
}

/** With the empty lines between them. */
export function lengthOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length + 2, 0);
}

/** As many rows as there is room for; `rows` counts them, a section without rows being one. */
function fitted(section: Section, room: number): { readonly text: string; readonly rows: number } {
  const frame = section.before.length + section.after.length;
  let [length, rows] = [frame, 0];
  for (const row of section.rows) {
    if (length + row.length + 1 > room) break;
    length += row.length + 1;
    rows += 1;
  }
  if (frame > room || (section.rows.length > 0 && rows === 0)) return { text: '', rows: 0 };
  const text = `${section.before}${section.rows.slice(0, rows).join('\n')}${section.after}`;
  return { text, rows: Math.max(rows, 1) };
}
