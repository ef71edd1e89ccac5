import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanEnvironment, refusal, realRepository, temporaryFolder } from '../../test/support/real-repository.ts';
import { checkoutOf } from './checkout.ts';
import { openStateRepository } from './repository.ts';

describe('opening a state repository', () => {
  it.each([
    ['state', 'state', 'state'],
    ['.', '.', ''],
    ['a folder with spaces and ünïcode', 'teams & co/stäte', 'teams & co/stäte'],
    ['a folder whose name is a pathspec', ':(top)*', ':(top)*'],
  ])('finds the root and the state below it: %s', async (_, stateDir, prefix) => {
    const { folder, commit } = realRepository();
    const head = commit({ [join(stateDir, 'organization.yaml')]: 'name: acme\n' });
    const repository = await openStateRepository(folder, stateDir, cleanEnvironment);
    expect(repository).toMatchObject({ root: folder, prefix });
    expect(await checkoutOf(repository)).toEqual({ commit: head, branch: 'main', clean: true, shallow: false });
  });

  it('says what to do outside of a checkout', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'state'));
    expect(await refusal(openStateRepository(folder, 'state', cleanEnvironment))).toMatch(
      /^GitError not-a-git-repository: .*Run this in a clone of the state repository/,
    );
  });

  it('says what to do where the state directory is missing or is a file', async () => {
    const { folder, commit } = realRepository();
    commit({ 'state.yaml': '' });
    for (const stateDir of ['state', 'state.yaml']) {
      await expect(openStateRepository(folder, stateDir, cleanEnvironment)).rejects.toMatchObject({
        name: 'UsageError',
        code: 'no-state-directory',
      });
    }
  });

  it('says that git is missing rather than that this is no checkout', async () => {
    const { folder } = realRepository();
    await expect(openStateRepository(folder, '.', { PATH: folder })).rejects.toMatchObject({ code: 'no-git' });
  });

  it('does not let GIT_DIR of the environment choose another repository', async () => {
    const [here, elsewhere] = [realRepository(), realRepository()];
    here.commit({ 'state/a': 'a' });
    const env = { ...cleanEnvironment, GIT_DIR: join(elsewhere.folder, '.git') };
    expect((await openStateRepository(here.folder, 'state', env)).root).toBe(here.folder);
  });

  it('runs nothing that a state directory laid out as a bare repository asks for', async () => {
    const { folder, commit } = realRepository();
    const heard = join(temporaryFolder(), 'heard');
    commit({
      'state/organization.yaml': 'name: acme\n',
      'state/HEAD': 'ref: refs/heads/main\n',
      'state/objects/.keep': '',
      'state/refs/.keep': '',
      'state/config': `[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\nfsmonitor = "touch '${heard}'; false"\n`,
    });
    const opening = openStateRepository(folder, 'state', cleanEnvironment).then(checkoutOf);
    await expect(opening).rejects.toThrow('bare repository');
    expect(existsSync(heard)).toBe(false);
  });
});

describe('the checkout', () => {
  it.each<[string, (folder: ReturnType<typeof realRepository>) => void, boolean]>([
    ['an edit below the state', ({ write }) => write('state/a', 'edited'), false],
    ['a staged edit below the state', ({ write, git }) => (write('state/a', 'edited'), git('add', 'state')), false],
    ['a new file below the state', ({ write }) => write('state/users/new file.yaml', ''), false],
    ['a file moved out of the state', ({ git }) => git('mv', 'state/a', 'a'), false],
    ['an edit elsewhere', ({ write }) => write('README.md', 'edited'), true],
    ['a new file elsewhere', ({ write }) => write('notes.txt', ''), true],
    ['a file that git ignores', ({ write }) => write('state/.swp', ''), true],
  ])('with %s', async (_, edit, clean) => {
    const repository = realRepository();
    repository.commit({ 'state/a': 'a', 'README.md': '', '.gitignore': '.swp\n' });
    edit(repository);
    const opened = await openStateRepository(repository.folder, 'state', cleanEnvironment);
    expect(await checkoutOf(opened)).toMatchObject({ clean });
  });

  it('has no branch where HEAD is detached, and no commit before the first', async () => {
    const repository = realRepository();
    repository.write('state/a', '');
    const opened = await openStateRepository(repository.folder, 'state', cleanEnvironment);
    expect(await checkoutOf(opened)).toEqual({ commit: null, branch: 'main', clean: false, shallow: false });
    const commit = repository.commit({});
    repository.git('checkout', '--quiet', '--detach');
    expect(await checkoutOf(opened)).toEqual({ commit, branch: null, clean: true, shallow: false });
  });
});
