import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { samples, writerOnSandbox } from '../../../test/support/writer-on-sandbox.ts';
import type { ChangeBody } from '../../model/change.ts';
import type { ClientOptions } from './client.ts';

const methods = {
  POST: samples.invitation,
  PATCH: samples.renaming,
  PUT: samples.joining,
  DELETE: samples.removal,
} as const satisfies Readonly<Record<string, ChangeBody>>;

const client = { patience: [1, 1] };

/** One fault at a change of each method, before and after its effect: what the writer says, and what live holds then. */
async function table(fault: object, times = 1, options: Partial<ClientOptions> = {}): Promise<string[]> {
  const lines: string[] = [];
  for (const [method, change] of Object.entries(methods)) {
    for (const afterEffect of [false, true]) {
      const { control, outcome, live, requests } = await writerOnSandbox({ client: { ...client, ...options } });
      const before = JSON.stringify(live());
      await control('POST faults', { match: `${method} .*`, ...fault, afterEffect, times });
      const came = await outcome(change);
      const sent = 'sent' in came ? came.sent : came;
      const asked = await requests();
      expect(sent.attempts).toBe(asked.length);
      const said = 'code' in came ? came.code : `done${came.remark === undefined ? '' : ` (${came.remark})`}`;
      const held = JSON.stringify(live()) === before ? 'without effect' : 'in effect';
      lines.push(
        `${method} lost ${afterEffect ? 'after' : 'before'} the effect: ${said}, ${asked.length} sent, ${held}`,
      );
    }
  }
  return lines;
}

/** What follows where no answer tells, whatever the way in which it does not. */
const onceWithoutAnswer = [
  'POST lost before the effect: no-answer, 1 sent, without effect',
  'POST lost after the effect: no-answer, 1 sent, in effect',
  'PATCH lost before the effect: no-answer, 1 sent, without effect',
  'PATCH lost after the effect: no-answer, 1 sent, in effect',
  'PUT lost before the effect: done, 2 sent, in effect',
  'PUT lost after the effect: done, 2 sent, in effect',
  'DELETE lost before the effect: done, 2 sent, in effect',
  'DELETE lost after the effect: done (It is gone; an answer was lost on the way.), 2 sent, in effect',
];

