import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** HTML as GitHub makes it of Markdown, before it looks for mentions. */
export function renderedMarkdown(markdown: string): string {
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

/** Names of all elements in it, each once, sorted. */
export function elementsIn(html: string): readonly string[] {
  return [...new Set(Array.from(html.matchAll(/<([a-z][^\s/>]*)/gi), ([, name = '']) => name))].sort();
}

/** Pieces of text in which GitHub looks for mentions, references, emoji and addresses: none in code, none across tags. */
export function textsIn(html: string): readonly string[] {
  return html
    .replaceAll(/<(code|pre)\b[^]*?<\/\1>/g, '<code>')
    .split(/<[^>]*>/)
    .map(unescaped);
}

/** The text of each cell of each table, row by row. */
export function tablesIn(html: string): readonly (readonly (readonly string[])[])[] {
  return Array.from(html.matchAll(/<table>([^]*?)<\/table>/g), ([, table = '']) =>
    Array.from(table.matchAll(/<tr>([^]*?)<\/tr>/g), ([, row = '']) =>
      Array.from(row.matchAll(/<t[hd]>([^]*?)<\/t[hd]>/g), ([, cell = '']) =>
        unescaped(cell.replaceAll('<br>', '\n').replaceAll(/<[^>]*>/g, '')),
      ),
    ),
  );
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
