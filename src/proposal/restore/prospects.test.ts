import { describe, expect, it } from 'vitest';
import { keyOf } from '../../model/identity.ts';
import type { OrgState, User } from '../../model/org-state.ts';
import type { RestoreEdit } from '../../model/restoration.ts';
import { type LivePeople, prospects } from './prospects.ts';

const user = (login: string, parts: Partial<User> = {}): User => ({ login, role: 'member', ...parts });

function stateWith(...users: readonly User[]): OrgState {
  return {
    organization: { name: 'acme', customRoles: new Map() },
    users: new Map(users.map((one) => [keyOf(one.login), one])),
    teams: new Map(),
    repos: new Map(),
  };
}

const brought = ({ login, role, suspended }: User): RestoreEdit => {
  return { kind: 'bring-user', login, role, isSuspended: suspended !== undefined, reason: 'for a test' };
};

const live: LivePeople = {
  members: new Map(),
  invitations: new Map(),
  freeSeats: Infinity,
  sentLately: [],
  now: new Date('2026-11-22T12:00:00Z'),
};

function waysOf(
  users: readonly User[],
  facts: LivePeople | undefined,
  turn: (login: string) => number = () => 0,
): string[] {
  return prospects(users.map(brought), stateWith(...users), facts, turn).map(({ login, way }) => {
    const { kind, ...rest } = way;
    return [login, kind, ...Object.values(rest)].join(' ');
  });
}

const many = (count: number): User[] =>
  Array.from({ length: count }, (_, index) => user(`u${String(index).padStart(4, '0')}`));

describe('how somebody comes back', () => {
  it('is at once for who is a member, and not for who took over the login', () => {
    const members = new Map([user('ann', { id: 1 }), user('ben', { id: 99 })].map((one) => [keyOf(one.login), one]));
    expect(waysOf([user('ann', { id: 1 }), user('ben', { id: 2 })], { ...live, members })).toEqual([
      'ann at-once',
      'ben accepts',
    ]);
  });

  it('is by the invitation that is open, until it expires', () => {
    const invitation = { id: 7, state: 'open', createdAt: '2026-11-20T10:00:00Z' } as const;
    const failed = { ...invitation, state: 'failed' } as const;
    const invitations = new Map(
      [user('ann', { invitation }), user('ben', { invitation: failed })].map((one) => [keyOf(one.login), one]),
    );
    expect(waysOf([user('ann'), user('ben')], { ...live, invitations })).toEqual([
      'ann invited 2026-11-27',
      'ben accepts',
    ]);
  });

  it('is no way at all for who is suspended, and another for who is outside', () => {
    expect(waysOf([user('ann', { suspended: '2026-11-01' }), user('olga', { role: 'outside' })], live)).toEqual([
      'ann suspended',
      'olga outside',
    ]);
  });

  it('is not known where GitHub was not asked', () => {
    expect(waysOf([user('ann')], undefined)).toEqual(['ann not-asked']);
  });

  it('waits for a seat behind those whose teams come first', () => {
    const first = (login: string): number => (login === 'zoe' ? 0 : 1);
    expect(waysOf([user('ann'), user('zoe')], { ...live, freeSeats: 1 }, first)).toEqual(['zoe accepts', 'ann seat']);
  });

  it('waits a day for each 500 invitations', () => {
    const ways = prospects(many(1100).map(brought), stateWith(...many(1100)), live, () => 0).map(({ way }) => way);
    expect(ways.filter(({ kind }) => kind === 'accepts')).toHaveLength(500);
    expect(ways[500]).toEqual({ kind: 'quota', from: '2026-11-23T12:00:00.000Z' });
    expect(ways[1000]).toEqual({ kind: 'quota', from: '2026-11-24T12:00:00.000Z' });
  });

  it('counts what was sent in the last 24 hours, and goes on as that is over', () => {
    const sentLately = Array.from({ length: 499 }, () => new Date('2026-11-21T18:00:00Z'));
    const ways = waysOf(many(2), { ...live, sentLately });
    expect(ways).toEqual(['u0000 accepts', 'u0001 quota 2026-11-22T18:00:00.000Z']);
  });
});
