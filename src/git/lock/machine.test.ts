import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../test/support/real-repository.ts';
import type { Holder } from './holder.ts';
import { isGone, startOf, thisMachine } from './machine.ts';

async function holderWith(pid: number, parts: Partial<Holder> = {}): Promise<Holder> {
  const times = { since: '2026-11-22T10:50:01Z', renewedAt: '2026-11-22T10:50:01Z', leaseSeconds: 180 };
  const process = { machine: await thisMachine(), pid, processStarted: await startOf(pid) };
  return { owner: 'alice', run: 'run', ...times, ...process, ...parts };
}

async function started(command: string, ...args: string[]): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child, 'spawn');
  onTestFinished(() => void child.kill('SIGKILL'));
  return child as ChildProcess & { readonly pid: number };
}

describe('the process of a holder', () => {
  it('is there while it runs, also by an odd name, and gone when it was killed', async () => {
    const odd = join(temporaryFolder(), 'a) Z (b');
    copyFileSync('/bin/sleep', odd);
    const child = await started(odd, '60');
    const holder = await holderWith(child.pid);
    const here = await thisMachine();
    expect(holder.processStarted).toMatch(/^\d+$/);
    expect(await isGone(holder, here)).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(await isGone(holder, here)).toBe(true);
  });

  it('is gone where its number went to another process', async () => {
    const holder = await holderWith(process.pid, { processStarted: '1' });
    expect(await isGone(holder, await thisMachine())).toBe(true);
    expect(await isGone({ ...holder, processStarted: null }, await thisMachine())).toBe(false);
  });

  it('is gone where only its parent has not noticed', async () => {
    const parent = await started('sh', '-c', 'sleep 0 & echo $!; exec sleep 60');
    const [chunk] = (await once(parent.stdout ?? parent, 'data')) as [Buffer];
    const pid = Number(chunk.toString());
    const here = await thisMachine();
    await expect.poll(async () => isGone(await holderWith(pid), here)).toBe(true);
    expect(() => process.kill(pid, 0)).not.toThrow();
  });

  it('of somebody else is there', async () => {
    expect(await isGone(await holderWith(1), await thisMachine())).toBe(false);
  });

  it('is not known on another machine', async () => {
    const holder = await holderWith(2 ** 22 + 1, { processStarted: null });
    expect(await isGone(holder, await thisMachine())).toBe(true);
    expect(await isGone({ ...holder, machine: 'another' }, await thisMachine())).toBe(false);
  });
});

it('calls this machine by one word that tells nothing of it', async () => {
  expect(await thisMachine()).toMatch(/^[0-9a-f]{32}$/);
  expect(await thisMachine()).toBe(await thisMachine());
});
