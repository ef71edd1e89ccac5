import { describe, expect, it } from 'vitest';
import { type Holder, messageOf, parseHolder } from './holder.ts';

const holder: Holder = {
  owner: 'alice',
  run: '20261122T105001Z-3f2c1ab9',
  since: '2026-11-22T10:50:01.000Z',
  renewedAt: '2026-11-22T10:51:01.000Z',
  leaseSeconds: 180,
  machine: 'a'.repeat(32),
  pid: 4711,
  processStarted: '123456',
};

const written = (fields: object): string => `first line\n\n${JSON.stringify({ ...holder, ...fields })}`;

describe('a holder', () => {
  it('reads as it was written, below a line for people, and never twice the same', () => {
    const message = messageOf(holder);
    expect(message.split('\n')[0]).toBe(
      "Rollcall's lock: alice, run 20261122T105001Z-3f2c1ab9, since 2026-11-22T10:50:01.000Z",
    );
    expect(parseHolder(`${message}\n`)).toEqual(holder);
    expect(messageOf(holder)).not.toBe(message);
  });

  it('may have a process of which the system does not tell the start, and fields of a newer version', () => {
    expect(parseHolder(written({ processStarted: null, newer: 1 }))).toEqual({ ...holder, processStarted: null });
  });

  it.each(['\u001B[2J', 'a\nb', '\u202Eevil', '\u0007', '\u2028', '\uD800', '\u200B'])(
    'shows nothing that does something to a terminal: %j',
    (text) => {
      const { owner = '', run = '' } = parseHolder(written({ owner: text, run: text })) ?? {};
      expect(owner).toMatch(/^[a-z[\]0-9J?]+$/);
      expect(run).toBe(owner);
      expect(messageOf({ ...holder, owner: text }).split('\n')[0]).toContain(`lock: ${owner},`);
    },
  );

  it.each([
    ['no owner', { owner: undefined }],
    ['an owner that is no text', { owner: { toString: 1 } }],
    ['an owner without end', { owner: 'a'.repeat(101) }],
    ['an empty run', { run: '' }],
    ['a time that is none', { renewedAt: '2026-13-22T10:51:01.000Z' }],
    ['a time in another form', { since: 'yesterday' }],
    ['a lease that is text', { leaseSeconds: '180' }],
    ['a lease without end', { leaseSeconds: 1e9 }],
    ['a lease of nothing', { leaseSeconds: 0 }],
    ['half a second', { leaseSeconds: 0.5 }],
    ['a process group', { pid: -1 }],
    ['no process', { pid: 0 }],
    ['a start that is a number', { processStarted: 5 }],
    ['no machine', { machine: null }],
  ])('is none with %s', (_, fields) => {
    expect(parseHolder(written(fields))).toBeNull();
  });

  it.each(['', 'Change', 'a\n\nb', 'a\n\n[]', 'a\n\nnull', 'a\n\n"x"', `a\n\n${'['.repeat(10_000)}`])(
    'is none in the message %.20j',
    (message) => {
      expect(parseHolder(message)).toBeNull();
    },
  );

  it('writes an owner that is too long as one that can be read', () => {
    expect(parseHolder(messageOf({ ...holder, owner: '😀'.repeat(99) }))?.owner).toHaveLength(100);
  });
});
