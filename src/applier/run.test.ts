import { describe, expect, it } from 'vitest';
import type { Change } from '../model/change.ts';
import { run } from './run.ts';

const join = (login: string): Change => ({
  kind: 'add-team-member',
  team: 'sre',
  login,
  before: null,
  after: 'member',
  reason: 'because',
  attribution: null,
});

describe('a run', () => {
  it('counts its waves from 1, as the journal does, and pauses between two', async () => {
    const told: string[] = [];
    await run([[join('ann')], [join('ben')]], {
      carrier: {
        carry: (_, wave) => {
          told.push(`carries ${wave}`);
          return Promise.resolve(null);
        },
        outcomes: () => [],
        settle: () => undefined,
      },
      before: null,
      look: () => Promise.resolve({ changes: [], census: null }),
      wait: (milliseconds) => {
        if (milliseconds > 0) told.push(`waits ${milliseconds}`);
        return Promise.resolve();
      },
      stopped: () => null,
      pause: 7,
      looked: (wave) => {
        told.push(`looked ${wave}`);
        return Promise.resolve();
      },
    });
    expect(told).toEqual(['carries 1', 'looked 1', 'waits 7', 'carries 2', 'looked 2']);
  });
});
