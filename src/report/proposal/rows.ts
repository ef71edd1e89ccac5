import { type Key, keyOf } from '../../model/identity.ts';
import type { Edit } from '../../model/proposal.ts';

/** One person, with all that is to be done about them. */
export interface PersonRow {
  /** As the state will spell it. */
  readonly login: string;
  readonly employee: string | undefined;
  /** At least one. */
  readonly edits: readonly PersonEdit[];
}

export type PersonEdit = Exclude<Edit, LineEdit>;

/** The line of an exception or allowance that holds no longer. */
export type LineEdit = Extract<Edit, { readonly kind: 'remove-exception' | 'remove-allowance' }>;

/** What weighs most comes first, so that it is the last to be cut: what is taken before what is given. */
const weights: Readonly<Record<PersonEdit['kind'], number>> = {
  'remove-user': 0,
  'remove-outside': 1,
  'suspend-user': 2,
  'remove-team-member': 3,
  'rename-user': 4,
  'add-user': 5,
  'add-team-member': 6,
};

/** @param employees employee ids by folded login */
export function personRows(edits: readonly Edit[], employees: ReadonlyMap<Key, string>): readonly PersonRow[] {
  const groups = new Map<Key, PersonEdit[]>();
  for (const edit of edits) {
    if (isLine(edit)) continue;
    const key = keyOf(loginIn(edit));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [edit]);
    else group.push(edit);
  }
  return [...groups.values()].map((group) => rowOf(group, employees)).sort((a, b) => weightOf(a) - weightOf(b));
}

export function lineEdits(edits: readonly Edit[]): readonly LineEdit[] {
  return edits.filter(isLine);
}

function isLine(edit: Edit): edit is LineEdit {
  return edit.kind === 'remove-exception' || edit.kind === 'remove-allowance';
}

function loginIn(edit: PersonEdit): string {
  return edit.kind === 'rename-user' ? edit.after : edit.login;
}

function rowOf(edits: readonly PersonEdit[], employees: ReadonlyMap<Key, string>): PersonRow {
  const [first] = edits;
  const known = edits.map((edit) => {
    if (edit.kind === 'add-user') return edit.employee;
    return employees.get(keyOf(edit.kind === 'rename-user' ? edit.before : edit.login));
  });
  return {
    login: first === undefined ? '' : loginIn(first),
    employee: known.find((employee) => employee !== undefined),
    edits,
  };
}

function weightOf({ edits }: PersonRow): number {
  return Math.min(...edits.map(({ kind }) => weights[kind]));
}
