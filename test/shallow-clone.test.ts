import { describe, expect, it } from 'vitest';
import { acme, anAppliedRepo, appliedOn, headOf, expectDone } from './support/applied-repo.ts';

describe('a shallow clone', () => {
  it('fetches what it lacks, and applies', async () => {
    const repo = await anAppliedRepo(acme);
    for (let n = 0; n < 3; n++) repo.commit(`Note ${n}`, { 'NOTES.md': `${n}\n` });
    repo.commitState('Edit', acme.withTeam('engineering', { id: 71 }).state);
    const cwd = repo.clone('--depth', '1');
    expectDone(await repo.apply({}, { cwd }));
    expect((await repo.live()).teams['engineering']?.members).toEqual({});
    expect(appliedOn(repo)).toBe(headOf(repo));
  });

  it('of a mirror that is shallow itself cannot be deepened: an error says what to do', async () => {
    const repo = await anAppliedRepo();
    repo.commit('Note', { 'NOTES.md': 'between\n' });
    repo.commitState('Edit', acme.withTeam('engineering', { id: 71 }).state);
    const mirror = repo.clone('--bare', '--depth', '1');
    repo.git('-C', mirror, 'fetch', '--quiet', '--depth', '1', 'origin', '+refs/rollcall/*:refs/rollcall/*');
    const cwd = repo.clone('--depth', '1');
    repo.git('-C', cwd, 'remote', 'set-url', 'origin', `file://${mirror}`);
    await expect(repo.apply({}, { cwd })).rejects.toThrow(/This shallow clone lacks the history .* fetch-depth: 0/u);
    expect((await repo.requests()).total).toBe(0);
  });
});
