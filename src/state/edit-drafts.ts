import { EditError, openFile } from './edit-text.ts';
import { type FileKind, type Kind, layoutOf } from './layout.ts';
import { loadFile } from './load-file.ts';
import type { Value } from './parse-yaml.ts';
import type { StateFile } from './state-file.ts';

/** The files of a state while they are edited, by path below the state directory. */
export interface Drafts {
  /** Paths of the files of one kind, in the order given. */
  paths(kind: Kind): readonly string[];
  /** The text as it stands; undefined where there is no such file. */
  text(path: string): string | undefined;
  /** What a file says as it stands. */
  value(path: string): Value;
  /**
   * Edits a file, or begins one.
   * @param byHand what people can do where it cannot be done here, as an order
   * @throws EditError that says which file and line
   */
  edit(path: string, byHand: string, change: (text: string) => string): void;
  /** The files that are not as they were. */
  changed(): ReadonlyMap<string, string>;
}

export function draftsOf(files: readonly StateFile[]): Drafts {
  const before = new Map(files.map(({ path, text }) => [path, text]));
  const texts = new Map(before);
  const kinds = new Map(files.map(({ path }) => [path, kindOf(path)]));
  return {
    paths: (kind) => [...kinds].filter(([, is]) => is?.kind === kind).map(([path]) => path),
    text: (path) => texts.get(path),
    value: (path) => named(path, '', () => openFile(texts.get(path) ?? '').value),
    edit(path, byHand, change) {
      texts.set(
        path,
        named(path, `. ${byHand} by hand`, () => change(texts.get(path) ?? '')),
      );
      kinds.set(path, kindOf(path));
    },
    changed: () => new Map([...texts].filter(([path, text]) => before.get(path) !== text)),
  };
}

function kindOf(path: string): FileKind | undefined {
  const is = layoutOf(path);
  return is !== undefined && 'kind' in is ? is : undefined;
}

/** Says in an error which file it is about, and what to do. */
function named<T>(path: string, whatToDo: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    const { code, line, message } = error;
    const at = line === undefined ? path : `${path}:${line}`;
    throw new EditError(code, `${at}: ${message}${whatToDo}`, { cause: error, line });
  }
}

/**
 * Whether a file that was edited is one that a state can have: what stands in it fits its schema.
 * @throws EditError with the first problem
 */
export function checkEdited(path: string, text: string): void {
  const is = kindOf(path);
  if (is === undefined) throw new EditError('edit-failed', `${path} is no file of a state`);
  const { problems, fragment } = loadFile({ path, id: '', text }, is, '');
  const [problem] = [...problems, ...(fragment?.problems ?? [])].filter(({ severity }) => severity === 'error');
  if (problem === undefined) return;
  const message = `${path}:${problem.line}: the edit would leave this invalid: ${problem.message}`;
  throw new EditError('edit-failed', message, { line: problem.line });
}
