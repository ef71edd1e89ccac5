import { expect, it } from 'vitest';
import { invitationPageOf } from './invitation-page.ts';

it.each([
  ['https://github.com/orgs/acme/invitation', undefined],
  ['https://github.com/orgs/acme/invitation', 'https://api.github.com'],
  ['https://github.com/orgs/acme/invitation', 'http://127.0.0.1:4000'],
  ['https://acme.ghe.com/orgs/acme/invitation', 'https://api.acme.ghe.com'],
  ['https://git.example.com/orgs/acme/invitation', 'https://git.example.com/api/v3'],
])('people accept at %s where the API is %s', (page, apiUrl) => {
  expect(invitationPageOf('acme', apiUrl)).toBe(page);
});
