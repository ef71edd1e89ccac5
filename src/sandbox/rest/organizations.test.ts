import { afterEach, beforeEach, expect, it } from 'vitest';
import { anOrganization } from '../../../test/support/organization-builder.ts';
import { aSandbox, type SandboxFixture } from '../sandbox-fixture.ts';

let at: SandboxFixture;
beforeEach(async () => {
  at = await aSandbox(anOrganization().withOwner('alice').withMember('bob').state);
});
afterEach(() => at.close());

it('keeps what owners set, so that whoever compares finds it done', async () => {
  const settings = {
    name: 'Acme Inc.',
    billing_email: 'bills@example.com',
    company: '',
    has_repository_projects: false,
    members_can_create_public_repositories: false,
    secret_scanning_enabled_for_new_repositories: true,
  };
  const patched = await at.ask('PATCH', '/orgs/acme', { body: settings });
  expect(patched).toMatchObject({ status: 200, body: { login: 'acme', ...settings } });
  expect((await at.ask('GET', '/orgs/acme')).body).toMatchObject(settings);
});

it('tells what nobody has set as GitHub has it at first', async () => {
  const { body } = await at.ask('GET', '/orgs/acme');
  expect(body).toMatchObject({ name: 'acme', billing_email: null, members_can_create_private_repositories: true });
  expect(body).not.toHaveProperty('company');
});

it.each(['null', ''])('takes the body %j, as the Terraform provider sends it to look, for no change', async (body) => {
  const before = (await at.ask('GET', '/orgs/acme')).body;
  expect(await at.ask('PATCH', '/orgs/acme', { body })).toMatchObject({ status: 200, body: before });
});

it.each([
  ['a text for a switch', { has_repository_projects: 'yes' }, 422],
  ['a switch for a text', { company: true }, 422],
  ['a list for the whole', [], 400],
])('refuses %s', async (_, body, status) => {
  expect((await at.ask('PATCH', '/orgs/acme', { body })).status).toBe(status);
});

it('lets owners alone set anything', async () => {
  expect((await at.ask('PATCH', '/orgs/acme', { as: 'bob', body: { company: 'Mine' } })).status).toBe(403);
});
