import { type LoadedState, loadState } from '../../src/state/load-state.ts';

/** A small valid state; a test puts its own files beside it or in its place. */
export const valid = {
  'organization.yaml': 'name: acme\ncustomRoles: [security-reader]\n',
  'users/staff.yaml':
    'users:\n  alice: { id: 1, role: owner }\n  bob: { id: 2, role: owner }\n  carol: { role: outside, sponsor: alice }\n',
};

export function load(files: Readonly<Record<string, string>>, options: { lenient?: boolean } = {}): LoadedState {
  const all = Object.entries({ ...valid, ...files }).map(([path, text]) => ({ path, id: text, text }));
  return loadState(all, { prefix: 'state', today: '2026-11-22', ...options });
}

/** Each as `file:line:column message`, in the order in which they are told. */
export function problemsOf(files: Readonly<Record<string, string>>): string[] {
  return load(files).problems.map(({ severity, file, line, column, message }) => {
    return `${severity === 'error' ? '' : 'warning '}${file.replace('state/', '')}:${line}:${column} ${message}`;
  });
}

/** Files with something wrong in them, and what is said of it. */
export type Bad = readonly [what: string, files: Readonly<Record<string, string>>, problems: readonly string[]];

export const team = (text: string) => ({ 'teams/x.yaml': text });
export const users = (text: string) => ({ 'users/more.yaml': text });
