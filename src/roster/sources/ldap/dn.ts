import { foldWord } from '../../../model/roster.ts';

/**
 * A distinguished name in a form that can be compared, or undefined where the text is none: without regard to case, to
 * spaces around signs, to the order within one component, and to how a sign is escaped.
 * @see https://www.rfc-editor.org/rfc/rfc4514
 */
export function comparableDn(text: string): string | undefined {
  const components = split(tokensOf(text), /^[,;]$/).map((component) => split(component, /^\+$/).map(pairOf));
  const pairs = components.map((component) => component.filter((pair) => pair !== undefined));
  if (pairs.some((component, index) => component.length !== components[index]?.length)) return undefined;
  return JSON.stringify(pairs.map((component) => component.map((pair) => JSON.stringify(pair)).sort()));
}

/** Each a sign, or an escape with the sign that it stands for. */
function tokensOf(text: string): readonly string[] {
  return text.match(/(?:\\[0-9a-f]{2})+|\\.|[^\\]/gis) ?? [];
}

function split(tokens: readonly string[], separator: RegExp): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const token of tokens) {
    if (separator.test(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function pairOf(tokens: readonly string[]): readonly [type: string, value: string] | undefined {
  const equals = tokens.indexOf('=');
  if (equals < 1) return undefined;
  return [
    foldWord(tokens.slice(0, equals).join('')),
    foldWord(
      tokens
        .slice(equals + 1)
        .map(signOf)
        .join(''),
    ),
  ];
}

function signOf(token: string): string {
  if (!token.startsWith('\\')) return token;
  return /^\\[0-9a-f]{2}/i.test(token) ? Buffer.from(token.replaceAll('\\', ''), 'hex').toString() : token.slice(1);
}
