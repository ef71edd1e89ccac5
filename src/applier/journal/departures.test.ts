import { describe, expect, it } from 'vitest';
import { journalText, step } from '../../../test/support/sample-journal.ts';
import { sampleChange } from '../../../test/support/sample-plan.ts';
import type { Answer } from './journal.ts';
import { removalsIn } from './departures.ts';
import { readJournal } from './read-journal.ts';

const commit = 'a'.repeat(40);
const held = { role: 'member', teams: { SRE: 'maintainer', ops: 'member' }, repos: { Api: 'admin' } };

type Deed = readonly [
  kind: 'remove-member' | 'invite-member' | 'clear-failed-invitation' | 'cancel-invitation',
  how?: 'done' | 'killed' | 'no-answer' | 'failed' | 'forbidden',
  parts?: { readonly login?: string; readonly id?: number | null },
];

/** Each deed in a run of its own, as the days went by. */
function removalsAfter(...deeds: readonly Deed[]) {
  const texts = deeds.map(([kind, how = 'done', parts = {}], day) => {
    const id = kind === 'remove-member' || kind === 'invite-member' ? 7 : null;
    const line = { commit, file: 'users/a.yaml', line: 3 };
    const change = sampleChange(kind, { login: 'Bob', id, attribution: line, ...parts });
    const run = `202611${String(day + 10)}T000000Z-00000000`;
    const where = kind === 'remove-member' ? { held } : {};
    return journalText((journal) => step(journal, change, answerTo(how), where), run);
  });
  return removalsIn(readJournal(texts.join('')).entries);
}

function answerTo(how: NonNullable<Deed[1]>): Partial<Answer> | null {
  if (how === 'killed') return null;
  return how === 'done' ? { result: how } : { result: 'failed', code: how };
}

describe('whom runs took out', () => {
  it('is told with the time, the commit and what they held', () => {
    expect(removalsAfter(['remove-member'])).toEqual([
      {
        login: 'bob',
        id: 7,
        at: expect.stringMatching(/^2026-11-22T/) as string,
        commit,
        held: {
          role: 'member',
          teams: new Map([
            ['sre', 'maintainer'],
            ['ops', 'member'],
          ]),
          repos: new Map([['api', 'admin']]),
        },
        since: 'not-invited',
      },
    ]);
  });

  it.each<[string, readonly Deed[], readonly string[]]>([
    ['nobody', [['invite-member']], []],
    ['where GitHub refused', [['remove-member', 'forbidden']], []],
    ['where the run was killed', [['remove-member', 'killed']], ['not-invited']],
    ['where no answer came', [['remove-member', 'no-answer']], ['not-invited']],
    ['and invited since', [['remove-member'], ['invite-member']], ['invited']],
    ['and perhaps invited since', [['remove-member'], ['invite-member', 'killed']], ['invited']],
    ['and not invited, as GitHub refused', [['remove-member'], ['invite-member', 'forbidden']], ['not-invited']],
    ['and invited in vain', [['remove-member'], ['invite-member'], ['clear-failed-invitation']], ['in-vain']],
    ['and uninvited', [['remove-member'], ['invite-member'], ['cancel-invitation']], ['in-vain']],
    [
      'and invited again',
      [['remove-member'], ['invite-member'], ['clear-failed-invitation'], ['invite-member']],
      ['invited'],
    ],
    ['after an invitation', [['invite-member'], ['remove-member']], ['not-invited']],
    ['twice', [['remove-member'], ['invite-member'], ['remove-member']], ['not-invited']],
    [
      'and invited under a new login',
      [
        ['remove-member'],
        ['invite-member', 'done', { login: 'robert' }],
        ['clear-failed-invitation', 'done', { login: 'robert' }],
      ],
      ['in-vain'],
    ],
    [
      'and somebody else, who has the login now, invited',
      [['remove-member'], ['invite-member', 'done', { id: 8 }]],
      ['not-invited'],
    ],
  ])('%s', (_, deeds, since) => {
    expect(removalsAfter(...deeds).map((removal) => removal.since)).toEqual(since);
  });
});
