/**
 * The page's style: no font, picture or address of anybody else's. The page's policy holds its digest. Colours stand at the
 * top, once for light and once for dark; each is told from the paper at 3:1, and writing at 4.5:1 or more.
 */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --raised: #f5f3ee; --ink: #1d1c1a; --soft: #5b5852; --line: #dfdbd3; --link: #0b5cad;
  --restored: #1f7a55; --accepted: #2b74b8; --invited: #b06f00; --waiting: #77736c; --stuck: #bd3a32; --unknown: #7d4ba8;
  --decided: #56616d; --unseen: #77736c;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #15171b; --raised: #1d2025; --ink: #e9e7e3; --soft: #aaa69f; --line: #363a41; --link: #8ec2f7;
    --restored: #45b384; --accepted: #6aa9e6; --invited: #dca23c; --waiting: #98948d; --stuck: #ee8179; --unknown: #bb95e4;
    --decided: #8d99a6; --unseen: #98948d;
  }
}

* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main { max-width: 66rem; margin: 0 auto; padding: clamp(1.5rem, 5vw, 4rem) clamp(1rem, 4vw, 2.5rem) 6rem; }
h1, h2, h3, p, ul, figure { margin: 0; padding: 0; }
h1 { font-size: clamp(1.8rem, 1.2rem + 2.6vw, 2.9rem); line-height: 1.15; font-weight: 650; letter-spacing: -0.02em; text-wrap: balance; }
h2 { font-size: 1.35rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; }
h3 { font-size: 1rem; font-weight: 650; color: var(--soft); }
ul { list-style: none; }
a { color: var(--link); text-underline-offset: 0.15em; }
code { font: 0.9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
main > section { margin-top: clamp(2.5rem, 6vw, 4rem); }

.organization { font-weight: 600; color: var(--soft); margin-bottom: 0.5rem; }
.lead { margin-top: 1.25rem; font-size: 1.125rem; max-width: 46rem; }
.checked { margin-top: 0.5rem; color: var(--soft); max-width: 46rem; }
.unread { padding: 1.25rem 1.5rem; border: 2px solid var(--stuck); border-radius: 0.6rem; background: var(--raised); }
.unread p, .unread ul { margin-top: 0.5rem; }
.unread ul { list-style: disc; padding-left: 1.25rem; }

.counts { margin-top: 1.25rem; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: clamp(1rem, 3vw, 1.75rem) 2rem; }
.counts li { border-top: 1px solid var(--line); padding-top: 0.9rem; }
.counts p:first-child { display: flex; align-items: baseline; gap: 0.7rem; }
.counts b { font-size: 2.1rem; line-height: 1.15; font-weight: 600; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.counts .badge { font-weight: 600; }
.counts .meaning { margin-top: 0.4rem; color: var(--soft); font-size: 0.94rem; }
.nobody { margin-top: 1.25rem; color: var(--soft); }

.badge { white-space: nowrap; }
.badge::before {
  content: ""; display: inline-block; width: 0.8em; height: 0.8em; margin-right: 0.45em; vertical-align: -0.05em; border-radius: 0.18em;
  print-color-adjust: exact; -webkit-print-color-adjust: exact;
}
.restored.badge { --tone: var(--restored); }
.accepted.badge { --tone: var(--accepted); }
.invited.badge { --tone: var(--invited); }
.waiting.badge { --tone: var(--waiting); }
.stuck.badge { --tone: var(--stuck); }
.unknown.badge { --tone: var(--unknown); }
.decided.badge { --tone: var(--decided); }
.unseen.badge { --tone: var(--unseen); }
.badge::before { border: 1px solid var(--tone); background: color-mix(in srgb, var(--tone) 20%, var(--paper)); }
.restored.badge::before { background: var(--tone); }
.accepted.badge::before { background: repeating-linear-gradient(-45deg, var(--tone) 0 2.6px, var(--paper) 2.6px 3.6px); }
.invited.badge::before { background-image: radial-gradient(circle, var(--tone) 0.9px, transparent 1.2px); background-size: 4px 4px; }
.waiting.badge::before { background-image: repeating-linear-gradient(transparent 0 2px, var(--tone) 2px 3.2px); }
.stuck.badge::before { background-image: repeating-linear-gradient(45deg, var(--tone) 0 1px, transparent 1px 4px), repeating-linear-gradient(-45deg, var(--tone) 0 1px, transparent 1px 4px); }
.unknown.badge::before { background-image: repeating-linear-gradient(90deg, transparent 0 2px, var(--tone) 2px 3.2px); }
.decided.badge::before { background-image: repeating-linear-gradient(45deg, var(--tone) 0 1.2px, transparent 1.2px 3.6px); }

.unlooked.badge::before { border: none; height: 3px; vertical-align: 0.1em; background: var(--unseen); opacity: 0.55; }

.patterns { position: absolute; width: 0; height: 0; }
.patterns .gap { fill: var(--paper); }
.patterns .tint { opacity: 0.2; }
.patterns .accepted { fill: var(--accepted); }
.patterns .invited { fill: var(--invited); }
.patterns .waiting { fill: var(--waiting); }
.patterns .stuck { fill: var(--stuck); stroke: var(--stuck); }
.patterns .stuck.tint { stroke: none; }
.patterns .unknown { fill: var(--unknown); }
.patterns .decided { fill: var(--decided); }
.patterns .unseen { fill: var(--unseen); }

.pace { margin-top: 0.75rem; font-size: 1.125rem; max-width: 46rem; }
figcaption { margin-top: 0.5rem; color: var(--soft); max-width: 46rem; }
.legend { margin-top: 1.25rem; display: flex; flex-wrap: wrap; gap: 0.35rem 1.5rem; font-size: 0.94rem; }
.legend b { font-variant-numeric: tabular-nums; font-weight: 600; }
.chart { margin-top: 1.25rem; }
.chart svg { display: none; width: 100%; height: auto; max-width: none; overflow: visible; }
.chart text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--soft); font-variant-numeric: tabular-nums; }
.chart .role-axis-grid line { stroke: var(--line); }
.chart .restored path { fill: var(--restored); stroke: var(--restored); }
.chart .accepted path { fill: url("#fill:accepted"); stroke: var(--accepted); }
.chart .invited path { fill: url("#fill:invited"); stroke: var(--invited); }
.chart .waiting path { fill: url("#fill:waiting"); stroke: var(--waiting); }
.chart .stuck path { fill: url("#fill:stuck"); stroke: var(--stuck); }
.chart .unknown path { fill: url("#fill:unknown"); stroke: var(--unknown); }
.chart .decided path { fill: url("#fill:decided"); stroke: var(--decided); }
.chart .unseen path { fill: url("#fill:unseen"); stroke: var(--unseen); }
.chart .unlooked path { fill: var(--waiting); stroke: none; opacity: 0.55; }
.chart .number text { font-size: 13px; font-weight: 600; fill: var(--ink); stroke: var(--paper); stroke-width: 3.5px; stroke-linejoin: round; paint-order: stroke; }
.chart .number.restored text { fill: var(--paper); stroke: none; }
.chart svg:nth-of-type(1) { display: block; }
@media (max-width: 54rem) { .chart svg:nth-of-type(1) { display: none; } .chart svg:nth-of-type(2) { display: block; } }
@media (max-width: 30rem) { .chart svg:nth-of-type(2) { display: none; } .chart svg:nth-of-type(3) { display: block; } }

