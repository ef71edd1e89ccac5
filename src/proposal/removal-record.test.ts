import { describe, expect, it } from 'vitest';
import { keyOf } from '../model/identity.ts';
import type { Edit, EditBody } from '../model/proposal.ts';
import { aPerson, aState, editsOf, factsOf, listedIn } from '../../test/support/proposal-facts.ts';
import { edit } from './drafts.ts';
import { propose } from './propose.ts';
import { digestOf, parseRemoval, type RemovalRecord, recordOf, removalsTold, undoneAmong } from './removal-record.ts';

const anEdit = (body: EditBody, basis: readonly string[] = ['x']): Edit => edit(body, 'A reason.', { basis });

describe('the record of a removal', () => {
  it.each<[EditBody, RemovalRecord]>([
    [
      { kind: 'suspend-user', login: 'Eli', suspended: '2026-11-22' },
      { kind: 'suspend-user', login: 'Eli', basis: ['x', 'y'] },
    ],
    [
      { kind: 'remove-user', login: 'eli', teams: ['sre'], repos: [] },
      { kind: 'remove-user', login: 'eli', basis: ['x', 'y'] },
    ],
    [
      { kind: 'remove-outside', login: 'eli_acme', repos: ['api'] },
      { kind: 'remove-outside', login: 'eli_acme', basis: ['x', 'y'] },
    ],
    [
      { kind: 'remove-team-member', login: 'eli', team: '0123456789abcdef' },
      { kind: 'remove-team-member', login: 'eli', team: '0123456789abcdef', basis: ['x', 'y'] },
    ],
  ])('can be read again: $kind', (body, record) => {
    const basis = record.basis.map((piece) => digestOf(body.kind === 'suspend-user' ? 'eli' : record.login, piece));
    expect(parseRemoval(recordOf(anEdit(body, record.basis)) ?? '')).toEqual({ ...record, basis });
  });

  it('is written for what takes something away, where it rests on something', () => {
    const others: readonly EditBody[] = [
      { kind: 'rename-user', before: 'eli', after: 'ella', id: 1 },
      { kind: 'remove-exception', user: 'eli', expires: '2026-11-21', file: 'exceptions.yaml', line: 2 },
      { kind: 'remove-allowance', why: 'x', expires: '2026-11-21', file: 'policy.yaml', line: 2 },
    ];
    expect(others.map((body) => recordOf(anEdit(body)))).toEqual(others.map(() => undefined));
    expect(recordOf(anEdit({ kind: 'remove-outside', login: 'eli', repos: [] }, []))).toBeUndefined();
  });

  it('holds no word of HR, and does not show of whom HR says the same', () => {
    const basis = ['["hr","terminated for cause",null]'];
    const records = ['eli', 'bob'].map((login) =>
      recordOf(anEdit({ kind: 'suspend-user', login, suspended: '2026-11-22' }, basis)),
    );
    expect(records).toMatchInlineSnapshot(`
      [
        "Rollcall-Removal: suspend-user eli e66b6c7ad8ad14ee",
        "Rollcall-Removal: suspend-user bob 789ee8b4eedf1bc5",
      ]
    `);
  });

  it.each([
    '',
    'suspend-user',
    'suspend-user eli',
    'suspend-user eli 1f2e3d4c5b6a798',
    'suspend-user eli 1F2E3D4C5B6A7988',
    'suspend-user eli  1f2e3d4c5b6a7988',
    'suspend-user -- 1f2e3d4c5b6a7988',
    'suspend-user eli sre 1f2e3d4c5b6a7988',
    'remove-team-member eli 1f2e3d4c5b6a7988',
    'remove-team-member eli ../sre 1f2e3d4c5b6a7988',
    'remove-owner eli 1f2e3d4c5b6a7988',
    'add-user eli 1f2e3d4c5b6a7988',
    'suspend-user eli 1f2e3d4c5b6a7988\n',
    ' suspend-user eli 1f2e3d4c5b6a7988',
  ])('is not read where it is written otherwise: %j', (value) => {
    expect(parseRemoval(`Rollcall-Removal: ${value}`)).toBeUndefined();
  });
});

