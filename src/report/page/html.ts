import { visible } from '../escape.ts';

/**
 * Markup from templates of ours, in which whatever is put stays text. Every name on the page comes from somebody else;
 * as the template knows where in the markup a value lands, forgetting to escape one is not possible: {@link html} is the only way in.
 */

const made = Symbol('markup');

/** Markup that is safe as it stands. Nothing that was parsed can pass for it. */
export interface Markup {
  readonly [made]: string;
}

export type Value = string | number | Markup | readonly Value[];

/**
 * Strings and numbers become text, or the value of the attribute that they stand in; what hides or reorders text is shown
 * by number, as `visible` does. Lists are put one after the other.
 * @throws {TypeError} where the template puts a value in a place that no escaping makes safe: a tag, an attribute without
 * double quotes, a style, a script, a handler, an address that is neither a web page nor on this one
 */
export function html(template: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const places = placesOf(template);
  const parts = values.map((value, index) => written(value, places[index] ?? 'nowhere') + (template[index + 1] ?? ''));
  return { [made]: (template[0] ?? '') + parts.join('') };
}

/** Declares that a text of ours, or a library's, is markup, style or script. Never for anything with a name in it. */
export function trusted(text: string): Markup {
  return { [made]: text };
}

export function textOf(markup: Markup): string {
  return markup[made];
}

/** Where a value of a template lands. */
type Place = 'text' | 'attribute' | 'address' | 'raw' | 'nowhere';

function written(value: Value, place: Place): string {
  if (typeof value === 'object') {
    if (place !== 'text' && place !== 'raw') throw new TypeError('Markup can stand between tags only');
    return 'map' in value ? value.map((one) => written(one, place)).join('') : value[made];
  }
  if (place === 'raw' || place === 'nowhere') throw new TypeError(`No value is safe here: ${value}`);
  if (place === 'address' && !isAddress(String(value))) throw new TypeError(`No address: ${value}`);
  return escaped(String(value));
}

/** Nothing but the web: an address may also run a script. */
export function isWebPage(address: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(address);
}

function isAddress(address: string): boolean {
  return address.startsWith('#') || isWebPage(address);
}

function escaped(text: string): string {
  return visible(text).replaceAll(/[&<>"'`]/g, (mark) => `&#${mark.codePointAt(0)};`);
}

const known = new WeakMap<TemplateStringsArray, readonly Place[]>();

function placesOf(template: TemplateStringsArray): readonly Place[] {
  const before = known.get(template);
  if (before !== undefined) return before;
  const places = template.slice(0, -1).map((_, index) => placeAfter(template.slice(0, index + 1).join('0')));
  known.set(template, places);
  return places;
}

/** @param markup a template's own text up to a value, with something harmless for the values before */
function placeAfter(markup: string): Place {
  const tag = /<[^<>"]*(?:"[^"]*"[^<>"]*)*(?<open>"[^"]*)?$/.exec(markup);
  if (tag !== null) {
    const name = /\s(?<name>[a-z-]+)="[^"]*$/i.exec(tag[0])?.groups?.['name'];
    return tag.groups?.['open'] === undefined || name === undefined ? 'nowhere' : placeInAttribute(name.toLowerCase());
  }
  return /<(?<raw>style|script)\b[^>]*>(?![^]*<\/\k<raw>>)/i.test(markup) ? 'raw' : 'text';
}

function placeInAttribute(name: string): Place {
  if (/^on|^style$|^srcdoc$/.test(name)) return 'nowhere';
  return /^(?:href|src|action|formaction)$/.test(name) ? 'address' : 'attribute';
}
