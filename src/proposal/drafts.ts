import { compare } from '../model/order.ts';
import type { Edit, EditBody, Listed, Proposal, Reasoned } from '../model/proposal.ts';

/** One part of a proposal. */
export interface Draft {
  readonly edits: Edit[];
  readonly listed: Listed[];
}

export function emptyDraft(): Draft {
  return { edits: [], listed: [] };
}

export function edit(
  body: EditBody,
  reason: string,
  { evidence = [], basis = [] }: Partial<Omit<Reasoned, 'reason'>> = {},
): Edit {
  return Object.freeze({
    ...body,
    reason,
    evidence: Object.freeze([...evidence]),
    basis: Object.freeze([...basis]),
  });
}

export function listed(
  kind: Listed['kind'],
  reason: string,
  about: Partial<Omit<Listed, 'kind' | 'reason'>> = {},
): Listed {
  const { login, employee, evidence = [] } = about;
  return Object.freeze({
    kind,
    ...about,
    ...(login === undefined ? {} : { login: cut(login) }),
    ...(employee === undefined ? {} : { employee: cut(employee) }),
    reason,
    evidence: Object.freeze([...evidence]),
  });
}

/** No login and no employee id of the state is as long. */
const longest = 200;

/** HR may have a million signs in one cell, and in many. */
function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** A name that changes comes first, so that what follows speaks of the new one. */
const order: readonly EditBody['kind'][] = [
  'rename-user',
  'add-user',
  'add-team-member',
  'remove-team-member',
  'suspend-user',
  'remove-user',
  'remove-outside',
  'remove-exception',
  'remove-allowance',
];

/** The drafts in one, in an order that depends on nothing but what they say. */
export function proposalOf(...drafts: readonly Draft[]): Proposal {
  const edits = drafts.flatMap(({ edits }) => edits).sort(byKindAndName);
  const list = drafts.flatMap(({ listed }) => listed).sort((a, b) => compare(placeOf(a), placeOf(b)));
  return Object.freeze({ edits: Object.freeze(edits), listed: Object.freeze(list) });
}

function byKindAndName(a: Edit, b: Edit): number {
  return order.indexOf(a.kind) - order.indexOf(b.kind) || compare(nameOf(a), nameOf(b));
}

function nameOf(edit: EditBody): string {
  const { team, login, before, user, file, line } = {
    team: '',
    login: '',
    before: '',
    user: '',
    file: '',
    line: 0,
    ...edit,
  };
  return [team, login, before, user, file, String(line).padStart(9, '0')].join('\n').toLowerCase();
}

function placeOf({ kind, team = '', login = '', employee = '', reason }: Listed): string {
  return JSON.stringify([kind, team, login.toLowerCase(), employee, reason]);
}
