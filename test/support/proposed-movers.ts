import type { Person } from '../../src/model/person.ts';
import type { ProposalFacts } from '../../src/proposal/facts.ts';
import { propose } from '../../src/proposal/propose.ts';
import { aPerson, aState, editsOf, factsOf, listedIn, type PersonParts } from './proposal-facts.ts';

/** Bob, the team payments that has a rule, and what HR says. */
export interface MoverCase {
  /** Lines of the team's file beside its rule. */
  readonly team?: string;
  readonly rule?: string;
  /** Bob's attributes in the state. */
  readonly bob?: string;
  /** HR on Bob; Pia, who holds the rule up, is always there. */
  readonly people?: readonly Person[];
  readonly files?: Readonly<Record<string, string>>;
  readonly facts?: Partial<ProposalFacts>;
}

/** What is proposed for movers. */
export function movers({
  team = '',
  rule = '{ department: Payments }',
  bob = 'id: 2, employee: E2',
  ...given
}: MoverCase) {
  const state = aState({
    'users/employees.yaml': `users:\n  bob: { ${bob} }\n  pia: { id: 3, employee: E3 }\n`,
    'teams/payments.yaml': `rule: ${rule}\n${team}extraMembers: [pia]\n`,
    ...given.files,
  });
  const pia = aPerson('E3', 'active', { attributes: { department: 'Payments' } });
  const { movers } = propose(factsOf(state, [...(given.people ?? []), pia], given.facts));
  return { edits: editsOf(movers), listed: listedIn(movers), proposal: movers };
}

/** Bob, active, as HR has him. */
export const inDepartment = (department: string, parts: PersonParts = {}) =>
  aPerson('E2', 'active', { ...parts, attributes: { department } });