details > summary { cursor: pointer; color: var(--link); width: fit-content; }
.numbers { margin-top: 1.5rem; }
.scroll { margin-top: 0.75rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: 0.5rem; }
th, td { padding: 0.45rem 0.5rem; text-align: right; border-bottom: 1px solid var(--line); vertical-align: bottom; overflow-wrap: normal; }
th:first-child { text-align: left; padding-left: 0; }
thead th { font-weight: 600; color: var(--soft); line-height: 1.3; }
tbody th, tbody td { white-space: nowrap; }
tbody th { font-weight: 500; }
.unlooked td { text-align: left; color: var(--soft); }

.search { margin-top: 1.25rem; display: flex; flex-wrap: wrap; gap: 0.75rem 1.5rem; align-items: end; }
.search label { display: grid; gap: 0.3rem; font-weight: 600; font-size: 0.94rem; }
.search label:first-child { flex: 1 1 16rem; max-width: 30rem; }
.search input, .search select { font: inherit; font-weight: 400; font-size: 1rem; min-height: 2.75rem; width: 100%; padding: 0.4rem 0.75rem; color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: 0.4rem; }
.found { flex-basis: 100%; color: var(--soft); }
.without-script { margin-top: 0.75rem; color: var(--soft); }
.letters { margin-top: 0.75rem; }
.letters ul { display: flex; flex-wrap: wrap; gap: 0.25rem; }
.letters a { display: block; min-width: 2.1rem; padding: 0.25rem 0.4rem; text-align: center; text-decoration: none; border-radius: 0.3rem; }
.letters a:hover { background: var(--raised); text-decoration: underline; }

.letter { margin-top: 2rem; }
.letter h3 { padding-bottom: 0.4rem; border-bottom: 1px solid var(--soft); }
.person { content-visibility: auto; contain-intrinsic-size: auto 6.5rem; padding: 1rem 0; border-bottom: 1px solid var(--line); display: grid; gap: 0.35rem 2rem; }
.person:target { scroll-margin-top: 1.5rem; outline: 2px solid var(--link); outline-offset: 0.5rem; border-radius: 0.2rem; border-bottom-color: transparent; }
.login { color: var(--ink); font-weight: 650; text-decoration: none; }
.login:hover { text-decoration: underline; }
.who { min-width: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; align-items: baseline; }
.when, .missing, .words { font-size: 0.94rem; }
.when { color: var(--soft); }
.when::first-letter { text-transform: uppercase; }
.words p { margin-top: 0.4rem; max-width: 44rem; padding-left: 1rem; border-left: 3px solid var(--line); }
@media (min-width: 54rem) {
  .person { grid-template-columns: 17rem 1fr; }
  .who { flex-direction: column; }
}

@media print {
  :root { color-scheme: light; --paper: #fff; --raised: #fff; --ink: #000; --soft: #444; --line: #bbb; --link: #000; }
  main { padding: 0; max-width: none; }
  body { font-size: 10pt; }
  .search, .letters, .without-script { display: none !important; }
  .person, tr, .counts li, figure { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .chart, .patterns { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; color: var(--soft); }
}
`;
