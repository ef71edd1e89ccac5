/** What a file of the state is, as its place tells. `name` is the stem of a file that names a team or repository. */
export type FileKind =
  | { readonly kind: 'organization' | 'policy' | 'roster' | 'exceptions' | 'users' }
  | { readonly kind: 'team' | 'repo'; readonly name: string };

export type Kind = FileKind['kind'];

/** What is wrong with a file's place or name. */
export interface Misplaced {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

const single: Readonly<Record<string, Kind>> = {
  'organization.yaml': 'organization',
  'policy.yaml': 'policy',
  'roster.yaml': 'roster',
  'exceptions.yaml': 'exceptions',
};
const folders: Readonly<Record<string, Kind>> = { users: 'users', teams: 'team', repos: 'repo' };
const slug = /^[A-Za-z0-9_-]{1,255}$/;
const repositoryName = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
/** Files that git or a folder's keeper needs, or that propose leaves for people, and nobody wants to hear of. */
const silent = /(^|\/)(\.git(keep|ignore|attributes)|rollcall-refused-\w+\.md)$/;

/**
 * What the file at this path is.
 * @returns undefined for a file that is no part of a state and should not be spoken of
 */
export function layoutOf(path: string): FileKind | Misplaced | undefined {
  if (silent.test(path)) return undefined;
  const kind = Object.hasOwn(single, path) ? single[path] : undefined;
  if (kind !== undefined) return { kind } as FileKind;
  const [, folder, stem] = /^([^/]+)\/([^/]+)\.yaml$/s.exec(path) ?? [];
  if (folder === undefined || stem === undefined || !Object.hasOwn(folders, folder)) return stray(path);
  return inFolder(folder, stem);
}

function inFolder(folder: string, stem: string): FileKind | Misplaced {
  const badName = nameProblem(stem);
  if (badName !== undefined) return { severity: 'error', message: badName };
  if (folder === 'users') return { kind: 'users' };
  if (folder === 'repos') {
    if (repositoryName.test(stem)) return { kind: 'repo', name: stem };
    return wrongName(stem, 'a repository', 'letters, digits, dots, hyphens and underscores, at most 100');
  }
  if (!slug.test(stem)) return wrongName(stem, 'a team', 'lower-case letters, digits, hyphens and underscores');
  return { kind: 'team', name: stem };
}

/** Names that people mistake, shells split or terminals obey are refused before their grammar is looked at. */
function nameProblem(stem: string): string | undefined {
  if (/[\p{Cc}\u2028\u2029]/u.test(stem)) {
    return 'the file name has a line break or another control character in it: rename the file';
  }
  if (/\s/.test(stem)) return 'the file name has a space in it: rename the file';
  if (stem.includes('..')) return 'the file name has ".." in it: rename the file';
  return undefined;
}

function wrongName(stem: string, what: string, grammar: string): Misplaced {
  return {
    severity: 'error',
    message: `${JSON.stringify(stem)} cannot be the name of ${what} (${grammar}): rename the file`,
  };
}

function stray(path: string): Misplaced {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const badName = /\.ya?ml$/i.test(base) ? nameProblem(base.replace(/\.ya?ml$/i, '')) : undefined;
  if (badName !== undefined) return { severity: 'error', message: badName };
  const yml = /\.ya?ml$/i.test(path) && !path.endsWith('.yaml');
  const hint = yml ? ': files of the state end in .yaml' : '';
  return { severity: 'warning', message: `this file is no part of a state and is not read${hint}` };
}
