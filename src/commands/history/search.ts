import type { Key } from '../../model/identity.ts';

/**
 * Lines that change what stands below them or beside them, without naming anybody: the key of a list, an attribute on a
 * line of its own, and `managed`.
 */
export const headings =
  '^[[:space:]]*["\']?(maintainers|members|extraMembers|collaborators|teams|users|managed|role|suspended)["\']?[[:space:]]*:';

/** A line that names one of these. What may have a meaning in a pattern stands for any character. */
export function namePattern(names: ReadonlySet<Key>): string {
  return `(^|[^[:alnum:]_-])(${[...names].map((name) => name.replaceAll(/[^\w-]/g, '.')).join('|')})($|[^[:alnum:]_-])`;
}

export function idPattern(id: number): string {
  return `(^|[^[:alnum:]_])id["']?[[:space:]]*:[[:space:]]*${id}($|[^[:digit:]])`;
}

/** What git searches changed lines for: any of these. */
export function changedLine(patterns: readonly string[]): string {
  return patterns.map((pattern) => `(${pattern})`).join('|');
}

/** The same of names and id, for our own reading. */
export function wordsAbout(names: ReadonlySet<Key>, id: number | undefined): RegExp {
  if (names.size === 0) return /(?!)/;
  const words = [...names].map((name) => name.replaceAll(/[^\w-]/g, '.')).join('|');
  const ids = id === undefined ? '' : `|(?<!\\w)id["']?\\s*:\\s*${id}(?!\\d)`;
  return new RegExp(`(?<![\\w-])(?:${words})(?![\\w-])${ids}`, 'i');
}
