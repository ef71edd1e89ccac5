import { describe, expect, it } from 'vitest';
import { githubOnSandbox, type OnSandbox } from '../../../test/support/github-on-sandbox.ts';
import { acme, withMembers } from '../../../test/support/live-organizations.ts';
import { ReadError } from '../../model/errors.ts';
import type { OrgState } from '../../model/org-state.ts';
import { createReader } from './reader.ts';

async function withSaml(identities: readonly object[], state: OrgState = acme): Promise<OnSandbox> {
  const on = await githubOnSandbox(state);
  await on.control('POST change', { setSamlIdentity: identities });
  await on.requests();
  return on;
}

const read = ({ client }: Pick<OnSandbox, 'client'>) => createReader(client, 'acme').samlIdentities();
const errorOf = (on: Pick<OnSandbox, 'client'>): Promise<unknown> => read(on).catch((error: unknown) => error);

describe('the SAML identities', () => {
  it('are those that are linked, with every text that may be an e-mail address, each once', async () => {
    const on = await withSaml([
      { login: 'bob', nameId: 'Bob@example.org', emails: ['Bob@example.org', 'b@example.org'], scimUserName: 'bobby' },
      { login: null, nameId: 'new@example.org' },
      { login: 'alice', nameId: '4711' },
    ]);
    expect(await read(on)).toEqual([
      { login: 'bob', emails: ['Bob@example.org', 'b@example.org', 'bobby'] },
      { login: 'Alice', emails: ['4711'] },
    ]);
  });

  it('are all read, 3,500 of them in 35 requests', async () => {
    const state = withMembers(3500);
    const identities = [...state.users.values()].map(({ login }) => ({ login, nameId: `${login}@example.org` }));
    const on = await withSaml(identities, state);
    expect(await read(on)).toHaveLength(3500);
    expect(await on.requests()).toEqual(Array(35).fill('POST /graphql'));
  });

  it('are read in smaller pages where GitHub refuses large ones', async () => {
    const on = await withSaml([1, 2, 3, 4].map((each) => ({ login: 'bob', nameId: `${each}` })));
    await on.control('POST faults', { match: 'POST graphql$', status: 502, times: 2 });
    expect(await read(on)).toHaveLength(4);
    expect(await on.requests()).toHaveLength(3);
  });

  it('are none only where nobody has linked one', async () => {
    expect(await read(await withSaml([{ login: null, nameId: 'new@example.org' }]))).toEqual([]);
  });
});

describe('reading them fails', () => {
  it('where no single sign-on is set up, and for who may not know', async () => {
    const on = await githubOnSandbox(acme);
    const error = await errorOf(on);
    expect(error).toBeInstanceOf(ReadError);
    expect(error).toMatchObject({ code: 'no-saml' });
    expect((error as ReadError).message).toMatch(
      /shows this token no SAML single sign-on of acme.*identity: saml.*an owner with the scope read:org, or of an app with the permission "Members: read"/,
    );
    await on.control('POST change', { setSamlIdentity: { login: 'bob', nameId: 'bob' } });
    const asBob = await githubOnSandbox(acme, { client: { apiUrl: on.sandbox.url, auth: { token: 'as:bob' } } });
    expect(await errorOf(asBob)).toMatchObject({ code: 'no-saml' });
    expect(await read(on)).toHaveLength(1);
  });

  const node = { guid: 'g', user: { login: 'bob' }, samlIdentity: null, scimIdentity: null };
  const page = (identities: object | null) => ({
    data: { organization: { samlIdentityProvider: { externalIdentities: identities } } },
  });
  const list = (nodes: unknown, totalCount = 1) =>
    page({ totalCount, pageInfo: { hasNextPage: false, endCursor: null }, nodes });

  it.each([
    ['the list is null', page(null), 'malformed-answer'],
    ['its entries are null', list(null), 'malformed-answer'],
    ['one entry is null', list([null]), 'malformed-answer'],
    ['it does not say whose an entry is', list([{ ...node, user: undefined }]), 'malformed-answer'],
    ['it does not say what SAML tells', list([{ ...node, samlIdentity: undefined }]), 'malformed-answer'],
    ['a login is none', list([{ ...node, user: { login: 'a b' } }]), 'malformed-answer'],
    ['the organisation is null', { data: { organization: null } }, 'malformed-answer'],
    ['fewer came than GitHub counts', list([node], 2), 'partial-list'],
    [
      'some of it may not be seen',
      { ...list([node]), errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }] },
      'no-permission',
    ],
    ['a part of it failed', { ...list([node]), errors: [{ message: 'Something' }] }, 'partial-answer'],
  ])('where %s', async (_, body, code) => {
    const on = await githubOnSandbox(acme);
    await on.control('POST faults', { match: 'POST graphql$', status: 200, body, times: 2 });
    expect(await errorOf(on)).toMatchObject({ code });
  });

  it('not where an identity has nothing of SAML or SCIM', async () => {
    const on = await githubOnSandbox(acme);
    await on.control('POST faults', { match: 'POST graphql$', status: 200, body: list([node]), times: 1 });
    expect(await read(on)).toEqual([{ login: 'bob', emails: [] }]);
  });
});
