import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cleanEnvironment,
  importHistory,
  type RealRepository,
  realRepository,
  refusal,
  withRemote,
} from '../../test/support/real-repository.ts';
import { type PolicyFile, type PolicyHistory, policyHistory } from './policy-history.ts';
import { remoteOf } from './remote.ts';
import { openStateRepository } from './repository.ts';

const policy = (text: string) => ({ 'state/policy.yaml': text });
const textOf = (file: PolicyFile | undefined) => (typeof file === 'object' ? file.text : file);

async function historyOf(real: RealRepository, folder = real.folder): Promise<PolicyHistory> {
  if (real.git('remote') === '') withRemote(real);
  const repository = await openStateRepository(folder, 'state', cleanEnvironment);
  return policyHistory(repository, await remoteOf(repository), real.git('rev-parse', 'HEAD'));
}

/** `[commit, after, brought…]` for each version. */
async function versionsOf(real: RealRepository) {
  const { versions } = await historyOf(real);
  return versions.map(({ commit, after, brought }) => [commit, textOf(after), ...brought.map(textOf)]);
}

/** Merges as GitHub does. Returns the id of the merge. */
function merge(real: RealRepository, branch: string, ...options: string[]): string {
  real.git('merge', '--quiet', '--no-ff', '--no-edit', ...options, branch);
  return real.git('rev-parse', 'HEAD');
}

describe('the history of policy.yaml', () => {
  it('is each commit of the first-parent line that changed it, with what it left', async () => {
    const real = realRepository();
    const begin = real.commit({ other: '1' });
    const first = real.commit({ ...policy('a'), 'policy.yaml': 'elsewhere' });
    const note = real.commit({ other: '2', 'policy.yaml': 'elsewhere too' });
    const gone = real.commit({ 'state/policy.yaml': null, 'state/users/a.yaml': 'users: {}' });
    const back = real.commit(policy('a'));
    expect(await versionsOf(real)).toEqual([
      [first, 'a'],
      [gone, 'gone'],
      [back, 'a'],
    ]);
    expect((await historyOf(real)).line).toEqual([begin, first, note, gone, back]);
  });

  it('tells which commits of the line changed organization.yaml', async () => {
    const real = realRepository();
    const organization = (text: string) => ({ 'state/organization.yaml': text });
    const first = real.commit({ ...policy('a'), ...organization('a') });
    const policyOnly = real.commit({ ...policy('b'), 'organization.yaml': 'elsewhere' });
    const second = real.commit(organization('b'));
    real.git('checkout', '--quiet', '-b', 'side');
    real.commit(organization('draft'));
    real.commit(organization('c'));
    real.git('checkout', '--quiet', 'main');
    const merged = merge(real, 'side');
    expect((await historyOf(real)).ofOrganization).toEqual([first, second, merged]);
    expect(await versionsOf(real)).toEqual([
      [first, 'a'],
      [policyOnly, 'b'],
    ]);
    real.git('checkout', '--quiet', '-b', 'forged', second);
    real.commit({ other: '1' });
    const hidden = merge(real, 'main', '--strategy=ours');
    expect((await historyOf(real)).ofOrganization).toEqual([first, second, hidden]);
  });

  it('has a merge for one commit, and what its branch held on the way', async () => {
    const real = realRepository();
    const first = real.commit(policy('a'));
    real.git('checkout', '--quiet', '-b', 'side');
    real.commit(policy('draft'));
    real.commit(policy('b'));
    real.git('checkout', '--quiet', 'main');
    const merged = merge(real, 'side');
    expect(await versionsOf(real)).toEqual([
      [first, 'a'],
      [merged, 'b', 'draft'],
    ]);
  });

  it('has nothing of a branch that only took over what the line had', async () => {
    const real = realRepository();
    const first = real.commit(policy('a'));
    real.git('checkout', '--quiet', '-b', 'side');
    real.commit({ work: '1' });
    real.git('checkout', '--quiet', 'main');
    const second = real.commit(policy('b'));
    real.git('checkout', '--quiet', 'side');
    merge(real, 'main');
    real.git('checkout', '--quiet', 'main');
    const third = real.commit(policy('c'));
    merge(real, 'side');
    expect(await versionsOf(real)).toEqual([
      [first, 'a'],
      [second, 'b'],
      [third, 'c'],
    ]);
  });

  it.each(['ours', 'directly'])(
    'finds the branch’s own history where it was merged away beneath another (%s)',
    async (how) => {
      const real = realRepository();
      real.commit({ other: '1' });
      real.git('branch', 'forged');
      real.commit(policy('strict'));
      real.commit({ work: '1' });
      real.git('checkout', '--quiet', 'forged');
      const bad = real.commit({ 'state/users/a.yaml': 'users: {}' });
      if (how === 'ours') {
        real.git('checkout', '--quiet', '-b', 'between');
        merge(real, 'main', '--strategy=ours');
        real.git('checkout', '--quiet', 'forged');
      }
      const hidden = merge(real, how === 'ours' ? 'between' : 'main', '--strategy=ours');
      real.git('branch', '--force', 'main');
      real.git('checkout', '--quiet', 'main');
      expect((await historyOf(real)).line.slice(1)).toEqual([bad, hidden]);
      expect(await versionsOf(real)).toEqual([[hidden, undefined, 'strict']]);
    },
  );

  it('tells what cannot be read from what is gone', async () => {
    const real = realRepository();
    const binary = real.commit({ 'state/policy.yaml': new Uint8Array([0xff, 0xfe]) });
    real.commit({ 'state/policy.yaml': null, 'state/a': '' });
    symlinkSync('elsewhere', join(real.folder, 'state', 'policy.yaml'));
    const link = real.commit({});
    const versions = await versionsOf(real);
    expect([versions[0], versions[2]]).toEqual([
      [binary, 'unreadable'],
      [link, 'unreadable'],
    ]);
  });

  it('heeds no setting of the user', async () => {
    const real = realRepository();
    const first = real.commit(policy('a'));
    for (const setting of ['log.showRoot=false', 'diff.renames=copies', 'core.quotePath=true', 'diff.external=false']) {
      real.git('config', ...(setting.split('=') as [string, string]));
    }
    expect(await versionsOf(real)).toEqual([[first, 'a']]);
  });

  it('is whole in a shallow clone too', async () => {
    const real = realRepository();
    const ids = importHistory(real, [policy('a'), { x: '1' }, { x: '2' }]);
    const bare = withRemote(real);
    const clone = realRepository({ url: `file://${bare}`, options: ['--depth=1'] });
    const { line, versions } = await historyOf(clone);
    expect([line, versions.map(({ commit }) => commit)]).toEqual([ids, ids.slice(0, 1)]);
  });

  it('cannot be had from a mirror that is shallow itself', async () => {
    const real = realRepository();
    importHistory(real, [policy('a'), { 'state/x': '1' }, { x: '2' }]);
    const bare = withRemote(real);
    const mirror = realRepository({ url: `file://${bare}`, options: ['--depth=1'] });
    const clone = realRepository({ url: `file://${mirror.folder}`, options: ['--depth=1'] });
    expect(await refusal(historyOf(clone))).toMatch(/GitError history-missing: This shallow clone lacks/);
  });
});