describe('an answer that does not tell', () => {
  it.each<[string, object]>([
    ['a dropped connection', { drop: true }],
    ['500', { status: 500 }],
    ['502 in HTML', { status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' }],
    ['503', { status: 503 }],
    ['504', { status: 504, body: 'upstream timed out' }],
    ['half of some JSON', { status: 200, body: '{"id": 12', headers: { 'content-type': 'application/json' } }],
    ['201 with half of some JSON', { status: 201, body: '{"id"', headers: { 'content-type': 'application/json' } }],
    ['a page of some proxy', { status: 200, body: '<html>Hi</html>' }],
    ['a text that is JSON', { status: 200, body: '"ok"', headers: { 'content-type': 'application/json' } }],
  ])('once: PUT and DELETE are sent again, POST and PATCH never are: %s', async (_, fault) => {
    expect(await table(fault)).toEqual(onceWithoutAnswer);
  });

  it('once, for as long as the client waits: the same for a request that hangs', async () => {
    expect(await table({ hang: true }, 1, { timeoutSeconds: 0.7 })).toEqual(onceWithoutAnswer);
  });

  it.each<[string, object]>([
    ['a dropped connection', { drop: true }],
    ['502', { status: 502 }],
    ['a page of some proxy', { status: 200, body: '<html>Hi</html>' }],
  ])('each time: three are sent, and whether it took effect stays open: %s', async (_, fault) => {
    expect((await table(fault, 9)).slice(4)).toEqual([
      'PUT lost before the effect: no-answer, 3 sent, without effect',
      'PUT lost after the effect: no-answer, 3 sent, in effect',
      'DELETE lost before the effect: no-answer, 3 sent, without effect',
      'DELETE lost after the effect: no-answer, 3 sent, in effect',
    ]);
  });

  it('and then a refusal: the first may be what made the second impossible', async () => {
    const { control, outcome, live } = await writerOnSandbox({ client });
    await control('POST faults', { match: 'PUT outside_collaborators', drop: true, afterEffect: true });
    const conversion = { kind: 'convert-to-outside', login: 'bob', id: 1002, role: 'member' } as const;
    expect(await outcome(conversion)).toMatchObject({ code: 'no-answer', status: 403, sent: { attempts: 2 } });
    expect(live().members).not.toHaveProperty('bob');
  });

  it('and then an interruption: it is not sent again, and said to be open', async () => {
    const interrupted = new AbortController();
    const { control, outcome } = await writerOnSandbox({ client: { signal: interrupted.signal } });
    await control('POST faults', { match: 'PUT .*', status: 502 });
    setTimeout(() => interrupted.abort('SIGINT'), 300);
    expect(await outcome(samples.joining)).toMatchObject({ code: 'no-answer', status: 502, sent: { attempts: 1 } });
  });

  it('is what a refusal of the second request of two is: the first took effect', async () => {
    const { sandbox, control, directory, outcome, live } = await writerOnSandbox({
      client,
      behaviours: { nestingDroppedOnCreate: true },
    });
    const parent = await fetch(`${sandbox.url}/orgs/acme/teams`, {
      method: 'POST',
      headers: { authorization: 'token as:alice' },
      body: JSON.stringify({ name: 'Tribe', privacy: 'closed' }),
    });
    directory.teams.set('tribe', (await parent.json()) as { id: number; slug: string });
    await control('POST faults', { match: 'PATCH .*', status: 403 });
    const change: ChangeBody = { ...samples.squad, after: { ...samples.squad.after, parent: 'tribe' } };
    expect(await outcome(change)).toMatchObject({ code: 'no-answer', status: 403, sent: { attempts: 2 } });
    expect(live().teams).toMatchObject({ squad: { parent: null } });
  });

  it('has a request id where GitHub gave one, of the last answer', async () => {
    const { control, carryOut, outcome } = await writerOnSandbox({ client });
    await control('POST faults', { match: 'PUT .*', status: 502 });
    expect(await carryOut(samples.joining)).toEqual({ requestId: '5A4D:00000002', attempts: 2 });
    await control('POST faults', { match: 'POST .*', status: 502 });
    expect(await outcome(samples.invitation)).toMatchObject({ sent: { requestId: '5A4D:00000003', attempts: 1 } });
    await control('POST faults', { match: 'POST .*', drop: true });
    expect(await outcome(samples.invitation)).toMatchObject({ sent: { requestId: undefined, attempts: 1 } });
  });
});

describe('a team that was made a moment ago may not be there yet (github/gh-gei#323)', () => {
  const toSquad: ChangeBody = { ...samples.invitation, teams: ['squad'] };
  const late = { status: 404, body: { message: 'Not Found' }, times: 2 };

  it.each<[string, ChangeBody]>([
    ['PUT', { ...samples.joining, team: 'squad' }],
    ['POST', toSquad],
  ])('so %s is sent again', async (method, change) => {
    const { control, carryOut } = await writerOnSandbox({ client });
    await carryOut(samples.squad);
    await control('POST faults', { match: `${method} .*`, ...late });
    expect(await carryOut(change)).toMatchObject({ attempts: 3 });
  });

  it('and any other is not waited for', async () => {
    const { control, outcome } = await writerOnSandbox({ client });
    await control('POST faults', { match: 'PUT .*', ...late });
    expect(await outcome(samples.joining)).toMatchObject({ code: 'not-found', sent: { attempts: 1 } });
  });
});

describe('a token that is not accepted in the middle', () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const auth = { appId: '12', privateKey, organization: 'acme' };

  it.each(Object.entries(methods))("ends the change where it is somebody's own: %s", async (method, change) => {
    const { control, outcome, requests } = await writerOnSandbox({ client });
    await control('POST faults', {
      match: `${method} .*`,
      status: 401,
      body: { message: 'Bad credentials' },
      times: 9,
    });
    expect(await outcome(change)).toMatchObject({ code: 'unauthorized', status: 401, sent: { attempts: 1 } });
    expect(await requests()).toHaveLength(1);
  });

  it.each(Object.entries(methods))("is made anew once where it is an app's: %s", async (method, change) => {
    const { control, carryOut, requests } = await writerOnSandbox({ client: { ...client, auth } });
    await control('POST faults', { match: `${method} ^/(?!app)`, status: 401, body: { message: 'Bad credentials' } });
    expect(await carryOut(change)).toMatchObject({ attempts: 2 });
    expect((await requests()).filter((asked) => asked.includes('access_tokens'))).toHaveLength(2);
  });

  it("and the new one neither: the change ends, where the app's is refused as well", async () => {
    const { control, outcome } = await writerOnSandbox({ client: { ...client, auth } });
    await control('POST faults', { match: 'PUT ^/orgs', status: 401, body: { message: 'Bad credentials' }, times: 9 });
    expect(await outcome(samples.joining)).toMatchObject({ code: 'unauthorized', sent: { attempts: 2 } });
  });

  it('cannot be made: nothing is sent', async () => {
    const { control, outcome } = await writerOnSandbox({ client: { ...client, auth } });
    await control('POST faults', { match: 'POST access_tokens', status: 403, times: 9 });
    expect(await outcome(samples.invitation)).toMatchObject({ code: 'unauthorized', sent: { attempts: 0 } });
  });

  it("of an app runs out after an hour of GitHub's: reads and writes go on, with one new token for all", async () => {
    const { control, carryOut, client: github, requests } = await writerOnSandbox({ client: { ...client, auth } });
    await carryOut(samples.joining);
    await control('POST clock', { advance: '61m' });
    await requests();
    await Promise.all([1, 2, 3].map(() => github.reads.request('GET /orgs/acme')));
    await carryOut(samples.removal);
    expect((await requests()).filter((asked) => asked.includes('access_tokens'))).toHaveLength(1);
  });
});
