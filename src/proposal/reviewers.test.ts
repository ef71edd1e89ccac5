import { describe, expect, it } from 'vitest';
import type { Edit, EditBody } from '../model/proposal.ts';
import { aState } from '../../test/support/proposal-facts.ts';
import { edit } from './drafts.ts';
import { reviewersOf } from './reviewers.ts';

const { state } = aState({
  'users/people.yaml': 'users:\n  ann: {}\n  bob: {}\n  cy: {}\n  dee: {}\n  eve: { suspended: 2026-11-01 }\n',
  'teams/payments.yaml': 'maintainers:\n  - bob\n  - ann\n  - eve\nmembers:\n  - cy\n',
  'teams/search.yaml': 'maintainers:\n  - dee\n',
});
const nobody = { users: [], teams: [], maintainers: false };
const of = (...bodies: readonly EditBody[]): { edits: readonly Edit[] } => ({
  edits: bodies.map((body) => edit(body, '')),
});
const suspended = '2026-11-22';

describe('reviewersOf', () => {
  it('asks nobody by default', () => {
    expect(reviewersOf(of({ kind: 'suspend-user', login: 'cy', suspended }), state, nobody)).toEqual({
      users: [],
      teams: [],
    });
  });

  it('asks whom roster.yaml names, and teams', () => {
    const asked = { users: ['dee', 'Ann'], teams: ['people-ops'], maintainers: false };
    expect(reviewersOf(of({ kind: 'suspend-user', login: 'cy', suspended }), state, asked)).toEqual({
      users: ['dee', 'Ann'],
      teams: ['people-ops'],
    });
  });

  it.each<[string, EditBody]>([
    ['the teams of a leaver', { kind: 'suspend-user', login: 'CY', suspended }],
    ['the team that somebody joins', { kind: 'add-team-member', team: 'payments', login: 'dee' }],
    ['the team that somebody leaves', { kind: 'remove-team-member', team: 'Payments', login: 'cy' }],
  ])('asks the maintainers of %s, but nobody who is suspended', (_, body) => {
    expect(reviewersOf(of(body), state, { ...nobody, maintainers: true }).users).toEqual(['ann', 'bob']);
  });

  it('asks nobody about themselves', () => {
    const asked = { users: ['ann'], teams: [], maintainers: true };
    expect(reviewersOf(of({ kind: 'suspend-user', login: 'Ann', suspended }), state, asked).users).toEqual(['bob']);
  });

  it('asks each once, and no more than fifteen', () => {
    const users = Array.from({ length: 20 }, (_, n) => `person${n}`);
    const asked = { users: ['ann', 'ANN', ...users], teams: [], maintainers: true };
    const found = reviewersOf(of({ kind: 'suspend-user', login: 'cy', suspended }), state, asked).users;
    expect(found).toEqual(['ann', ...users.slice(0, 14)]);
  });
});
