import { createHash } from 'node:crypto';
import type { StatusReport } from '../../model/standing.ts';
import { html, textOf, trusted } from './html.ts';
import { patterns } from './patterns.ts';
import { peopleSection } from './people.ts';
import { responseSection } from './response.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { headline, top } from './top.ts';

/**
 * One HTML page that asks for nothing else: where everyone stands whom a change touched, for these people and for
 * administrators. It names people, so it is for the organisation's own eyes. The same report gives the same bytes.
 */
export async function statusPage(report: StatusReport): Promise<string> {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${report.organization}: ${headline(report)}</title>
<style>${trusted(style)}</style>
</head>
<body>
${patterns}
<main>
${top(report)}
${await responseSection(report)}
${peopleSection(report)}
</main>
<script>${trusted(script)}</script>
</body>
</html>
`;
  return textOf(page);
}

/** Nothing is fetched from anywhere, nothing is sent, and only the one style and the one script of this page are used. */
const policy = `default-src 'none'; style-src '${digest(style)}'; script-src '${digest(script)}'; base-uri 'none'; form-action 'none'`;

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
