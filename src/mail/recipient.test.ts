import { describe, expect, it } from 'vitest';
import { recipientIn } from './recipient.ts';

describe('an address', () => {
  it.each([
    ['alice@example.org', 'alice@example.org'],
    ["o'neil+rollcall@mail.example.org", "o'neil+rollcall@mail.example.org"],
    ['Alice.B@Example.ORG', 'Alice.B@example.org'],
    ['alice@bücher.example', 'alice@xn--bcher-kva.example'],
    ['a_b=c@x--y.example', 'a_b=c@x--y.example'],
  ])('is taken: %s', (text, address) => {
    expect(recipientIn(text)).toBe(address);
  });

  it.each([
    '',
    'alice',
    'alice@',
    '@example.org',
    'alice@localhost',
    'alice@example..org',
    'alice@-example.org',
    'alice@[127.0.0.1]',
    'alice@127.0.0.1',
    'alice@example.org, bob@example.org',
    'alice@example.org;bob@example.org',
    'alice@example.org bob@example.org',
    'alice@example.org\nbob@example.org',
    'alice@example.org\r\nBcc: bob@example.org',
    'Alice <alice@example.org>',
    '<alice@example.org>',
    '"alice"@example.org',
    'alice b@example.org',
    'alice@bob@example.org',
    '.alice@example.org',
    'alice(comment)@example.org',
    'alice:bob@example.org',
    'älice@example.org',
    'alice@exa%6dple.org',
    'alice@example.org/x',
    'alice@example.org>',
    '\u202ealice@example.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'a'.repeat(64)}.org`,
    `a@${'a.'.repeat(130)}org`,
  ])('is refused: %j', (text) => {
    expect(recipientIn(text)).toBeUndefined();
  });
});
