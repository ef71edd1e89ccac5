import { trusted } from './html.ts';

/**
 * How each group of standings is drawn, in the chart and beside words: by texture as well as by colour, which the style
 * gives to `ink` and `gap`.
 */
export const patterns = trusted(`<svg class="patterns" aria-hidden="true" focusable="false"><defs>
<pattern id="fill:accepted" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ink accepted" width="6" height="6"/><rect class="gap" width="1.5" height="6"/></pattern>
<pattern id="fill:invited" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="ink invited" width="6" height="6"/><circle class="gap" cx="3" cy="3" r="1.2"/></pattern>
<pattern id="fill:waiting" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="gap all" width="5" height="5"/><rect class="ink waiting" width="5" height="2.2"/></pattern>
<pattern id="fill:stuck" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ink stuck" width="6" height="6"/><path class="gap line" d="M0 3h6M3 0v6"/></pattern>
<pattern id="fill:unknown" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="gap all" width="5" height="5"/><rect class="ink unknown" width="2.2" height="5"/></pattern>
<pattern id="fill:decided" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="ink decided" width="6" height="6"/><rect class="gap" width="2.4" height="6"/></pattern>
<pattern id="fill:unseen" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="gap all" width="6" height="6"/><circle class="ink unseen" cx="3" cy="3" r="1"/></pattern>
</defs></svg>`);
