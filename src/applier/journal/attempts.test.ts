import { describe, expect, it } from 'vitest';
import { journalText, step } from '../../../test/support/sample-journal.ts';
import { sampleChange } from '../../../test/support/sample-plan.ts';
import { keyOf } from '../../model/identity.ts';
import { attemptsIn, clearedIn, inviting } from './attempts.ts';
import type { Answer } from './journal.ts';
import { readJournal } from './read-journal.ts';

const [now, before] = ['a'.repeat(40), 'b'.repeat(40)];
const bob = keyOf('bob');

type Deed = readonly [
  kind: 'invite-member' | 'clear-failed-invitation' | 'cancel-invitation' | 'remove-member',
  how: 'done' | 'killed' | 'no-answer' | 'failed' | 'invitation-refused' | 'waiting',
  commit?: string,
];

/** Each deed in a run of its own, as the days went by. */
function entriesOf(deeds: readonly Deed[], { login = 'Bob', year = 2026 } = {}) {
  const texts = deeds.map(([kind, how, commit = now], day) => {
    const change = sampleChange(kind, { login, attribution: { commit, file: 'users/a.yaml', line: 3 } });
    const run = `${year}11${String(day + 10)}T000000Z-00000000`;
    return journalText((journal) => step(journal, change, answerTo(how)), run);
  });
  return readJournal(texts.join('')).entries;
}

function answerTo(how: Deed[1]): Partial<Answer> | null {
  if (how === 'killed') return null;
  return how === 'done' || how === 'waiting' ? { result: how } : { result: 'failed', code: how };
}

const invited = (how: Deed[1], commit = now): Deed => ['invite-member', how, commit];
const cleared: Deed = ['clear-failed-invitation', 'done'];
const cancelled: Deed = ['cancel-invitation', 'done'];

describe('how often somebody was invited', () => {
  const cases: readonly [string, readonly Deed[], number | undefined][] = [
    ['never', [], undefined],
    ['once', [invited('done')], 1],
    ['three times, as each lapsed', [invited('done'), cleared, invited('done'), cleared, invited('done')], 3],
    ['before the line was touched', [invited('done', before), cleared, invited('done', before)], undefined],
    ['before and after', [invited('done', before), cleared, invited('done')], 1],
    ['refused', [invited('invitation-refused'), invited('waiting')], undefined],
    ['by a run that was killed then', [invited('killed')], 1],
    ['with the answer lost', [invited('no-answer')], 1],
    ['and GitHub failed', [invited('failed')], 1],
    ['killed before it went out, so sent by the next run', [invited('killed'), invited('done')], 1],
    ['killed twice before it went out', [invited('killed'), invited('killed'), invited('done')], 1],
    ['killed after it went out, and it lapsed', [invited('killed'), cleared, invited('done')], 2],
    ['killed after it went out, and cancelled', [invited('no-answer'), cancelled, invited('done')], 2],
    ['killed after it lapsed and was sent again', [invited('done'), cleared, invited('killed')], 2],
    [
      'cleared by a run that was killed',
      [invited('killed'), ['clear-failed-invitation', 'killed'], invited('done')],
      2,
    ],
    ['and removed', [invited('done'), ['remove-member', 'done']], 1],
  ];
  it.each(cases)('%s', (_, deeds, expected) => {
    const since = new Map([[bob, { commit: now }]]);
    expect(attemptsIn(entriesOf(deeds), since).get(bob)).toBe(expected);
  });

  it('counts each entry once, in any order', () => {
    const entries = entriesOf([invited('killed'), cleared, invited('done'), cleared, invited('done')]);
    const twice = [...entries, ...entries].toReversed();
    expect(attemptsIn(twice, new Map([[bob, { commit: now }]]))).toEqual(new Map([[bob, 3]]));
  });

  it('leaves out whom nobody asked for', () => {
    const entries = [...entriesOf([invited('done')]), ...entriesOf([invited('done')], { login: 'carl', year: 2025 })];
    expect(attemptsIn(entries, new Map([[bob, { commit: now }]]))).toEqual(new Map([[bob, 1]]));
  });

  it('is told by lines that all hold one text', () => {
    const deeds = [invited('done'), cleared, cancelled];
    const lines = entriesOf(deeds).map((entry) => JSON.stringify(entry));
    expect(lines.filter((line) => line.includes(inviting))).toEqual(lines);
  });
});

describe('whose invitation was cleared and not sent again', () => {
  const cases: readonly [string, readonly Deed[], boolean][] = [
    ['nobody', [], false],
    ['where the new one was refused', [cleared, invited('invitation-refused')], true],
    ['where the new one waits', [cleared, invited('waiting')], true],
    ['where the run was killed in between', [cleared], true],
    ['where it was killed while it cleared', [['clear-failed-invitation', 'killed']], true],
    ['not where it was not cleared', [['clear-failed-invitation', 'failed']], false],
    ['not where the new one went out', [cleared, invited('done')], false],
    ['not where one that was open was taken back for good', [cancelled], false],
    ['not who was taken out since', [cleared, ['remove-member', 'done']], false],
  ];
  it.each(cases)('%s', (_, deeds, expected) => {
    expect(clearedIn(entriesOf(deeds)).has(bob)).toBe(expected);
  });
});
