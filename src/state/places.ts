import { isCollection, isMap, isNode, isScalar, type LineCounter, type YAMLMap, type YAMLSeq } from 'yaml';

/** Where something stands in a text. Line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where one entry of a map or list stands. */
export interface Span {
  /** Offset of the key; of the value in a list. */
  readonly key: number;
  /** Offset of the value; of the key where there is none. */
  readonly value: number;
  /** Offset of the end of the part that stands on the entry's first line: where a comment beside it begins. */
  readonly end: number;
  /** A list or map that goes on after its first line. */
  readonly severalLines: boolean;
  /** The spelling of a plain value that YAML did not read as text. */
  readonly source?: string;
}

/** Leads from the plain values of a parsed file back to where they stand. */
export interface Places {
  /** Remembers which node a list or map came from. */
  keep(container: object, node: YAMLMap | YAMLSeq): void;
  /** The entry of a list (by index) or map (by key) that {@link keep} was told of. */
  span(container: object, key: string | number): Span | undefined;
  /** Tells that of a list only these entries are left, in this order. */
  keepOnly(list: object, indexes: readonly number[]): void;
  at(offset: number): Place;
  /** The comment beside an entry, without `#` and outer spaces; '' where there is none. */
  comment(span: Span | undefined): string;
}

export function placesOf(text: string, lines: LineCounter): Places {
  const nodes = new Map<object, YAMLMap | YAMLSeq>();
  const spans = new Map<object, ReadonlyMap<string | number, Span>>();
  const spansIn = (container: object): ReadonlyMap<string | number, Span> => {
    const node = nodes.get(container);
    const known = spans.get(container) ?? (node === undefined ? new Map<string, Span>() : spansOf(text, node));
    spans.set(container, known);
    return known;
  };
  return {
    keep: (container, node) => void nodes.set(container, node),
    span: (container, key) => spansIn(container).get(key),
    keepOnly(list, indexes) {
      const left = indexes.map((index) => spansIn(list).get(index));
      spans.set(list, new Map([...left.entries()].flatMap(([index, span]) => (span ? [[index, span]] : []))));
    },
    at: (offset) => {
      const { line, col } = lines.linePos(offset);
      return line === 0 ? { line: 1, column: 1 } : { line, column: col };
    },
    comment: (span) => (span === undefined ? '' : commentAt(text, span.end)),
  };
}

function spansOf(text: string, node: YAMLMap | YAMLSeq): ReadonlyMap<string | number, Span> {
  const spans = new Map<string | number, Span>();
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      if (!isScalar(key) || !key.range) continue;
      const name = typeof key.value === 'string' ? key.value : (key.source ?? '');
      if (!spans.has(name)) spans.set(name, spanOf(text, key.range, value));
    }
  } else {
    for (const [index, item] of node.items.entries()) spans.set(index, spanOf(text, undefined, item));
  }
  return spans;
}

type Range = readonly [number, number, number];

function spanOf(text: string, key: Range | undefined, node: unknown): Span {
  const range = isNode(node) ? node.range : undefined;
  const start = key?.[0] ?? range?.[0] ?? 0;
  const afterKey = (key?.[1] ?? start) + (key ? 1 : 0);
  const inBlock = isCollection(node) && node.flow !== true;
  const end = range && !inBlock ? range[1] : afterKey;
  const severalLines = inBlock || (isCollection(node) && text.slice(start, end).includes('\n'));
  const span = { key: start, value: range?.[0] ?? start, end, severalLines };
  if (!isScalar(node) || typeof node.value === 'string' || !node.source) return span;
  return { ...span, source: node.source };
}

/** The comment that follows on the same line; commas and closing brackets of a flow list may stand before it. */
function commentAt(text: string, offset: number): string {
  let at = offset;
  while (' \t,]}:'.includes(text.charAt(at)) && at < text.length) at += 1;
  if (text.charAt(at) !== '#' || !/\s/.test(text.charAt(at - 1))) return '';
  const end = text.indexOf('\n', at);
  return text.slice(at + 1, end < 0 ? text.length : end).trim();
}
