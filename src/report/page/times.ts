import { html, type Markup } from './html.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `20 Nov 2026, 14:30 UTC`, as a `<time>`; a time that nobody can read, as it came. */
export function timeOf(iso: string): Markup {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return html`${iso}`;
  return html`<time datetime="${at.toISOString()}">${dayText(at)} ${at.getUTCFullYear()}, ${clockText(at)} UTC</time>`;
}

/** `20 Nov` */
export function dayText(at: Date): string {
  return `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''}`;
}

/** `14:30` */
export function clockText(at: Date): string {
  return at.toISOString().slice(11, 16);
}
