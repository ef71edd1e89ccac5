import { keyOf } from '../../src/model/identity.ts';
import type { Evidence } from '../../src/model/person.ts';
import type { Edit, EditBody, Listed, ListedKind, Proposal } from '../../src/model/proposal.ts';
import { removalsIn } from '../../src/proposal/removals.ts';
import type { ProposalReport, Which } from '../../src/report/proposal.ts';

/** What one row of HR says. */
export function rowOfHr(number: number, status = 'terminated', leftOn?: string): Evidence {
  return { source: 'hr', place: `row ${number}`, status, leftOn };
}

export function sampleEdit(body: EditBody, reason = `Because of ${body.kind}.`, evidence = [rowOfHr(12)]): Edit {
  return { ...body, reason, evidence, basis: [] };
}

export function sampleListed(kind: ListedKind, reason: string, about: Partial<Listed> = {}): Listed {
  return { kind, reason, evidence: [rowOfHr(99)], ...about };
}

/** A report about this proposal, in an organisation of 3,500. */
export function sampleReport(
  which: Which,
  proposal: Partial<Proposal>,
  parts: Partial<ProposalReport> = {},
): ProposalReport {
  const whole = { edits: [], listed: [], ...proposal };
  return {
    which,
    proposal: whole,
    holds: { members: 3500, teamMemberships: 8000, teams: 500, repoAccess: 4000 },
    removals: removalsIn(whole),
    allowed: { members: 35, teamMemberships: 50, teams: 2, repoAccess: 50 },
    sources: [{ name: 'hr', counts: { rows: 3512, active: 3500, left: 9, unknown: 3 } }],
    employees: new Map([
      [keyOf('eli'), 'E0003'],
      [keyOf('bob'), 'E0002'],
    ]),
    invitations: { present: new Set(), open: 4, perDay: 500 },
    graceDays: 14,
    stateDirectory: 'state',
    rest: `proposals/${which}.md`,
    branch: `rollcall/${which}`,
    base: 'main',
    ...parts,
  };
}
