/** Words that some reader of YAML takes for true, false or null. */
const reserved = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', 'null', 'nan', 'inf']);
/** What is one word or a few, with nothing in it that means something to YAML. */
const plain = /^[A-Za-z0-9_](?:[A-Za-z0-9_./%-]| (?! ))*$/;
/** Numbers of YAML 1.1 and 1.2, with sexagesimals, exponents and underscores, and dates. */
const number =
  /^(?:[\d_]*\.?[\d_]+\.?|[\d_.]*e[+-]?\d+|0x[\da-f_]+|0o?[0-7_]+|0b[01_]+|\d[\d_.:]*|\d{4}-\d\d?-\d\d?.*)$/i;

/**
 * A text as a scalar that every reader of YAML takes for this text, in block and in flow style alike: plain where that
 * is safe, else in double quotes.
 */
export function scalarText(text: string): string {
  const safe = plain.test(text) && !text.endsWith(' ') && !number.test(text) && !reserved.has(text.toLowerCase());
  return safe ? text : quoted(text);
}

/**
 * JSON's strings are YAML's, once the characters are escaped that YAML calls unprintable or line breaks; those too that
 * would show a reviewer another text than the one that is there: zero width, and turns of the direction of writing.
 */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A value of one line: text, number or truth. Dates are written plain, as people write them. */
export function valueText(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : scalarText(value);
}

/** Attributes that are dates; elsewhere what looks like one is text, such as an employee id. */
const dates = new Set(['suspended', 'expires']);

/** `{ id: 1, role: owner }` */
export function flowMap(attributes: Readonly<Record<string, string | number | boolean>>): string {
  const pairs = Object.entries(attributes).map(([key, value]) => {
    const isText = typeof value === 'string' && !dates.has(key);
    return `${scalarText(key)}: ${isText ? scalarText(value) : valueText(value)}`;
  });
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** ` # text` for the end of a line, or nothing. A comment is one line. */
export function commentText(comment: string | undefined): string {
  const text = (comment ?? '').replace(/[\p{Cc}\s\u2028\u2029\ufeff\ufffe\uffff]+/gu, ' ').trim();
  return text === '' ? '' : ` # ${text}`;
}
