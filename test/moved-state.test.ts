import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { acme, anAppliedRepo, appliedOn, expectDone } from './support/applied-repo.ts';
import type { StateRepoFixture } from './support/state-repo.ts';

const state = 'org';

/** Moves the state directory, not yet committed. */
function moveState(repo: StateRepoFixture): void {
  renameSync(join(repo.dir, 'state'), join(repo.dir, state));
}

/** Takes Carol's line out of the team, in the directory's new place. */
function withoutCarol(repo: StateRepoFixture): Readonly<Record<string, string>> {
  const file = `${state}/teams/engineering.yaml`;
  const text = repo.read(file).replace(/^members:\n {2}- carol\n/mu, 'members: []\n');
  expect(text).not.toBe(repo.read(file));
  return { [file]: text };
}

it('removes nobody whose line went in the commit that moved the state directory, and says so', async () => {
  const repo = await anAppliedRepo(acme);
  moveState(repo);
  repo.commit('Move the state, and Carol leaves a team', withoutCarol(repo));
  const { code, out } = await repo.apply({}, { state });
  expect(code).toBe(0);
  expect(out).toContain('has no state in org: it was moved or begun since');
  expect(out).toContain('carol: in engineering');
  expect((await repo.requests()).writes).toBe(0);
});

it('takes nothing away in the run that brings the move, whatever the moved policy protects', async () => {
  const repo = await anAppliedRepo(acme, { policy: 'protected: [carol]\n' });
  moveState(repo);
  const move = repo.commit('Move the state, and protect nobody', { [`${state}/policy.yaml`]: 'protected: []\n' });
  repo.commit('Carol leaves a team', withoutCarol(repo));
  const { code, out } = await repo.apply({}, { state });
  expect(code).toBe(3);
  expect(out).toContain('REFUSED (moved-state)');
  expect(out).toContain('apply the move alone');
  expect((await repo.requests()).writes).toBe(0);
  expect(appliedOn(repo)).not.toBe(move);
});

it('removes whose line went in a commit after the move, once that is applied', async () => {
  const repo = await anAppliedRepo(acme);
  moveState(repo);
  repo.commit('Move the state', {});
  expectDone(await repo.apply({}, { state }));
  repo.commit('Carol leaves a team', withoutCarol(repo));
  expectDone(await repo.apply({}, { state }));
  expect((await repo.live()).teams['engineering']?.members).not.toHaveProperty('carol');
});

it('says nothing of a move that was applied before', async () => {
  const repo = await anAppliedRepo(acme);
  moveState(repo);
  repo.commit('Move the state', {});
  expectDone(await repo.apply({}, { state }));
  expect((await repo.plan({ full: true }, { state })).out).not.toContain('has no state in');
});
