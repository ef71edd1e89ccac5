import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../model/identity.ts';
import type { Rule } from '../../model/rule.ts';
import { loadState } from '../load-state.ts';
import { serialiseState } from '../serialise.ts';
import { ruleText } from './rule.ts';

function loaded(team: string) {
  const files = {
    'organization.yaml': 'name: acme\n',
    'users/employees.yaml': 'users:\n  alice: { role: owner }\n  bob: { role: owner }\n  dana: {}\n',
    'teams/sre.yaml': team,
  };
  const all = Object.entries(files).map(([path, text]) => ({ path, id: path, text }));
  const { state, problems } = loadState(all, { prefix: '', today: '2026-11-22' });
  return {
    state,
    team: state.teams.get(keyOf('sre')),
    messages: problems.map(({ line, message }) => `${line}: ${message}`),
  };
}

function ruleOf(written: string): Rule | undefined {
  const { team, messages } = loaded(`rule: ${written}\n`);
  expect(messages).toEqual([]);
  return team?.rule;
}

const payments = { kind: 'equals', attribute: 'department', values: ['Payments'] };
const german = { kind: 'equals', attribute: 'country', values: ['DE'] };

describe('a rule in a team', () => {
  it.each<[what: string, written: string, rule: object]>([
    ['a value', '{ department: Payments }', payments],
    ['a list of values', '{ department: [Payments, Cards] }', { ...payments, values: ['Payments', 'Cards'] }],
    ['a prefix', '{ title: { prefix: SRE } }', { kind: 'prefix', attribute: 'title', prefixes: ['SRE'] }],
    ['prefixes', '{ title: { prefix: [A, B] } }', { kind: 'prefix', attribute: 'title', prefixes: ['A', 'B'] }],
    ['attributes together', '{ department: Payments, country: DE }', { kind: 'and', rules: [german, payments] }],
    ['and', '{ and: [{ department: Payments }, { country: DE }] }', { kind: 'and', rules: [payments, german] }],
    ['or', '{ or: [{ department: Payments }, { country: DE }] }', { kind: 'or', rules: [payments, german] }],
    ['one of one', '{ or: [{ department: Payments }] }', payments],
    ['not', '{ not: { country: DE } }', { kind: 'not', rule: german }],
    ['a manager', '{ reportsTo: E1 }', { kind: 'reports-to', managers: ['E1'] }],
    [
      'a word of the language beside an attribute',
      '{ department: Payments, not: { country: DE } }',
      { kind: 'and', rules: [{ kind: 'not', rule: german }, payments] },
    ],
  ])('may be %s', (_, written, rule) => {
    expect(ruleOf(written)).toEqual(rule);
  });

  it('is the same in whatever order its keys stand', () => {
    expect(ruleOf('{ country: DE, department: Payments }')).toEqual(ruleOf('{ department: Payments, country: DE }'));
  });

  it.each([
    ['a number, which may have lost its zeros', '{ costCentre: 0123 }', 'in quotes where it looks like a number'],
    ['a number in a list', '{ costCentre: ["1", 2] }', '2'],
    ['nothing', '{}', 'something is missing'],
    ['an empty list', '{ department: [] }', 'will not do'],
    ['an empty text', '{ department: " " }', 'will not do'],
    ['an empty prefix, which everybody has', '{ department: { prefix: "" } }', 'will not do'],
    ['a word that is no comparison', '{ department: { suffix: x } }', 'unknown key "suffix"'],
    ['and of nothing', '{ and: [] }', 'will not do'],
    ['a text', 'Payments', 'is due'],
  ])('is not %s', (_, written, message) => {
    const { messages } = loaded(`rule: ${written}\n`);
    expect(messages.join()).toContain(message);
  });

  it('is not there where the file lets go of the team', () => {
    expect(loaded('managed: false\nrule: { department: Payments }\n').team).not.toHaveProperty('rule');
  });

  it('leaves the hand-picked apart, whatever other list they stand in', () => {
    const { team } = loaded('maintainers: [alice]\nmembers: [bob, dana]\nextraMembers: [Dana, alice]\n');
    expect(team?.extraMembers).toEqual(new Set(['dana', 'alice']));
    expect([...(team?.members.keys() ?? [])]).toEqual(['alice', 'bob', 'dana']);
  });

  it('is written with its team, and the hand-picked in their own list', () => {
    const text =
      'rule: { and: [{ department: Payments }, { not: { country: DE } }] }\nmembers:\n  - bob\nextraMembers:\n  - dana\n';
    const { state, team } = loaded(text);
    const written = serialiseState(state).get('teams/sre.yaml') ?? '';
    expect(written).toContain(text);
    expect(loaded(written).team).toEqual(team);
  });

  it('reads back as what is written, whatever texts are in it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => /\S/.test(text)),
      fc.constantFrom('0123', 'true', '~', 'a: b', '- x', '{ }', '2026-11-20', 'and', "it's"),
    );
    const attribute = text.filter((name) => !['and', 'or', 'not', 'reportsTo', '__proto__'].includes(name));
    const texts = fc.array(text, { minLength: 1, maxLength: 3 });
    const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
      rule: fc.oneof(
        { maxDepth: 3 },
        fc.record({ kind: fc.constant('equals' as const), attribute, values: texts }),
        fc.record({ kind: fc.constant('prefix' as const), attribute, prefixes: texts }),
        fc.record({ kind: fc.constant('reports-to' as const), managers: texts }),
        fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
        fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          rules: fc.array(tie('rule'), { minLength: 2, maxLength: 3 }),
        }),
      ),
    }));
    fc.assert(
      fc.property(rule, (rule) => {
        expect(ruleOf(ruleText(rule))).toEqual(rule);
      }),
      { seed: 4 },
    );
  });
});
