import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { machineClock } from '../scm/machine-clock.ts';
import type { Context } from './context.ts';
import { sandboxCommand } from './sandbox.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'rollcall-sandbox-command-'));
  mkdirSync(join(cwd, 'state/users'), { recursive: true });
  writeFileSync(join(cwd, 'state/organization.yaml'), 'name: acme\nid: 1\nstateRepository: acme/access\n');
  writeFileSync(join(cwd, 'state/users/all.yaml'), 'users:\n  alice: { id: 1001, role: owner }\n');
});
afterEach(() => rmSync(cwd, { recursive: true }));

function aContext(out: (text: string) => void, signal: AbortSignal): Context {
  return {
    env: {},
    cwd,
    state: 'state',
    format: 'text',
    quiet: false,
    verbose: false,
    color: false,
    out,
    log: () => {},
    ...machineClock,
    now: () => new Date('2026-11-22T00:00:00Z'),
    signal,
  };
}

it('prints where it is as one line of JSON, answers, and stops on the signal', async () => {
  const stop = new AbortController();
  let ended: Promise<number> | undefined;
  const line = await new Promise<string>((printed) => {
    ended = sandboxCommand(aContext(printed, stop.signal), { from: 'state', repository: 'access.git' });
  });
  const ready = JSON.parse(line) as { url: string; token: string };
  expect(ready).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
    token: expect.any(String) as string,
    organization: 'acme',
    stateRepository: 'acme/access',
    remote: join(cwd, 'access.git'),
    pid: process.pid,
  });
  const headers = { authorization: `token ${ready.token}` };
  expect((await fetch(`${ready.url}/orgs/acme/members/alice`, { headers })).status).toBe(204);
  stop.abort();
  expect(await ended).toBe(0);
  await expect(fetch(ready.url)).rejects.toThrow('fetch failed');
});

it('refuses a state with errors, and names the first', async () => {
  writeFileSync(join(cwd, 'state/users/all.yaml'), 'users:\n  alice: { id: 1001, role: queen }\n');
  const refused = sandboxCommand(
    aContext(() => {}, new AbortController().signal),
    { from: 'state' },
  );
  await expect(refused).rejects.toThrow(/^state has 1 error, the first at state\/users\/all\.yaml:2:/);
});
