import { describe, expect, it } from 'vitest';
import { aPerson } from '../../../test/support/proposal-facts.ts';
import type { Rule } from '../../model/rule.ts';
import { matches } from './matches.ts';
import type { Truth } from './truth.ts';

const is = (attribute: string, ...values: readonly string[]): Rule => ({ kind: 'equals', attribute, values });
const begins = (attribute: string, ...prefixes: readonly string[]): Rule => ({ kind: 'prefix', attribute, prefixes });
const and = (...rules: readonly Rule[]): Rule => ({ kind: 'and', rules });
const or = (...rules: readonly Rule[]): Rule => ({ kind: 'or', rules });
const not = (rule: Rule): Rule => ({ kind: 'not', rule });

const dana = aPerson('E5', 'active', { attributes: { department: 'Card  PAYMENTS ', country: 'DE', city: '  ' } });
const [yes, no, unsaid] = [is('country', 'DE'), is('country', 'FR'), is('floor', '4')];

describe('a rule', () => {
  it.each<[what: string, rule: Rule, truth: Truth]>([
    ['holds for a value in any case, with any spaces', is('department', 'card payments'), true],
    ['does not hold for another value', is('department', 'Payments'), false],
    ['holds for one of several values', is('country', 'FR', 'DE'), true],
    ['does not hold where none of the values is it', is('country', 'FR', 'IT'), false],
    ['holds for a beginning', begins('department', 'Card'), true],
    ['holds for one of several beginnings', begins('department', 'Loan', 'card p'), true],
    ['does not hold for what stands in the middle', begins('department', 'Payments'), false],
    ['is unknown where the attribute is missing', unsaid, 'unknown'],
    ['is unknown where the attribute is empty', is('city', 'Berlin'), 'unknown'],
    ['is unknown for a beginning of what is missing', begins('floor', '4'), 'unknown'],
    ['asks for no more than HR says, whatever objects have', is('constructor', 'x'), 'unknown'],
    ['may ask for the employee', is('employee', 'E5'), true],
    ['takes employee ids as they are written', is('employee', 'e5'), false],
    ['and: both', and(yes, yes), true],
    ['and: one is false', and(yes, no), false],
    ['and: one is unknown', and(yes, unsaid), 'unknown'],
    ['and: false outweighs unknown', and(unsaid, no), false],
    ['or: one is true', or(no, yes), true],
    ['or: none', or(no, no), false],
    ['or: true outweighs unknown', or(unsaid, yes), true],
    ['or: one is unknown', or(no, unsaid), 'unknown'],
    ['not: turned round', not(no), true],
    ['not: what holds', not(yes), false],
    ['not: unknown stays unknown', not(unsaid), 'unknown'],
    ['all together', and(not(is('country', 'US')), or(begins('department', 'card'), unsaid)), true],
  ])('%s', (_, rule, truth) => {
    expect(matches(rule, dana, new Map())).toBe(truth);
  });
});

/** `E2: E1` means that E2's manager is E1. */
function organization(managers: Readonly<Record<string, string>>) {
  const all = new Set([...Object.keys(managers), ...Object.values(managers)].filter((employee) => employee !== 'gone'));
  return new Map(
    [...all].map((employee) => {
      const manager = managers[employee];
      return [employee, aPerson(employee, 'active', { attributes: manager === undefined ? {} : { manager } })] as const;
    }),
  );
}

describe('a chain of managers', () => {
  /** boss ← head ← lead ← dev, and boss ← other ← peer. */
  const whole = { head: 'boss', lead: 'head', dev: 'lead', other: 'boss', peer: 'other' };
  it.each<[what: string, managers: Record<string, string>, person: string, manager: string[], truth: Truth]>([
    ['is true for who reports directly', whole, 'lead', ['head'], true],
    ['is true for who reports through others', whole, 'dev', ['head'], true],
    ['is true for one of several managers', whole, 'dev', ['other', 'head'], true],
    ['is false where it passes by, to a common manager', whole, 'peer', ['head'], false],
    ['is false for the manager above', whole, 'boss', ['head'], false],
    ['is false for the manager, who is no report of theirs', whole, 'head', ['head'], false],
    ['is unknown where a link is missing', { ...whole, lead: '' }, 'dev', ['head'], 'unknown'],
    ['is unknown where a link is in no row', { ...whole, lead: 'gone' }, 'dev', ['head'], 'unknown'],
    ['is unknown where the chain of the manager breaks off', { ...whole, head: '' }, 'peer', ['head'], 'unknown'],
    ['is true for a manager whom no row has', { dev: 'gone' }, 'dev', ['gone'], true],
    ['ends at who manages themselves', { ...whole, boss: 'boss' }, 'peer', ['head'], false],
    ['is unknown where it goes round', { a: 'b', b: 'c', c: 'a', head: 'boss' }, 'a', ['head'], 'unknown'],
    [
      'is unknown where that of the manager goes round',
      { head: 'a', a: 'b', b: 'a', dev: 'a' },
      'dev',
      ['head'],
      'unknown',
    ],
    ['is true within a circle, too', { a: 'b', b: 'c', c: 'a' }, 'a', ['c'], true],
  ])('%s', (_, managers, person, wanted, truth) => {
    const people = organization(managers);
    const asked = people.get(person);
    if (asked === undefined) throw new Error(`no ${person}`);
    expect(matches({ kind: 'reports-to', managers: wanted }, asked, people)).toBe(truth);
  });

  it('ends, however long it is, without an answer', () => {
    const long = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`E${n}`, `E${n + 1}`]));
    const people = organization(long);
    const first = people.get('E0') ?? aPerson('E0', 'active');
    expect(matches({ kind: 'reports-to', managers: ['E1000'] }, first, people)).toBe('unknown');
    expect(matches({ kind: 'reports-to', managers: ['E20'] }, first, people)).toBe(true);
  });
});
