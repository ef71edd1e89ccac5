import type { Problem } from '../model/problem.ts';
import type { Fragment } from './fragment.ts';
import type { FileKind } from './layout.ts';
import { normaliseExceptions } from './normalise/exceptions.ts';
import { normaliseOrganization } from './normalise/organization.ts';
import { normalisePolicy } from './normalise/policy.ts';
import { normaliseRepo } from './normalise/repo.ts';
import { normaliseRoster } from './normalise/roster.ts';
import { normaliseTeam } from './normalise/team.ts';
import { normaliseUsers } from './normalise/users.ts';
import { type ParsedYaml, parseYaml, type Value, type YamlProblem } from './parse-yaml.ts';
import { prune } from './prune.ts';
import { schemaErrors } from './schema.ts';
import { schemaProblems } from './schema-problems.ts';
import type { Source } from './source.ts';
import type { StateFile } from './state-file.ts';
import type {
  WrittenExceptions,
  WrittenOrganization,
  WrittenPolicy,
  WrittenRepo,
  WrittenRoster,
  WrittenTeam,
  WrittenUsers,
} from './written.generated.ts';

/** A file as far as it could be understood by itself. */
export interface LoadedFile {
  readonly path: string;
  readonly is: FileKind;
  /** Undefined where nothing of the file could be understood. */
  readonly fragment: Fragment | undefined;
  /** What is wrong with its syntax and shape; what its parts mean is in the fragment's problems. */
  readonly problems: readonly Problem[];
}

/** Files loaded before, by content: loading the next commit parses only what it changed. */
export type FileCache = Map<string, LoadedFile>;

export function createFileCache(): FileCache {
  return new Map();
}

/** One file through the steps that need no other file: schema and normalise. */
export function loadFile(file: StateFile, is: FileKind, prefix: string, cache?: FileCache): LoadedFile {
  const name = prefix === '' ? file.path : `${prefix}/${file.path}`;
  const key = `${name}\0${file.id}`;
  const known = cache?.get(key);
  if (known !== undefined) return known;
  const loaded = { path: file.path, is, ...understand(file.text, is, name) };
  cache?.set(key, loaded);
  return loaded;
}

function understand(text: string, is: FileKind, name: string): Pick<LoadedFile, 'fragment' | 'problems'> {
  const parsed = parseYaml(text);
  const problems = [...parsed.problems];
  if (parsed.value === undefined && problems.length === 0) problems.push({ offset: 0, message: empty(is) });
  const value = parsed.value === undefined ? undefined : schemaStep(parsed.value, is, parsed, problems);
  const fragment = value === undefined ? undefined : normaliseStep(value, is, { file: name, places: parsed.places });
  return { fragment, problems: problems.map((problem) => located(problem, name, parsed)) };
}

function empty({ kind }: FileKind): string {
  const hint = kind === 'users' ? 'write users: {} in it' : 'write {} in it where nothing is to be said';
  return kind === 'organization'
    ? 'the file is empty: write name: and the organisation'
    : `the file is empty: ${hint}, or delete it`;
}

function located({ offset, message }: YamlProblem, file: string, { places }: ParsedYaml): Problem {
  return { severity: 'error', file, ...places.at(offset), message };
}

/**
 * What the schema refuses is said, unless the parser said something there, and taken out, until the rest has the shape that the schema promises.
 */
function schemaStep(root: Value, { kind }: FileKind, parsed: ParsedYaml, problems: YamlProblem[]): Value | undefined {
  let value: Value | undefined = root;
  const said = new Set(problems.map(({ offset }) => offset));
  for (let round = 1; value !== undefined; round += 1) {
    const errors = schemaErrors(kind, value);
    if (errors.length === 0) return value;
    const found = schemaProblems(value, errors, parsed.places);
    // What is wrong only once something else was taken out is nobody's mistake.
    if (round === 1) problems.push(...found.filter(({ offset }) => !said.has(offset)));
    value = prune(value, found, parsed.places);
  }
  return undefined;
}

function normaliseStep(value: Value, is: FileKind, source: Source): Fragment {
  switch (is.kind) {
    case 'organization':
      return normaliseOrganization(value as unknown as WrittenOrganization, source);
    case 'policy':
      return normalisePolicy(value as unknown as WrittenPolicy, source);
    case 'exceptions':
      return normaliseExceptions(value as unknown as WrittenExceptions, source);
    case 'users':
      return normaliseUsers(value as unknown as WrittenUsers, source);
    case 'team':
      return normaliseTeam(value as unknown as WrittenTeam, is.name, source);
    case 'repo':
      return normaliseRepo(value as unknown as WrittenRepo, is.name, source);
    case 'roster':
      return normaliseRoster(value as unknown as WrittenRoster, source);
  }
}
