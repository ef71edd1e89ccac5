import { trusted } from './html.ts';

/**
 * How each group of standings is drawn in the chart: by texture as well as by colour, so that it is told in grey, too. Who
 * has access is drawn full, and all others light. The style gives the colours.
 */
export const patterns = trusted(`<svg class="patterns" aria-hidden="true" focusable="false"><defs>
<pattern id="fill:accepted" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="accepted" width="6" height="6"/><rect class="gap" width="1.4" height="6"/></pattern>
${light('invited', 6, '<circle class="invited" cx="3" cy="3" r="1.15"/>')}
${light('waiting', 6, '<rect class="waiting" width="6" height="1.6" y="2"/>')}
${light('stuck', 7, '<path class="stuck line" d="M0 3.5h7M3.5 0v7"/>', 45)}
${light('unknown', 6, '<rect class="unknown" width="1.6" height="6" x="2"/>')}
${light('decided', 6, '<rect class="decided" width="1.6" height="6" x="2"/>', -45)}
${light('unseen', 8, '')}
</defs></svg>`);

function light(group: string, size: number, ink: string, turned = 0): string {
  const square = `width="${size}" height="${size}"`;
  return `<pattern id="fill:${group}" ${square} patternUnits="userSpaceOnUse" patternTransform="rotate(${turned})"><rect class="gap" ${square}/><rect class="${group} tint" ${square}/>${ink}</pattern>`;
}
