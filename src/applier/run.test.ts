import { describe, expect, it } from 'vitest';
import type { Change, DeleteTeam } from '../model/change.ts';
import { createCarrier } from './carry-out.ts';
import type { Sight } from './look.ts';
import { type Ran, run } from './run.ts';

const explained = { reason: 'because', attribution: null };
const join = (login: string): Change => ({
  kind: 'add-team-member',
  team: 'sre',
  login,
  before: null,
  after: 'member',
  ...explained,
});
const remove = (login: string): Change => ({ kind: 'remove-member', login, id: null, role: 'member', ...explained });
const deleteTeam = (parts: Partial<DeleteTeam> = {}): Change => ({
  kind: 'delete-team',
  team: 'old',
  before: { name: 'Old', description: '', privacy: 'closed', parent: null },
  after: null,
  descendants: [],
  members: ['ann'],
  repos: [],
  ...parts,
  ...explained,
});

/** Runs these waves; each look shows the next sight. */
async function runs(
  waves: readonly (readonly Change[])[],
  sights: readonly Partial<Sight>[],
  { pause = 0, ids = {} }: { pause?: number; ids?: Readonly<Record<string, number>> } = {},
): Promise<Ran & { readonly told: readonly string[] }> {
  const told: string[] = [];
  let index = 0;
  const ran = await run(waves, {
    carrier: createCarrier({
      writer: {
        carryOut: (change) => {
          told.push(`${change.kind} ${'login' in change ? change.login : ''}`.trim());
          return Promise.resolve({ requestId: 'A', attempts: 1 });
        },
      },
      steps: { before: () => 0, after: () => undefined },
      stopped: () => null,
      failuresAtMost: 5,
      sentLately: () => Promise.resolve({ count: 0, oldest: undefined }),
      progress: () => undefined,
    }),
    start: { idOf: (login) => ids[login], census: null },
    look: () => {
      told.push('look');
      const shown = sights[Math.min(index++, sights.length - 1)];
      return Promise.resolve({
        changes: [],
        findings: [],
        violations: [],
        idOf: () => undefined,
        census: null,
        ...shown,
      });
    },
    adopt: () => undefined,
    wait: (milliseconds) => {
      if (milliseconds > 0) told.push(`wait ${milliseconds}`);
      return Promise.resolve();
    },
    stopped: () => null,
    pause,
    looked: (wave, stop) => {
      told.push(`looked ${wave}${stop === null ? '' : `: ${stop.reason}`}`);
      return Promise.resolve();
    },
  });
  return { ...ran, told };
}

describe('a run', () => {
  it('counts its waves from 1, as the journal does, and looks again after a pause', async () => {
    const { told } = await runs(
      [[join('ann')], [remove('ben')]],
      [{ changes: [remove('ben')] }, { changes: [remove('ben')] }, {}],
      {
        pause: 7,
      },
    );
    expect(told.join(', ')).toBe(
      'add-team-member ann, look, looked 1, wait 7, look, remove-member ben, look, looked 2',
    );
  });

  it('sends under the name that the person has by now, whom it knows by id', async () => {
    const renamed = { changes: [remove('benny')], idOf: (login: string) => (login === 'benny' ? 2 : undefined) };
    const { told, outcomes } = await runs([[join('ann')], [remove('ben')]], [renamed, {}], { ids: { ben: 2 } });
    expect(told).toContain('remove-member benny');
    expect(told).not.toContain('remove-member ben');
    expect(outcomes.map(({ result }) => result)).toEqual(['done', 'done']);
  });

  it('leaves alone a stranger who took the name of somebody that is to go', async () => {
    const stranger = { changes: [], idOf: (login: string) => (login === 'ben' ? 99 : undefined) };
    const { told } = await runs([[join('ann')], [remove('ben')]], [stranger, {}], { ids: { ben: 2 } });
    expect(told).not.toContain('remove-member ben');
  });

  it('does not send what is so already, and skips what is held back by now', async () => {
    const held = { finding: 'archived', login: 'cat', message: 'held', unfinished: true } as const;
    const { told, outcomes } = await runs([[join('ann')], [remove('ben'), remove('cat')]], [{ findings: [held] }]);
    expect(told.filter((line) => line.startsWith('remove'))).toEqual([]);
    expect(outcomes.map(({ result, message }) => `${result} ${message ?? ''}`.trim())).toEqual([
      'done',
      'done It was so already.',
      'skipped By now it is held back.',
    ]);
  });

  it('stops where the guards refuse by now what is left', async () => {
    const violations = [{ guard: 'unmanaged-in-team', message: 'bob stands in old.' }];
    const { told, stop } = await runs([[join('ann')], [deleteTeam()]], [{ changes: [deleteTeam()], violations }]);
    expect(stop).toEqual({ reason: 'not-as-planned', message: 'What is left is refused by now. bob stands in old.' });
    expect(told.at(-1)).toBe('looked 2: not-as-planned');
  });

  it.each<[string, Partial<DeleteTeam>]>([
    ['a member', { members: ['ann', 'bob'] }],
    ['a team below it', { descendants: ['emergency'] }],
    ['a repository', { repos: ['api'] }],
  ])('stops where a deletion would take more by now than was planned: %s', async (_, parts) => {
    const { told, stop } = await runs([[join('ann')], [deleteTeam()]], [{ changes: [deleteTeam(parts)] }]);
    expect(stop?.message).toContain('more would be taken away than was planned: delete-team old');
    expect(told).not.toContain('delete-team');
  });
});
