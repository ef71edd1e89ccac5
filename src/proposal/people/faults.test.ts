import { type Arbitrary, array, assert, constantFrom, nat, property, shuffledSubarray, tuple } from 'fast-check';
import { expect, it } from 'vitest';
import { aFeed, aSource } from '../../../test/support/feed-builder.ts';
import { anyFaults, type Fault } from '../../../test/support/feed-faults.ts';
import { keyOf } from '../../model/identity.ts';
import type { People } from '../../model/people.ts';
import type { Person } from '../../model/person.ts';
import type { Feed } from '../../model/roster.ts';
import { joined } from './joined.ts';
import { recordsOf } from './records.ts';

const today = '2026-11-22';
const source = aSource('hr', {}, ['department', 'manager']);
const employee = (index: number): string => `E000${index}`;
const login = (index: number): string => `user${index}`;

const standing = constantFrom(
  { status: 'active', leftOn: '' },
  { status: 'Active', leftOn: '2027-01-01' },
  { status: 'active', leftOn: '2026-11-01' },
  { status: 'on leave', leftOn: '' },
  { status: 'terminated', leftOn: '' },
  { status: 'TERMINATED', leftOn: '2026-11-01' },
  { status: 'terminated', leftOn: '2027-01-01' },
  { status: 'terminated', leftOn: '01/02/2026' },
  { status: 'gone', leftOn: '' },
  { status: '', leftOn: '' },
);

/** A sound feed with its columns in any order: all that it says is what its rows say. */
const intact: Arbitrary<Feed> = tuple(
  array(tuple(standing, constantFrom('Payments', 'Search', 'R&D'), nat(8)), { minLength: 2, maxLength: 8 }),
  shuffledSubarray(Object.values(source.columns), { minLength: 7 }),
).map(([people, columns]) => {
  const rows = people.map(([standing, department, manager], index) => ({
    employee: employee(index),
    login: login(index),
    email: `user${index}@example.com`,
    ...standing,
    department,
    manager: employee(manager),
  }));
  return { ...aFeed(source, rows), columns };
});

const anySources: Arbitrary<readonly (readonly [Feed, readonly Fault[]])[]> = array(tuple(intact, anyFaults()), {
  minLength: 1,
  maxLength: 2,
});

function peopleOf(feeds: readonly Feed[]): People {
  return joined(feeds.map((feed) => recordsOf(feed, source, today)));
}

/** Employees whom some sound row, taken by itself, says to have left. */
function calledLeft(feeds: readonly Feed[]): ReadonlySet<string> {
  const rows = feeds.flatMap((feed) => recordsOf(feed, source, today).people);
  return new Set(rows.filter(({ status }) => status.kind === 'left').map(({ employee }) => employee));
}

/** Left, and not under a login that is not theirs: that is a conflict with the state, which knows whose it is. */
function leavers({ people }: People): readonly Person[] {
  const logins = new Map(Array.from({ length: 9 }, (_, index) => [employee(index), login(index)]));
  return people.filter(
    ({ status, employee, login }) =>
      status.kind === 'left' && logins.has(employee) && (login === undefined || keyOf(login) === logins.get(employee)),
  );
}

it('no mixture of faults makes anybody left whom no sound row calls left', () => {
  let [left, wrong] = [0, 0];
  assert(
    property(anySources, (sources) => {
      const called = calledLeft(sources.map(([feed]) => feed));
      const people = peopleOf(sources.map(([feed, faults]) => faults.reduce((feed, fault) => fault(feed), feed)));
      const found = leavers(people).map(({ employee }) => employee);
      left += found.length;
      wrong += people.people.filter(({ status }) => status.kind === 'left').length - found.length;
      expect(found.filter((employee) => !called.has(employee))).toEqual([]);
    }),
    { numRuns: 3000, seed: 4 },
  );
  // The law is about something: people were left, and faults did put leaving words beside other people's names.
  expect(left).toBeGreaterThan(300);
  expect(wrong).toBeGreaterThan(10);
});
