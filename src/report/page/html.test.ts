import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, textOf, trusted } from './html.ts';

describe('a template of markup', () => {
  it('keeps values as text, between tags and in attributes', () => {
    const name = `<img src=x onerror="alert('1')">&amp;\``;
    const text = '&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;amp;&#96;';
    expect(textOf(html`<p title="${name}" id="a">${name} ${3}</p>`)).toBe(`<p title="${text}" id="a">${text} 3</p>`);
  });

  it('lets no text out of where it stands', () => {
    assert(
      property(string({ unit: 'binary' }), (name) => {
        expect(textOf(html`<p title="${name}">${name}</p>`)).toMatch(/^<p title="[^"<>]*">[^<>]*<\/p>$/);
      }),
      { seed: 4 },
    );
  });

  it('shows by number what hides or reorders text', () => {
    expect(textOf(html`<p>${'a\u202eb\u200bc\nd'}</p>`)).toBe('<p>a\\u{202e}b\\u{200b}c d</p>');
  });

  it('puts markup into markup, and lists one after the other', () => {
    const items = ['<a>', 'b'].map((name) => html`<li>${name}</li>`);
    expect(textOf(html`<ul>${items}${[]}${[['c']]}</ul>`)).toBe('<ul><li>&#60;a&#62;</li><li>b</li>c</ul>');
  });

  it('takes nothing for markup that only looks like it', () => {
    const parsed = JSON.parse('{"markup": "<b>", "text": "<b>"}') as ReturnType<typeof trusted>;
    expect(textOf(html`<p>${[parsed]}</p>`)).not.toContain('<b>');
  });

  const unsafe: readonly (readonly [place: string, make: (value: string) => unknown])[] = [
    ['an attribute without quotes', (value) => html`<p title=${value}>`],
    ['an attribute in single quotes', (value) => html`<p title='${value}'>`],
    ['a tag', (value) => html`<p ${value}>`],
    ['the name of a tag', (value) => html`<${value}>`],
    ['a style', (value) => html`<style>p { color: ${value} }</style>`],
    ['a script', (value) => html`<p></p><script>const name = '${value}';</script>`],
    ['the style of an element', (value) => html`<p class="a" style="color: ${value}">`],
    ['a handler', (value) => html`<p onclick="${value}">`],
    ['an address that runs', (value) => html`<a href="${`javascript:${value}`}">`],
    ['an address that is none', (value) => html`<a href="${value}">`],
  ];
  it.each(unsafe)('has no value in %s', (_, make) => {
    expect(() => make('red')).toThrow(TypeError);
  });

  it('has markup of ours in a style or script, and in no attribute', () => {
    expect(textOf(html`<style>${trusted('p > b {}')}</style><p>${'>'}</p>`)).toBe(
      '<style>p > b {}</style><p>&#62;</p>',
    );
    expect(() => html`<p title="${trusted('"')}">`).toThrow(TypeError);
  });

  it('follows addresses of the page and of the web', () => {
    const link = html`<a href="${'#alice'}">a</a><a href="${'https://github.com/orgs/a?b="c"'}">b</a>`;
    expect(textOf(link)).toBe('<a href="#alice">a</a><a href="https://github.com/orgs/a?b=&#34;c&#34;">b</a>');
  });
});
