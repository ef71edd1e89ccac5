import { expect } from 'vitest';
import { elementsIn, renderedMarkdown, textsIn } from './rendered-markdown.ts';

/** What we write ourselves. Nothing of it links anywhere, shows a picture or has an attribute. */
const ours = 'b blockquote br code details em h1 h2 h3 li ol p pre strong summary table tbody td th thead tr ul'.split(
  ' ',
);

/** Nothing in it links, mentions, formats, or hides what it says, once GitHub has rendered it. */
export function expectHarmless(markdown: string): void {
  expect(markdown).not.toMatch(/[\p{Cf}\p{Cs}\u2028\u2029]|[^\P{Cc}\n]/u);
  const html = renderedMarkdown(markdown);
  for (const element of elementsIn(html.replaceAll('<code class="language-', '<code ')))
    expect(ours).toContain(element);
  expect(html).not.toMatch(/<(?!code class="language-(?:yaml|sh|diff)")[a-z]+\s/i);
  for (const text of textsIn(html)) {
    expect(text).not.toMatch(/@[\w-]|#\d|\bgh-\d|:\w+:|:\/\/|\$[^$]+\$/i);
  }
}

/** Every row of a table has as many borders as its head. */
export function expectWholeTables(markdown: string): void {
  const widths = markdown
    .split('\n')
    .map((line) => (line.startsWith('|') ? line.split(/(?<!\\)(?:\\\\)*\|/).length : 0));
  const broken = widths.filter((width, index) => width > 0 && ![0, width].includes(widths[index - 1] ?? 0));
  expect(broken).toEqual([]);
}
