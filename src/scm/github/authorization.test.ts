import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { githubOnSandbox } from '../../../test/support/github-on-sandbox.ts';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { createReader } from './reader.ts';

const acme = anOrganization().with({ id: 900_000_001 }).withOwner('alice').state;
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const app = { appId: '12', privateKey, organization: 'acme' };

describe('an app', () => {
  it('finds its installation and makes its token once', async () => {
    const { client, requests } = await githubOnSandbox(acme, { client: { auth: app } });
    const reader = createReader(client, 'acme');
    const { actor } = await reader.organization({ customRoles: false });
    await reader.allUsers();
    expect(actor.kind).toBe('app');
    const asked = await requests();
    expect(asked.filter((request) => request === 'GET /orgs/acme/installation')).toHaveLength(1);
    expect(asked.filter((request) => request.includes('access_tokens'))).toHaveLength(1);
  });

  it('that is not installed in the organisation is told so', async () => {
    const { client } = await githubOnSandbox(acme, { client: { auth: { ...app, organization: 'globex' } } });
    await expect(createReader(client, 'globex').allTeams()).rejects.toThrow('The app is not installed in globex');
  });

  it('whose key is none is told so, without the key', async () => {
    const auth = { ...app, privateKey: 'very-secret' };
    const { client } = await githubOnSandbox(acme, { client: { auth } });
    const read = createReader(client, 'acme').allTeams();
    await expect(read).rejects.toThrow('ROLLCALL_APP_PRIVATE_KEY cannot be used');
    await expect(read).rejects.not.toThrow('very-secret');
  });

  it('whose id or key GitHub does not know is told so', async () => {
    const { client, control } = await githubOnSandbox(acme, { client: { auth: app } });
    const body = { message: 'A JSON web token could not be decoded' };
    await control('POST faults', { match: 'GET installation', status: 401, body, times: 3 });
    await expect(createReader(client, 'acme').allTeams()).rejects.toThrow('does not accept ROLLCALL_APP_ID');
  });
});
