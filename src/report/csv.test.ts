import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csv } from './csv.ts';

describe('CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1'])(
    'guards %j from being run by a spreadsheet',
    (text) => {
      expect(parse(csv([[text]]))).toEqual([[`'${text}`]]);
    },
  );

  it('gives back any other text as it was', () => {
    const row = ['plain', '', 'a,b', 'say "hi"', 'two\nlines', "it's", 'ü – 名'];
    expect(parse(csv([row, row]))).toEqual([row, row]);
    expect(csv([['a', 'b']])).toBe('a,b\r\n');
  });
});
