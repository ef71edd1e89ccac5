import { describe, expect, it } from 'vitest';
import { groups } from './standings.ts';
import { style } from './style.ts';

/** The colours of light, of dark and of paper, as the style names them: what one does not name is the first's. */
const [light = {}, dark = {}, print = {}] = Array.from(style.matchAll(/:root \{(?<rules>[^}]*)\}/g), ({ groups }) =>
  Object.fromEntries(
    Array.from((groups?.['rules'] ?? '').matchAll(/--([\w-]+): (#[\da-f]+)/g), ([, name = '', colour = '']) => [
      name,
      colour,
    ]),
  ),
);

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replaceAll(/[\da-f]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each([
  ['light', light],
  ['dark', { ...light, ...dark }],
  ['print', { ...light, ...print }],
])('the colours in %s', (_, colours) => {
  it.each(['ink', 'soft', 'link'])('let %s be read on the page and on what is raised', (name) => {
    for (const ground of ['paper', 'raised']) {
      expect(contrast(colours[name] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(groups)('let a column of %s be seen', (group) => {
    expect(contrast(colours[group] ?? '', colours['paper'] ?? '')).toBeGreaterThanOrEqual(3);
  });

  it('let a number be read on a full column', () => {
    expect(contrast(colours['restored'] ?? '', colours['paper'] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});
