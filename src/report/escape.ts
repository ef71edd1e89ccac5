/**
 * Names, descriptions and messages come from people and from GitHub. Nothing of them may act: not on a terminal, not as
 * Markdown, HTML or a table's border, not as a mention that sends mail to somebody.
 */

/**
 * One line of text without anything that a terminal obeys or that hides what it says: line ends and tabs become
 * spaces; control, bidirectional, invisible and unpaired characters are shown by number, as in `\u{202e}`.
 */
export function visible(text: string): string {
  return text
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** As {@link visible}, keeping line breaks: for lines that are to be copied. */
export function visibleLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map(visible);
}

/**
 * Text for Markdown as GitHub renders it. Every ASCII mark that means something anywhere is escaped. Mentions, issue
 * numbers, emoji, mathematics and autolinks are found after that, in the rendered text: an empty comment splits them.
 */
export function markdown(text: string): string {
  return visible(text)
    .replaceAll(/[!#$&(-+\-.:<=>@[-`{-~]/g, (mark) => `\\${mark}`)
    .replaceAll(/\\[@#:$]/g, (mark) => `${mark}<!-- -->`)
    .replaceAll(/(gh)(\\-\d)/gi, '$1<!-- -->$2')
    .replaceAll(/^ | $/g, '&#32;');
}

/** A name as code, in which nothing else is found; as escaped text where code could not show it. */
export function code(name: string): string {
  return /^[^\s`|\\\p{C}](?:[^`|\\\p{C}\p{Zl}\p{Zp}]*[^\s`|\\\p{C}])?$/u.test(name) ? `\`${name}\`` : markdown(name);
}

/** Lines to copy, as a block whose fence none of them can close. */
export function codeBlock(language: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...visibleLines(text), fence].join('\n');
}

/**
 * JSON with the characters that hide or reorder text written as escapes; it means the same. Ends with a newline.
 * @param indent 0 for one line
 */
export function json(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, null, indent);
  return `${text.replaceAll(/[\p{Cf}\u007f-\u009f\u2028\u2029]/gu, escaped)}\n`;
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
