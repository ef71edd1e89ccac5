import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cleanEnvironment, realRepository, temporaryFolder } from '../../test/support/real-repository.ts';
import { openStateRepository } from './repository.ts';
import { trackedAmong } from './tracked.ts';

it('finds the files that git tracks, by where they really lie', async () => {
  const real = realRepository();
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'people.csv'), 'x');
  symlinkSync(join(outside, 'people.csv'), join(real.folder, 'link-out.csv'));
  real.commit({ 'hr/people.csv': 'x', 'state/a': 'x', 'hr/[x] ü.csv': 'x', '.gitignore': 'ignored.csv\n', gone: 'x' });
  real.write('staged.csv', 'x');
  real.git('add', 'staged.csv');
  for (const name of ['new.csv', 'ignored.csv', 'hr/x ü.csv']) real.write(name, 'x');
  real.git('rm', '--quiet', '--cached', 'gone');
  symlinkSync(join(real.folder, 'hr'), join(outside, 'link-in'));
  mkdirSync(join(outside, 'hr'));
  writeFileSync(join(outside, 'hr/people.csv'), 'x');
  const tracked = [
    'hr/people.csv',
    './state/../hr/people.csv',
    join(real.folder, 'hr/people.csv'),
    join(outside, 'link-in/people.csv'),
    'hr/[x] ü.csv',
    'staged.csv',
  ];
  const others = [
    'new.csv',
    'ignored.csv',
    'gone',
    'hr/x ü.csv',
    'hr',
    'link-out.csv',
    'nowhere.csv',
    join(outside, 'people.csv'),
    join(outside, 'hr/people.csv'),
    '../people.csv',
    '',
  ];
  const repository = await openStateRepository(real.folder, 'state', cleanEnvironment);
  expect(await trackedAmong(repository, [...others, ...tracked])).toEqual(tracked);
  expect(await trackedAmong(repository, [])).toEqual([]);
});

it('finds a file that is tracked and gone from the work tree', async () => {
  const real = realRepository();
  real.commit({ 'people.csv': 'x' });
  rmSync(join(real.folder, 'people.csv'));
  const repository = await openStateRepository(real.folder, '.', cleanEnvironment);
  expect(await trackedAmong(repository, ['people.csv'])).toEqual(['people.csv']);
});
