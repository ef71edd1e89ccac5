import { expect, it } from 'vitest';
import { cleanEnvironment, realRepository } from '../../test/support/real-repository.ts';
import { nameOnRemote } from './remote-name.ts';
import { openStateRepository } from './repository.ts';

it.each([
  ['https://github.com/acme/access', 'acme/access'],
  ['https://x-access-token:secret@github.com/acme/access.git', 'acme/access'],
  ['https://github.example.org/acme/access.git/', 'acme/access'],
  ['http://127.0.0.1:3000/acme/access.git', 'acme/access'],
  ['ssh://git@github.com:22/acme/a.git.b.git', 'acme/a.git.b'],
  ['git@github.com:acme/access.git', 'acme/access'],
  ['github:acme/access', 'acme/access'],
  ['https://github.com/access', null],
  ['file:///srv/git/acme/access.git', null],
  ['/srv/git/acme/access.git', null],
  ['../acme/access.git', null],
  ['C:/git/acme/access.git', null],
])('%s is the repository %s', async (url, name) => {
  const real = realRepository();
  real.git('remote', 'add', 'origin', url);
  const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
  const remote = { name: 'origin', defaultBranch: 'main', head: '', applied: null };
  expect(await nameOnRemote(repository, remote)).toBe(name);
});
