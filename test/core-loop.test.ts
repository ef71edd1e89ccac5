import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acme, edits } from './support/edits.ts';
import { brief } from './support/planning.ts';
import { aStateRepo, type StateRepoFixture } from './support/state-repo.ts';
import type { Change } from '../src/model/change.ts';

let repo: StateRepoFixture;

/** Two more owners than the organisation of the edits has, so that the owner floor is in nobody's way. */
const start = acme.withOwner('zoe', { id: 1026 });

beforeEach(async () => {
  repo = await aStateRepo(start.state);
  const { code, out } = await repo.apply();
  if (code !== 0) throw new Error(out);
  await repo.control('DELETE', 'requests');
});
afterEach(() => repo.close());

/** What live looks like, apart from invitations' dates. */
async function live(): Promise<unknown> {
  return JSON.parse(
    JSON.stringify(await repo.live(), (key, value: unknown) => (key === 'createdAt' ? undefined : value)),
  );
}

describe('each kind of edit, on a real remote and the sandbox', () => {
  it.each(edits.slice(1))(
    'plans exactly it, makes it with one write a change, and reverts to the first: $what',
    async ({ desired, expected }) => {
      const before = await live();
      repo.commitState('Edit', desired.withOwner('zoe', { id: 1026 }).state);
      await repo.control('POST', 'change', {
        addAccounts: [
          { login: 'dana', id: 1004 },
          { login: 'pia', id: 1010 },
        ],
      });

      const planned = await repo.planned();
      expect(brief(planned.changes as unknown as Change[])).toEqual(expected);
      const applied = await repo.apply();
      expect(applied).toMatchObject({ code: 0 });
      expect((await repo.requests()).writes).toBe(expected.length);
      expect((await repo.planned({ full: true })).changes).toEqual([]);

      await repo.control('POST', 'accept', { all: true });
      expect((await repo.apply({ full: true })).code).toBe(0);
      repo.git('revert', '--no-edit', 'HEAD');
      repo.git('push', '--quiet');
      expect(await repo.apply()).toMatchObject({ code: 0 });
      await repo.control('POST', 'accept', { all: true });
      expect(await repo.apply({ full: true })).toMatchObject({ code: 0 });
      expect(await live()).toEqual(before);
    },
  );
});

describe('a repository invitation that nobody has accepted yet', () => {
  it('counts as present, is changed in place, and is cancelled when its line goes', async () => {
    await repo.control('POST', 'change', { addAccounts: [{ login: 'pia', id: 1010 }] });
    const invited = (role: string) =>
      start.withOutside('pia', { id: 1010, sponsor: 'alice' }).withRepo('api', {
        id: 501,
        teams: { payments: 'write', engineering: 'read' },
        collaborators: { olga: 'read', pia: role },
      });
    repo.commitState('Invite', invited('triage').state);
    expect((await repo.apply()).code).toBe(0);
    expect((await repo.planned({ full: true })).changes).toEqual([]);
    repo.commitState('Raise', invited('write').state);
    expect(brief((await repo.planned()).changes as unknown as Change[])).toEqual([
      'change-user-access api pia triage→write',
    ]);
    expect((await repo.apply()).code).toBe(0);
    repo.commitState('Withdraw', start.state);
    expect(brief((await repo.planned()).changes as unknown as Change[])).toEqual([
      'cancel-repo-invitation api pia write→null',
    ]);
    expect((await repo.apply()).code).toBe(0);
    expect((await repo.planned({ full: true })).changes).toEqual([]);
  });
});
