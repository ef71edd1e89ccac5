import { expect, it } from 'vitest';
import { withoutCredentials } from './without-credentials.ts';

it.each([
  ['https://user:hunter2@git.example.org/a/b.git', 'https://git.example.org/a/b.git'],
  [
    "unable to access 'https://x-access-token:hunter2@example.org/': 403",
    "unable to access 'https://example.org/': 403",
  ],
  ['https://user:hun@ter2@example.org/', 'https://example.org/'],
  ['https://example.org/a?private_token=hunter2&x=1 and more', 'https://example.org/a and more'],
  ['ssh://git@example.org/a and HTTPS://hunter2@example.org', 'ssh://example.org/a and HTTPS://example.org'],
  ['nothing@here stays git@example.org:a/b', 'nothing@here stays git@example.org:a/b'],
])('takes credentials out of %s', (text, cleaned) => {
  expect(withoutCredentials(text)).toBe(cleaned);
});
