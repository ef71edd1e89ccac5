import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, codeBlock, markdown, visible } from './escape.ts';

const nasty = [
  ['@alice', '@acme/all', '#12', 'GH-12', 'gh-7', '`', '``', '|', '\n', '\r\n', '\\', '<b>', '</details>', '&lt;'],
  ['](x)', '![', 'http://x', 'www.x.y', 'a@b.c', ':smile:', '$x$', '$$', '**', '__', '~~', '- ', '1. ', '> ', '# '],
  ['\u202E', '\u200B', '\u001B[2J', '\uFEFF', '\u{E0041}', '\uD800', '\u0000', '\u2028', ' ', '<!--', '-->', '[^1]'],
].flat();
const hostile = array(oneof(constantFrom(...nasty), string({ unit: 'binary' })), { maxLength: 8 });

function forHostileText(law: (text: string) => void): void {
  assert(
    property(hostile, (parts) => {
      law(parts.join(''));
    }),
    { numRuns: 500, seed: 4 },
  );
}

/** What a renderer shows of escaped text: comments are nothing, an escaped mark is the mark. */
function rendered(escaped: string): string {
  return escaped
    .replaceAll('<!-- -->', '')
    .replaceAll('&#32;', ' ')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** The text without what the escaping put there. */
function unescaped(escaped: string): string {
  return escaped
    .replaceAll('<!-- -->', '')
    .replaceAll('&#32;', '')
    .replaceAll(/\\[!-/:-@[-`{-~]/g, '');
}

describe('text made harmless', () => {
  it('for a terminal has no control, format or unpaired character and no line break', () => {
    forHostileText((text) => expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u));
    expect(visible('Zoë 王 🙂 ok')).toBe('Zoë 王 🙂 ok');
  });

  it('for Markdown leaves no mark that has a meaning', () => {
    forHostileText((text) => expect(unescaped(markdown(text))).not.toMatch(/[!#$&()*+\-.:<=>@[\\\]^_`{|}~\n]/));
  });

  it('for Markdown leaves nothing together that GitHub links after rendering', () => {
    forHostileText((text) => {
      const pieces = markdown(text).split('<!-- -->').map(rendered);
      for (const piece of pieces) expect(piece).not.toMatch(/[@#:$][^]|gh-\d/i);
    });
  });

  it('for Markdown still says the same', () => {
    forHostileText((text) => expect(rendered(markdown(text))).toBe(visible(text)));
  });

  it('as code is one span that nothing in it can end', () => {
    forHostileText((text) => {
      const span = code(text);
      expect([markdown(text), `\`${text}\``]).toContain(span);
      expect(span === markdown(text) || /^(?! )[^`|\\\n]+(?<! )$/.test(text)).toBe(true);
    });
    expect(['alice', 'a b', 'a|b', '@x', '', 'a\u2028b'].map(code)).toEqual([
      '`alice`',
      '`a b`',
      'a\\|b',
      '`@x`',
      '',
      'a b',
    ]);
  });

  it('as a block cannot be ended from inside', () => {
    forHostileText((text) => {
      const [first = '', ...lines] = codeBlock('yaml', text).split('\n');
      const fence = first.slice(0, -'yaml'.length);
      expect(lines.pop()).toBe(fence);
      for (const line of lines) expect(line).not.toContain(fence);
    });
  });
});
