import { assert, nat, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { journalText, sampleJournal, step } from '../../../test/support/sample-journal.ts';
import { sampleChange } from '../../../test/support/sample-plan.ts';
import { readJournal } from './read-journal.ts';

const whole = sampleJournal();
const entries = readJournal(whole).entries;

describe('a journal that is cut off', () => {
  it.each([
    ['in ASCII', 'Left'],
    ['with characters of several bytes', 'Gegangen: Zoë 🦊 株式会社'],
  ])('is read up to its last whole line, whatever byte it ends with: %s', (_, reason) => {
    const text = journalText((journal) => step(journal, sampleChange('remove-member', { reason })));
    const bytes = Buffer.from(text);
    const end = bytes.indexOf(10) + 1;
    for (let length = 0; length <= bytes.length; length++) {
      const { entries, torn, unreadable } = readJournal(bytes.subarray(0, length).toString('utf8'));
      const lines = length >= bytes.length - 1 ? 2 : length >= end - 1 ? 1 : 0;
      const isTorn = ![0, end - 1, end, bytes.length - 1, bytes.length].includes(length);
      expect([length, entries.length, torn, unreadable]).toEqual([length, lines, isTorn, []]);
    }
  });

  it('is torn where the disk left zeros for its end', () => {
    expect(readJournal(`${whole}\0\0\0\0`)).toEqual({ entries, torn: true, unreadable: [] });
  });
});

const [first = '', ...others] = whole.split('\n').filter((line) => line !== '');

describe('a line that cannot be read', () => {
  const request = others.find((line) => line.includes('"entry":"request"')) ?? '';
  const deep = '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000);
  it.each([
    ['half a line', first.slice(0, 40), 'it is no JSON'],
    ['no object', '[1]', 'it is no entry of a journal'],
    ['an unknown kind', '{"version":1,"entry":"constructor"}', 'it is no entry of a journal'],
    ['another version', first.replace('"version":1', '"version":2'), '/version must be equal to constant'],
    ['a missing key', first.replace('"scope":"full",', ''), "must have required property 'scope'"],
    ['a key too many', first.replace('{', '{"x":1,'), 'must NOT have additional properties'],
    ['a time that is none', first.replace(/"time":"[^"]*"/, '"time":"noon"'), '/time must match pattern'],
    ['an unknown change', request.replace('"kind":"invite-member"', '"kind":"rename"'), '/change'],
    [
      'a request with an outcome',
      request.replace('"outcome":null', '"outcome":{"result":"done"}'),
      '/outcome must be null',
    ],
    ['nesting without end', request.replace('"before":null', `"before":${deep}`), '/before'],
    ['a line without end', `"${'a'.repeat(16 * 1024 * 1024)}"`, 'it is longer than 16777216 characters'],
  ])('is told by its number, and the others are read: %s', (_, line, why) => {
    const { torn, unreadable, ...read } = readJournal([first, line, ...others, ''].join('\n'));
    expect(read.entries).toEqual(entries);
    expect(torn).toBe(false);
    expect(unreadable).toEqual([{ line: 2, why: expect.stringContaining(why) as string }]);
  });

  it('is told of where it is the last one, and whole', () => {
    expect(readJournal(`${whole}{"entry":"x"}`)).toMatchObject({ torn: false, unreadable: [{ line: 12 }] });
  });
});

describe('reading a journal', () => {
  it('never throws, and loses no line that was not touched', () => {
    const lines = [first, ...others];
    const spoil = (line: string, noise: string, at: number): string =>
      line.slice(0, at) + noise.replaceAll('\n', '') + line.slice(at + noise.length);
    const untouched = property(nat(lines.length - 1), string({ unit: 'binary' }), nat(400), (index, noise, at) => {
      const read = readJournal(lines.with(index, spoil(lines[index] ?? '', noise, at)).join('\n'));
      const kept = read.entries.map((entry) => JSON.stringify(entry));
      return entries.every((entry, other) => other === index || kept.includes(JSON.stringify(entry)));
    });
    expect(() => assert(untouched)).not.toThrow();
  });

  it('reads line ends of Windows, and empty lines', () => {
    expect(readJournal(`\n${whole.replaceAll('\n', '\r\n')}\n`)).toEqual({ entries, torn: false, unreadable: [] });
  });

  it('costs in proportion to the lines', () => {
    const time = (text: string): number => {
      const before = performance.now();
      readJournal(text);
      return performance.now() - before;
    };
    const times = (count: number): number => Math.min(...Array.from({ length: 3 }, () => time(whole.repeat(count))));
    times(100);
    expect(times(2000)).toBeLessThan(times(200) * 10 * 6);
  });
});
