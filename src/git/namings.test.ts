import { expect, it } from 'vitest';
import { cleanEnvironment, realRepository } from '../../test/support/real-repository.ts';
import { commitsNaming } from './namings.ts';
import { openStateRepository } from './repository.ts';

it('finds the commits that put a name in, edited its line or took it out', async () => {
  const real = realRepository();
  const team = (...members: string[]) => ({ 'state/t.yaml': members.map((member) => `  - ${member}\n`).join('') });
  const begin = real.commit({ ...team('Bob', 'bobby', 'x-bob'), notes: 'bob' });
  real.commit(team('Bob', 'x-bob'));
  real.commit({ notes: '' });
  real.git('checkout', '--quiet', '-b', 'side');
  real.commit(team('x-bob'));
  real.commit({ ...team('x-bob'), 'state/u': '1' });
  real.git('checkout', '--quiet', 'main');
  real.git('merge', '--quiet', '--no-ff', '--no-edit', 'side');
  const out = real.git('rev-parse', 'HEAD');
  const whole = real.commit({ 'state/t.yaml': null, 'state/v': '- carol # joined' });
  const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
  const line = real.git('rev-list', '--reverse', '--first-parent', 'HEAD').split('\n');
  const naming = (from: number, ...names: string[]) => commitsNaming(repository, line, from, names);
  expect(await naming(0, 'bob')).toEqual([begin, out]);
  expect(await naming(1, 'BOB', 'carol')).toEqual([out, whole]);
  expect(await naming(0, ...Array.from({ length: 1200 }, (_, index) => `user${index}`), 'carol')).toEqual([whole]);
  expect(await naming(0)).toEqual([]);
});
