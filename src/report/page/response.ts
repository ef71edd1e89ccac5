import { counted, grouped } from '../../model/figures.ts';
import type { StatusReport } from '../../model/standing.ts';
import { chartsOf, groupsIn, inGroup } from './chart.ts';
import { html, type Markup, trusted } from './html.ts';
import { paceWords } from './pace.ts';
import { type Group, groupNames } from './standings.ts';
import { type Bucket, type Timeline, timelineOf, type Unit } from './timeline.ts';
import { clockText, dayText, timeOf } from './times.ts';

/** How the response went: the chart, and the same numbers as a table. */
export async function responseSection(report: StatusReport): Promise<Markup> {
  const timeline = timelineOf(report);
  if (timeline.buckets.length === 0) return html``;
  const charts = (await chartsOf(timeline, report.people.length)).map(trusted);
  return html`<section aria-labelledby="the:response">
<h2 id="the:response">How the response went</h2>
${pace(report)}
<figure>
<figcaption id="the:chart">People by where they stood at the end of each ${timeline.unit}, as last seen by a run of <code>rollcall status</code>. The same numbers are in the <a href="#the:table">table</a> below.</figcaption>
<ul class="legend" aria-label="Now">${groupsIn(timeline).map((group) => legendItem(group, timeline.buckets.at(-1)))}${dash(timeline)}</ul>
<div class="chart" role="img" aria-labelledby="the:chart">${charts}</div>
</figure>
${numbers(timeline)}
</section>`;
}

function legendItem(group: Group, last: Bucket | undefined): Markup {
  const now = last === undefined ? 0 : inGroup(last, group);
  return html`<li><span class="badge ${group}">${groupNames[group]}</span> <b>${grouped(now)}</b></li>`;
}

const unitNames: Readonly<Record<Unit, string>> = { hour: 'Hour', day: 'Day', week: 'Week' };

function numbers(timeline: Timeline): Markup {
  const shown = groupsIn(timeline);
  const head = shown.map((group) => html`<th scope="col">${groupNames[group]}</th>`);
  const rows = rowsOf(timeline, shown);
  const table = html`<summary>The same numbers as a table</summary>
<div class="scroll" tabindex="0" role="region" aria-labelledby="the:numbers"><table>
<caption id="the:numbers">People at the end of each ${timeline.unit}, in UTC. Newly: seen so for the first time since the change.</caption>
<thead><tr><th scope="col">${unitNames[timeline.unit]}</th>${head}<th scope="col">Newly accepted</th><th scope="col">Newly restored</th><th scope="col">Last look</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
  return rows.length > 12
    ? html`<details class="numbers" id="the:table">${table}</details>`
    : html`<details class="numbers" id="the:table" open>${table}</details>`;
}

function pace(report: StatusReport): Markup {
  const words = paceWords(report);
  if (words === null) return html``;
  return html`<p class="pace">Seen accepted or restored for the first time since the change: ${words}.</p>`;
}

function dash({ buckets }: Timeline): Markup {
  if (buckets.every(({ seen }) => seen !== null)) return html``;
  return html`<li><span class="badge unlooked">No look on record</span></li>`;
}

/** Buckets in a row in which nobody looked are one line. */
function rowsOf({ buckets, unit }: Timeline, shown: readonly Group[]): readonly Markup[] {
  return buckets.flatMap((bucket, index) => {
    const before = buckets[index - 1];
    if (bucket.seen !== null) return [seenRow(bucket, unit, shown)];
    if (before?.seen === null) return [];
    const end = buckets.findIndex(({ seen }, later) => later > index && seen !== null);
    return [notLookedRow(buckets.slice(index, end === -1 ? undefined : end), unit, shown.length + 3)];
  });
}

function seenRow(bucket: Bucket, unit: Unit, shown: readonly Group[]): Markup {
  const cells = shown.map((group) => html`<td>${grouped(inGroup(bucket, group))}</td>`);
  const { newly, at } = bucket.seen ?? { newly: { accepted: 0, restored: 0 }, at: '' };
  return html`<tr><th scope="row">${name(bucket.start, unit)}</th>${cells}<td>${grouped(newly.accepted)}</td><td>${grouped(newly.restored)}</td><td>${lookTime(at, unit)}</td></tr>
`;
}

function notLookedRow(buckets: readonly Bucket[], unit: Unit, columns: number): Markup {
  const [first] = buckets;
  if (first === undefined) return html``;
  const length = buckets.length === 1 ? '' : ` for ${counted(buckets.length, unit)}`;
  return html`<tr class="unlooked"><th scope="row">${name(first.start, unit)}</th><td colspan="${columns}">no look on record${length}</td></tr>
`;
}

function name(start: Date, unit: Unit): Markup {
  const day = `${dayText(start)} ${start.getUTCFullYear()}`;
  return html`<time datetime="${start.toISOString()}">${unit === 'hour' ? `${day}, ${clockText(start)}` : day}</time>`;
}

/** In a row of one hour or day the time of day says enough. */
function lookTime(iso: string, unit: Unit): Markup {
  return unit === 'week' ? timeOf(iso) : html`<time datetime="${iso}">${clockText(new Date(iso))}</time>`;
}
