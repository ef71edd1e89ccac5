import { describe, expect, it } from 'vitest';
import { samples, writerOnSandbox } from '../../../test/support/writer-on-sandbox.ts';

const changes = [
  ['POST', samples.invitation],
  ['PATCH', samples.renaming],
  ['PUT', samples.joining],
  ['DELETE', samples.removal],
] as const;
const secondary = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' };
const primary = { message: 'API rate limit exceeded for installation ID 2.' };

describe('a limit means that nothing took effect', () => {
  it.each(changes)('so %s is sent again once GitHub takes it', async (method, change) => {
    const { control, carryOut, logged } = await writerOnSandbox();
    await control('POST faults', {
      match: `${method} .*`,
      status: 403,
      headers: { 'retry-after': '1' },
      body: secondary,
    });
    await control('POST faults', { match: `${method} .*`, status: 429, headers: { 'retry-after': '1' }, body: '' });
    const soon = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': Math.ceil(Date.now() / 1000) };
    await control('POST faults', { match: `${method} .*`, status: 403, headers: soon, body: primary });
    expect(await carryOut(change)).toMatchObject({ attempts: 4 });
    expect(logged.filter((line) => line.startsWith('GitHub holds requests up'))).toHaveLength(3);
  });

  it.each([
    ['403', 403, secondary],
    ['429', 429, ''],
  ])('without retry-after it is a minute, which can be interrupted: %s', async (_, status, body) => {
    const interrupted = new AbortController();
    const { control, outcome, logged, live } = await writerOnSandbox({ client: { signal: interrupted.signal } });
    await control('POST faults', { match: 'POST .*', status, body, times: 9 });
    setTimeout(() => interrupted.abort('SIGINT'), 500);
    expect(await outcome(samples.invitation)).toMatchObject({ code: 'interrupted', sent: { attempts: 1 } });
    expect(logged).toEqual([expect.stringContaining('going on in 60 s')]);
    expect(live().invitations).toEqual([]);
  });

  it('that lasts longer than anybody waits ends the change, and tells until when', async () => {
    const { control, outcome } = await writerOnSandbox();
    const reset = Math.floor(Date.now() / 1000) + 3000;
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    await control('POST faults', { match: 'PUT .*', status: 403, headers, body: primary, times: 9 });
    expect(await outcome(samples.joining)).toMatchObject({
      code: 'rate-limit',
      until: new Date(reset * 1000),
      sent: { attempts: 1, requestId: '5A4D:00000001' },
    });
  });

  it('is counted by the clock of GitHub, however far that is ahead', async () => {
    const { control, outcome, client } = await writerOnSandbox();
    await control('POST clock', { advance: '3d' });
    await control('POST limits', { primary: 1 });
    await client.reads.request('GET /orgs/acme');
    const came = await outcome(samples.joining);
    const until = 'until' in came ? (came.until?.getTime() ?? 0) : 0;
    expect(came).toMatchObject({ code: 'rate-limit' });
    expect(until - client.now().getTime()).toBeGreaterThan(3500 * 1000);
    expect(until - client.now().getTime()).toBeLessThanOrEqual(3601 * 1000);
    expect(client.now().getTime() - Date.now()).toBeGreaterThan(2.9 * 86_400_000);
  });

  it('that comes after a lost answer leaves open whether the change took effect', async () => {
    const { control, outcome } = await writerOnSandbox({ client: { patience: [1, 1] } });
    await control('POST faults', { match: 'PUT .*', drop: true, afterEffect: true });
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': Math.floor(Date.now() / 1000) + 3000 };
    await control('POST faults', { match: 'PUT .*', status: 403, headers, body: primary });
    const came = await outcome(samples.joining);
    expect(came).toMatchObject({ code: 'rate-limit', sent: { attempts: 2 } });
    expect(came).toMatchObject({ message: expect.stringContaining('it may have taken effect') as string });
  });
});
