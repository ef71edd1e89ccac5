import {
  Composer,
  CST,
  type Document,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type ParsedNode,
  Parser,
  type Scalar,
  Schema,
  type YAMLMap,
} from 'yaml';
import { limits } from './state-file.ts';
import { placesOf, type Places } from './places.ts';

/** Deep enough for every file of a state and for Peribolos' nested teams; hostile depth can abort Node. */
const deepest = 64;
/** 100,000 people on a line each are 2 million tokens; some kinds of nonsense take a thousand bytes of memory a token. */
const mostTokens = 3_000_000;
/** Tokens that fit nowhere; each becomes an error with a stack trace. */
const mostStray = 1000;
/** Syntax errors after the first few only repeat it. */
const mostErrors = 5;

/** A value as YAML has it: maps are objects without prototype, so that any key is only a key. */
export type Value = string | number | boolean | null | bigint | readonly Value[] | { readonly [key: string]: Value };

/** Something wrong at an offset of the text. */
export interface YamlProblem {
  readonly offset: number;
  readonly message: string;
}

export interface ParsedYaml {
  /** Undefined where nothing could be understood. */
  readonly value: Value | undefined;
  readonly places: Places;
  /** The nodes that `value` was made of, with their offsets; undefined where `value` is. */
  readonly root: ParsedNode | undefined;
  /** Whatever is here, `value` still holds what could be understood, unless it is undefined. */
  readonly problems: readonly YamlProblem[];
}

/**
 * Parses one YAML document that nobody vouches for. Refused: depth, size, anchors, aliases, tags, directives, merge
 * keys, several documents, duplicate keys, keys that are no text. Linear: `uniqueKeys` of the library is quadratic, so
 * the check is made here.
 */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  const document = text.length > limits.fileBytes ? tooLarge() : compose(text, lines);
  if ('refused' in document)
    return { value: undefined, root: undefined, places: placesOf(text, lines), problems: [document.refused] };
  if (document.errors.length > 0) {
    return { value: undefined, root: undefined, places: placesOf(text, lines), problems: syntaxProblems(document) };
  }
  const places = placesOf(text, lines);
  const problems: YamlProblem[] = [];
  const value = document.contents === null ? undefined : valueOf(document.contents, places, problems);
  return { value, root: document.contents ?? undefined, places, problems };
}

interface Refused {
  readonly refused: YamlProblem;
}

function tooLarge(): Refused {
  return { refused: { offset: 0, message: `the file is larger than ${limits.fileBytes / 1_000_000} MB: split it` } };
}

