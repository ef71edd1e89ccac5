import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadError } from '../src/model/errors.ts';
import { acme, changesOf, expectDone } from './support/applied-repo.ts';
import { aStateRepo, type PlanJson, type StateRepoFixture } from './support/state-repo.ts';
import { type Answer, type TamperingProxy, tamperingProxy } from './support/tampering-proxy.ts';

let repo: StateRepoFixture;
let proxy: TamperingProxy;

/** An edit of everything, so that a run on merge asks for everything, too. */
const edited = acme
  .withoutUser('bob')
  .withoutUser('olga')
  .withMember('dana', { id: 1004 })
  .withTeam('payments', { id: 77, maintainers: ['alice'] })
  .withRepo('api', { id: 501, teams: { engineering: 'write' } });

beforeAll(async () => {
  repo = await aStateRepo(acme.state);
  expectDone(await repo.apply());
  await repo.control('POST', 'change', { addAccounts: [{ login: 'dana', id: 1004 }] });
  repo.commitState('Edit', edited.state);
  proxy = await tamperingProxy(repo.sandbox.url);
  await repo.control('DELETE', 'requests');
});
afterAll(async () => {
  await proxy.close();
  await repo.close();
});

/** One line for each change, or the error where nothing was planned. */
async function planned(full: boolean): Promise<readonly string[] | Error> {
  const env = { GITHUB_API_URL: proxy.url, GITHUB_TOKEN: repo.sandbox.token, ROLLCALL_PACING: 'off' };
  try {
    const { out } = await repo.plan(full ? { full } : {}, { env, format: 'json' });
    return changesOf(JSON.parse(out) as PlanJson);
  } catch (error) {
    if (error instanceof ReadError) return error;
    throw error;
  }
}

type Tamper = TamperingProxy['tamper'];

/** What GitHub does when it answers only in part. */
const tamperings: Readonly<Record<string, Tamper>> = {
  'null where a list should be': ({ body }) => ({ body: JSON.stringify(withoutLists(JSON.parse(body))) }),
  'RESOURCE_LIMITS_EXCEEDED beside the data': ({ asked, body }) => ({
    body: asked.startsWith('POST /graphql') ? limited(body) : 'null',
  }),
  'null where an object should be': ({ body }) => ({
    body: body.startsWith('{"data"') ? '{"data":null}' : 'null',
  }),
  'half of the text': ({ body }) => ({ body: body.slice(0, body.length / 2) }),
  'a page of HTML': () => ({ body: '<html>Unicorn!</html>' }),
};

function withoutLists(value: unknown): unknown {
  if (Array.isArray(value)) return null;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutLists(item)]));
}

/** As GitHub does: what the query was too large for is null, and an error says so. */
function limited(body: string): string {
  const { data } = JSON.parse(body) as { data: Record<string, object | null> };
  const errors = [
    { type: 'RESOURCE_LIMITS_EXCEEDED', path: Object.keys(data), message: 'Resource limits for this query exceeded.' },
  ];
  return JSON.stringify({ data: withoutLists(data), errors });
}

describe.each([
  ['a whole run', true],
  ['a run on merge', false],
])('%s', (_, full) => {
  it.each(Object.entries(tamperings))('plans all of it or nothing, whichever answer holds %s', async (__, tamper) => {
    proxy.tamper = ({ body }) => ({ body });
    proxy.asked();
    const whole = await planned(full);
    expect(whole).toHaveLength(6);
    const all = proxy.asked();
    const outcomes = new Map<string, readonly string[] | Error>();
    for (const target of all) {
      proxy.tamper = (answer: Answer) => (answer.asked === target ? tamper(answer) : { body: answer.body });
      outcomes.set(target, await planned(full));
    }
    const plans = [...outcomes].filter(([, outcome]) => !(outcome instanceof Error));
    expect(plans).toEqual(plans.map(([target]) => [target, whole]));
    expect(all.length - plans.length).toBeGreaterThan(3);
    expect((await repo.requests()).writes).toBe(0);
  });
});