describe('what was undone', () => {
  const { state } = aState({
    'users/employees.yaml':
      'users:\n  Eli: { id: 1 }\n  bob: { id: 2, suspended: 2026-11-01 }\n  olga: { role: outside }\n',
    'teams/sre.yaml': 'members: [eli]\n',
  });
  const basis = ['1f2e3d4c5b6a7988'];

  it.each<[what: string, record: Omit<RemovalRecord, 'basis'>, undone: boolean]>([
    ['the suspension of who is not suspended', { kind: 'suspend-user', login: 'eli' }, true],
    ['no suspension that stands', { kind: 'suspend-user', login: 'bob' }, false],
    ['no suspension of who is gone since', { kind: 'suspend-user', login: 'ann' }, false],
    ['the removal of who is there', { kind: 'remove-user', login: 'ELI' }, true],
    ['the removal of who is there, suspended', { kind: 'remove-user', login: 'bob' }, true],
    ['no removal of who is gone', { kind: 'remove-user', login: 'ann' }, false],
    ['the removal of an outside collaborator who is there', { kind: 'remove-outside', login: 'olga' }, true],
    ['no removal of an outside collaborator who is gone', { kind: 'remove-outside', login: 'ann' }, false],
    ['the membership of who is in the team', { kind: 'remove-team-member', login: 'eli', team: 'SRE' }, true],
    ['no membership of who is in others', { kind: 'remove-team-member', login: 'bob', team: 'sre' }, false],
    ['no membership of a team that is gone', { kind: 'remove-team-member', login: 'eli', team: 'payments' }, false],
  ])('is %s', (_, record, undone) => {
    const team = record.team === undefined ? {} : { team: keyOf(record.team) };
    const restored = [{ user: keyOf(record.login), ...team, basis }];
    expect(undoneAmong([{ ...record, basis }], state)).toEqual(undone ? restored : []);
  });

  it('is not proposed again until HR says something new, whether suspended or removed by then', () => {
    const state = aState({ 'users/employees.yaml': 'users:\n  Bob: { id: 2, employee: E2 }\n' });
    const proposed = (on: string | undefined, values: readonly string[]) => {
      const restored = undoneAmong(
        values.flatMap((value) => parseRemoval(value) ?? []),
        state.state,
      );
      const person = aPerson('E2', 'left', on === undefined ? {} : { on });
      return propose(factsOf(state, [person], { restored })).leavers;
    };
    const first = proposed(undefined, []);
    expect(editsOf(first)).toEqual(['suspend-user Bob']);
    const [record = ''] = first.edits.flatMap((edit) => recordOf(edit) ?? []);
    const removal = record.replace('suspend-user', 'remove-user');
    for (const records of [[record], [removal], [record, removal]]) {
      const held = proposed(undefined, records);
      expect([editsOf(held), listedIn(held)]).toEqual([[], expect.arrayContaining(['restored-lately Bob'])]);
      expect(editsOf(proposed('2026-11-20', records))).toEqual(['suspend-user Bob']);
    }
  });
});

describe('removals that messages tell', () => {
  const digest = '0123456789abcdef';
  const out = (team = 'sales') => `Rollcall-Removal: remove-team-member eli ${team} ${digest}`;
  const into = (team = 'sales') => `Rollcall-Addition: add-team-member Eli ${team}`;
  const gone = `Rollcall-Removal: suspend-user eli ${digest}`;
  it.each<[what: string, newestFirst: readonly string[], told: readonly string[]]>([
    ['count', ['Else', out()], ['sales']],
    ['do not where the generator gave the same again', [into('Sales'), out()], []],
    ['count where that was before', [out(), into()], ['sales']],
    ['count where it took that again', [out(), into(), out()], ['sales']],
    ['count where another team was given', [into('legal'), out()], ['sales']],
    ['count where both are told in one message', [`${out()}\n${into()}`], ['sales']],
    ['of people do not where the generator added them again', ['Rollcall-Addition: add-user ELI', gone], []],
    ['of people count where only a team was given', [into(), gone], ['suspend-user']],
    ['count where an addition only looks alike', [` ${into()}`, `${into()} x`, out()], ['sales']],
  ])('%s', (_, messages, told) => {
    expect(removalsTold(messages).map(({ kind, team }) => team ?? kind)).toEqual(told);
  });

  it.each<[EditBody, string]>([
    [{ kind: 'add-user', login: 'eli', id: 1, employee: 'E1' }, 'Rollcall-Addition: add-user eli'],
    [{ kind: 'add-team-member', login: 'eli', team: 'sre' }, 'Rollcall-Addition: add-team-member eli sre'],
  ])('know of what the generator gives: $kind', (body, line) => {
    expect(recordOf(anEdit(body, []))).toBe(line);
  });
});