/** What `parseDocument` does, with a look at each token before the recursive part sees it. */
function compose(text: string, lines: LineCounter): Document.Parsed | Refused {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let count = 0;
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    const message = refusedToken(lexeme, before, count, parser.stack.length);
    if (message !== undefined) return { refused: { offset: parser.offset, message } };
    const first = lexeme[0] ?? '';
    if (first !== ' ' && first !== '\t') before = first;
    for (const token of parser.next(lexeme)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  return composed(tokens, text.length);
}

/** YAML 1.2's, made once for all files. */
const schema = new Schema({ schema: 'core', resolveKnownTags: true });

/** What stands in a stream outside of documents. */
const expected: ReadonlySet<string> = new Set([
  'document',
  'doc-end',
  'byte-order-mark',
  'space',
  'comment',
  'newline',
]);

function composed(tokens: readonly CST.Token[], length: number): Document.Parsed | Refused {
  const stray = tokens.filter(({ type }) => !expected.has(type)).length;
  if (stray > mostStray) return { refused: { offset: 0, message: 'this is not YAML' } };
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent', schema });
  const [document, second] = composer.compose(tokens, true, length);
  if (second === undefined) return document as Document.Parsed;
  return { refused: { offset: second.range[0], message: 'a second document starts here (---): one file holds one' } };
}

function refusedToken(lexeme: string, before: string, count: number, depth: number): string | undefined {
  if (count > mostTokens) return 'there is too much in this file: split it';
  if (depth > deepest) return `lists and maps are nested more than ${deepest} deep here`;
  if (before === CST.SCALAR) return undefined; // the text of a plain or block scalar
  switch (lexeme.charAt(0)) {
    case ',':
      return before === ',' ? 'two commas stand side by side with nothing between them' : undefined;
    case '"':
    case "'":
      return before === '"' || before === "'" ? 'two texts in quotes stand side by side' : undefined;
    // What YAML has and a state does without: each can make text mean something that nobody sees.
    case '&':
      return 'anchors (&) are not read: write the value out, or put it in quotes if it is text';
    case '*':
      return 'aliases (*) are not read: write the value out, or put it in quotes if it is text';
    case '!':
      return 'tags (!) are not read: leave it out, or put the value in quotes if it is text';
    case '%':
      return 'directives (%) are not read: leave the line out';
    default:
      return undefined;
  }
}

function syntaxProblems(document: Document.Parsed): YamlProblem[] {
  const problems = document.errors.slice(0, mostErrors).map(({ code, pos, message }) => ({
    offset: pos[0],
    message: code === 'TAB_AS_INDENT' ? 'a tab stands in the indentation: YAML wants spaces' : `YAML: ${message}`,
  }));
  const more = document.errors.length - problems.length;
  const last = document.errors.at(-1);
  if (more > 0 && last) problems.push({ offset: last.pos[0], message: `YAML: ${more} more errors up to here` });
  return problems;
}

function valueOf(node: ParsedNode, places: Places, problems: YamlProblem[]): Value {
  if (isScalar(node)) return scalarOf(node);
  if (isSeq(node)) {
    const list = node.items.map((item) => valueOf(item, places, problems));
    places.keep(list, node);
    return list;
  }
  if (isMap(node)) return mapOf(node, places, problems);
  return null;
}

/** Numbers too large to be exact, and whatever else the library may find, are told by their source. */
function scalarOf({ value, source }: Scalar): Value {
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
  return plain ? value : (source ?? null);
}

function mapOf(node: YAMLMap<ParsedNode, ParsedNode | null>, places: Places, problems: YamlProblem[]): Value {
  const map = Object.create(null) as Record<string, Value>;
  places.keep(map, node);
  for (const { key, value } of node.items) {
    const name = keyNameOf(key, problems);
    if (name === undefined) continue;
    if (name in map) {
      problems.push({ offset: key.range[0], message: `${JSON.stringify(name)} stands twice in this map` });
      continue;
    }
    map[name] = value === null ? null : valueOf(value, places, problems);
  }
  return map;
}

/** A key's text. A key that YAML reads as something else than text keeps its spelling, and is a problem. */
function keyNameOf(key: ParsedNode | null, problems: YamlProblem[]): string | undefined {
  if (!isScalar(key)) {
    problems.push({ offset: key?.range[0] ?? 0, message: 'a list or map cannot be a key' });
    return undefined;
  }
  const name = typeof key.value === 'string' ? key.value : (key.source ?? '');
  if (name === '<<' && key.type === 'PLAIN') {
    problems.push({ offset: key.range?.[0] ?? 0, message: 'merge keys (<<) are not read: write the keys out' });
    return undefined;
  }
  if (typeof key.value !== 'string') {
    problems.push({ offset: key.range?.[0] ?? 0, message: quoteIt(name, key.value) });
    return name === '' ? undefined : name;
  }
  return name;
}

/** Says that YAML reads a word as something else than text, and how to write it. */
export function quoteIt(source: string, value: unknown): string {
  if (source === '') return 'a name is missing here';
  const what = value === null ? 'null' : typeof value === 'boolean' ? 'true or false' : 'a number';
  return `YAML reads ${source} as ${what}, not as a name: write it in quotes, "${source}"`;
}
