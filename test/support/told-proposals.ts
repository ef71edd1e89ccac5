import type { Key } from '../../src/model/identity.ts';
import type { Proposals } from '../../src/model/proposal.ts';
import { propose } from '../../src/proposal/propose.ts';
import { accountsOf, aPerson, aState, factsOf } from './proposal-facts.ts';

const files = {
  'users/employees.yaml': `users:
  ann: { id: 11, employee: E0001 }
  bob: { id: 12, employee: E0002 }
  eli: { id: 13, employee: E0003 }
  fay: { id: 14, employee: E0004, suspended: 2026-11-01 }
  gus: { id: 15, employee: E0005, suspended: 2026-11-15 }
  hal: { id: 16, employee: E0006 }
  ivy: { id: 17, employee: E0007 }
  jon: { id: 18, employee: E0008 }
  kim: { id: 19, employee: E0009 }
`,
  'users/outside.yaml': 'users:\n  olga: { id: 30, role: outside, sponsor: ann, expires: 2026-11-20 }\n',
  'teams/payments.yaml': `name: Payments
rule: { department: Payments }
members:
  - ann
  - bob
  - fay
`,
  'teams/sales.yaml': 'name: Sales\nrule: { department: Sales }\nmembers:\n  - hal\n',
  'repos/api.yaml': 'collaborators:\n  fay: write\n  olga: read\n',
  'exceptions.yaml': `exceptions:
  - { user: ivy, reason: "HR record | incomplete", approvedBy: root, expires: 2026-11-30 }
  - { user: jon, reason: Between contracts, approvedBy: root, expires: 2026-11-20 }
`,
  'policy.yaml': `allowances:
  - { allow: { members: 120 }, reason: Site closure, approvedBy: root, expires: 2026-11-20 }
`,
};

const loaded = aState(files);

/** Employee ids by folded login. */
export const toldEmployees: ReadonlyMap<Key, string> = new Map(
  [...loaded.state.users].flatMap(([key, { employee }]) => (employee === undefined ? [] : [[key, employee] as const])),
);

/** One of each that HR and the calendar may ask for, with the reasons that the generator gives. */
export function toldProposals(): Proposals {
  const department = (name: string) => ({ attributes: { department: name } });
  const people = [
    aPerson('E0001', 'active', department('Payments')),
    aPerson('E0002', 'active', department('Sales')),
    aPerson('E0003', 'left', { on: '2026-11-20' }),
    aPerson('E0004', 'left', { on: '2026-10-31' }),
    aPerson('E0005', 'left'),
    aPerson('E0006', 'active', department('Sales')),
    aPerson('E0007', 'left'),
    aPerson('E0008', 'unknown'),
    aPerson('E0100', 'active', { login: 'zoe', ...department('Payments') }),
    aPerson('E0101', 'active', { login: 'acme-corp' }),
    aPerson('E0102', 'active'),
    aPerson('E0103', 'active'),
    aPerson('E0104', 'active', { login: 'kim' }),
  ];
  const accounts = accountsOf({ zoe: 40, 'acme-corp': 'organization', 'hal-2000': 16, kim: 19 });
  return propose(factsOf(loaded, people, { accounts }));
}
