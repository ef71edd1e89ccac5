import { afterEach, beforeEach, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';

const path = '/orgs/acme/members?per_page=1';
let at: SandboxFixture;
beforeEach(async () => {
  at = await aSandbox(anOrganization().withOwner('alice').withMember('bob').state, { limits: { primary: 'github' } });
});
afterEach(() => at.close());

const read = (etag: string | null) => at.ask('GET', path, etag === null ? {} : { headers: { 'if-none-match': etag } });
const used = ({ headers }: { readonly headers: Headers }) => Number(headers.get('x-ratelimit-used'));

it('what has not changed is 304, without a body and without a point', async () => {
  const first = await read(null);
  const etag = first.headers.get('etag');
  expect(etag).toMatch(/^W\/"[0-9a-f]{64}"$/);
  const second = await read(etag);
  expect(second).toMatchObject({ status: 304, body: undefined });
  expect([used(second), second.headers.get('etag')]).toEqual([used(first), etag]);
});

it('what has changed is told anew, also where only the pages after it have', async () => {
  const { headers } = await read(null);
  await at.control('POST', 'change', { addAccounts: [{ login: 'eve', id: 90 }] });
  await at.control('POST', 'change', { addMember: { login: 'eve', role: 'member' } });
  const again = await read(headers.get('etag'));
  expect(again).toMatchObject({ status: 200, body: [{ login: 'alice' }] });
  expect(again.headers.get('etag')).not.toBe(headers.get('etag'));
});

it.each(['/orgs/acme/teams/none', '/orgs/acme/members/bob'])('%s, which tells nothing, has none', async (empty) => {
  expect((await at.ask('GET', empty)).headers.get('etag')).toBeNull();
});
