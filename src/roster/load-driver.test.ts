import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { loadDriver } from './load-driver.ts';
import { readSource } from './read-source.ts';
import { feedOf, now, refusalOf, sourceOf } from './roster-fixture.ts';

const drivers = /[/\\]node_modules[/\\](pg|mysql2|better-sqlite3)[/\\]/;

/** Which drivers this process has loaded. */
function loaded(): readonly string[] {
  const paths = Object.keys(createRequire(import.meta.url).cache);
  return [...new Set(paths.map((path) => drivers.exec(path)?.[1] ?? ''))].filter((name) => name !== '');
}

it('loads a driver when a source needs it, and no other', async () => {
  await feedOf('id,login,status\n1,bob,active\n', { delimiter: ',' });
  expect(loaded()).toEqual([]);
  const source = sourceOf({ kind: 'sql', dialect: 'postgres', url: 'ROLLCALL_HR_URL', query: 'SELECT 1' });
  const reach = { root: '/', env: { ROLLCALL_HR_URL: 'postgres://me:s3cret@127.0.0.1:1/hr' }, now: () => now };
  await expect(readSource(source, reach)).rejects.toThrow('nobody listens');
  expect(loaded()).toEqual(['pg']);
});

it('says what to install where a driver is missing', async () => {
  const name: string = 'rollcall-no-driver';
  const refusal = await refusalOf(loadDriver(() => import(/* @vite-ignore */ name), `${name}@8`, 'hr'));
  expect(refusal).toBe(
    'UsageError source hr: needs the package rollcall-no-driver@8, which is not installed: npm install rollcall-no-driver@8',
  );
});

it('says so where a driver is there and does not load', async () => {
  const broken = (): Promise<never> => Promise.reject(Object.assign(new Error('ABI'), { code: 'ERR_DLOPEN_FAILED' }));
  const loading = loadDriver(broken, 'better-sqlite3@12', 'hr');
  await expect(loading).rejects.toThrow(UsageError);
  await expect(loading).rejects.toThrow('the package better-sqlite3@12 is installed and does not load');
});
