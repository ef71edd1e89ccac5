import type { Evidence } from '../model/person.ts';
import type { EditBody, Edit, Listed } from '../model/proposal.ts';
import { json } from './escape.ts';
import { violationAsData } from './plan-json.ts';
import type { ProposalOutcome, ProposeReport } from './proposal.ts';

/** What `rollcall propose` did, for scripts. The same report gives the same bytes. */
export function proposalsAsJson({ violations, warnings, outcomes }: ProposeReport): string {
  return json({
    version: 1,
    violations: violations.map(violationAsData),
    warnings,
    proposals: outcomes.map(outcomeAsData),
  });
}

function outcomeAsData(outcome: ProposalOutcome): object {
  const { kind, report, warnings } = outcome;
  const { members, teamMemberships, teams, repoAccess, total } = report.removals;
  return {
    proposal: report.which,
    outcome: kind,
    branch: report.branch,
    base: report.base,
    ...ownData(outcome),
    removals: { members, teamMemberships, teams, repoAccess, total },
    edits: report.proposal.edits.map(editAsData),
    listed: report.proposal.listed.map(listedAsData),
    warnings,
  };
}

function ownData(outcome: ProposalOutcome): object {
  if (outcome.kind === 'nothing') return {};
  if (outcome.kind === 'refused')
    return { violations: outcome.violations.map(violationAsData), list: outcome.list ?? null };
  if (outcome.kind === 'failed') return { message: outcome.message };
  if (outcome.kind === 'dry-run') return { title: outcome.title, body: outcome.body, diff: outcome.diff };
  const { number, url } = outcome.pullRequest;
  return { pullRequest: { number, url } };
}

function editAsData(edit: Edit): object {
  return { ...bodyAsData(edit), reason: edit.reason, evidence: edit.evidence.map(evidenceAsData) };
}

/** The fields of each kind, in the order in which they are printed. */
function bodyAsData(edit: EditBody): object {
  switch (edit.kind) {
    case 'add-user':
      return { kind: edit.kind, login: edit.login, id: edit.id, employee: edit.employee };
    case 'suspend-user':
      return { kind: edit.kind, login: edit.login, suspended: edit.suspended };
    case 'remove-user':
      return { kind: edit.kind, login: edit.login, teams: edit.teams, repos: edit.repos };
    case 'remove-outside':
      return { kind: edit.kind, login: edit.login, repos: edit.repos };
    case 'rename-user':
      return { kind: edit.kind, before: edit.before, after: edit.after, id: edit.id };
    case 'add-team-member':
    case 'remove-team-member':
      return { kind: edit.kind, team: edit.team, login: edit.login };
    case 'remove-exception':
      return { kind: edit.kind, user: edit.user, expires: edit.expires, file: edit.file, line: edit.line };
    case 'remove-allowance':
      return { kind: edit.kind, why: edit.why, expires: edit.expires, file: edit.file, line: edit.line };
  }
}

function listedAsData({ kind, reason, evidence, login, employee, team, until }: Listed): object {
  const about = { login, employee, team, until };
  const given = Object.entries(about).filter(([, value]) => value !== undefined);
  return { kind, ...Object.fromEntries(given), reason, evidence: evidence.map(evidenceAsData) };
}

function evidenceAsData({ source, place, status, leftOn }: Evidence): object {
  return { source, place, status: status ?? null, leftOn: leftOn ?? null };
}
