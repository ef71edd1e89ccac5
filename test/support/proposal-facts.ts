import type { Account } from '../../src/model/account.ts';
import { type Key, keyOf } from '../../src/model/identity.ts';
import type { Person, PersonStatus } from '../../src/model/person.ts';
import type { Edit, Listed, Proposal } from '../../src/model/proposal.ts';
import type { ProposalFacts } from '../../src/proposal/facts.ts';
import { type LoadedState, loadState } from '../../src/state/load-state.ts';

export const today = '2026-11-22';

export interface PersonParts {
  readonly login?: string;
  readonly on?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Somebody in HR, by one row of the source `hr`. */
export function aPerson(employee: string, status: 'active' | 'left' | 'unknown', parts: PersonParts = {}): Person {
  const { login, on, attributes = {} } = parts;
  const words = { active: 'active', left: 'terminated', unknown: undefined };
  return {
    employee,
    ...(login === undefined ? {} : { login }),
    status: statusOf(status, on),
    attributes,
    evidence: [{ source: 'hr', place: `id ${employee}`, status: words[status], leftOn: on }],
  };
}

function statusOf(kind: PersonStatus['kind'], on: string | undefined): PersonStatus {
  if (kind === 'left') return { kind, on };
  return kind === 'active' ? { kind } : { kind, why: 'no-status' };
}

/** A state by what its files say; organization.yaml and a pair of owners are there without being said. */
export function aState(files: Readonly<Record<string, string>>): LoadedState {
  const all = {
    'organization.yaml': 'name: acme\n',
    'users/owners.yaml': 'users:\n  root: { role: owner }\n  spare: { role: owner }\n',
    ...files,
  };
  const loaded = loadState(
    Object.entries(all).map(([path, text]) => ({ path, id: path, text })),
    { prefix: 'state', today },
  );
  const errors = loaded.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  return loaded;
}

/** Facts about a state: nobody in conflict, restored or a bot, and every account as `accounts` says. */
export function factsOf(
  { state, exceptions, policy }: Pick<LoadedState, 'state' | 'exceptions' | 'policy'>,
  people: readonly Person[],
  parts: Partial<ProposalFacts> = {},
): ProposalFacts {
  return {
    people,
    withheld: { employees: new Set(), logins: new Set() },
    state,
    exceptions,
    policy,
    today,
    bots: new Set(),
    restored: [],
    suspendedSince: new Map(),
    accounts: new Map(),
    live: new Map(),
    ...parts,
  };
}

/** What GitHub says: a numeric id for a person, or what else the login is. */
export function accountsOf(
  accounts: Readonly<Record<string, number | 'missing' | 'organization'>>,
): ReadonlyMap<Key, Account> {
  return new Map(
    Object.entries(accounts).map(([login, is]): [Key, Account] => {
      if (is === 'missing') return [keyOf(login), { kind: is, login }];
      if (is === 'organization') return [keyOf(login), { kind: is, login, id: 1 }];
      return [keyOf(login), { kind: 'person', login, id: is }];
    }),
  );
}

/** `suspend-user bob` */
export function editsOf({ edits }: Proposal): string[] {
  return edits.map(inBrief);
}

function inBrief(edit: Edit): string {
  switch (edit.kind) {
    case 'rename-user':
      return `${edit.kind} ${edit.before} to ${edit.after} ${edit.id}`;
    case 'add-user':
      return `${edit.kind} ${edit.login} ${edit.id} ${edit.employee}`;
    case 'add-team-member':
    case 'remove-team-member':
      return `${edit.kind} ${edit.login} ${edit.team}`;
    case 'remove-exception':
      return `${edit.kind} ${edit.user}`;
    case 'remove-allowance':
      return `${edit.kind} ${edit.why}`;
    case 'suspend-user':
    case 'remove-user':
    case 'remove-outside':
      return `${edit.kind} ${edit.login}`;
  }
}

/** `unknown bob`, `kept-in-team bob payments` */
export function listedIn({ listed }: Proposal): string[] {
  return listed.map(({ kind, login, employee, team }: Listed) =>
    [kind, login ?? employee, team].filter((word) => word !== undefined).join(' '),
  );
}
