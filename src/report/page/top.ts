import { counted, grouped } from '../../model/figures.ts';
import { standings, type StandingName, type StatusReport } from '../../model/standing.ts';
import { html, isWebPage, type Markup } from './html.ts';
import { groupOf, standingWords } from './standings.ts';
import { timeOf } from './times.ts';

/** For the people affected: what happened, when it was looked at, what to do, and how many stand where. */
export function top(report: StatusReport): Markup {
  const { organization, change, checkedAt } = report;
  return html`<header>
<p class="organization"><bdi>${organization}</bdi></p>
<h1>${headline(report)}</h1>
<p class="lead">The change “<bdi>${change.subject}</bdi>” of ${timeOf(change.at)} (<code>${change.commit.slice(0, 12)}</code>) touched ${report.people.length === 0 ? 'nobody' : counted(report.people.length, 'person', 'people')}${decided(report)}.</p>
<p class="checked">Checked on ${timeOf(checkedAt)}. This page is a picture of that moment and does not change by itself.</p>
${findYourself(report)}
</header>
${unread(report)}
${counts(report)}`;
}

function findYourself({ people }: StatusReport): Markup {
  if (people.length === 0) return html`<p class="lead">There is nothing to do.</p>`;
  return html`<p class="lead">Are you one of them? <a href="#the:people">Find your login</a>: beside it stands what it means for you and what to do.</p>`;
}

/** Why the headline counts fewer. */
function decided({ people }: StatusReport): string {
  const none = people.filter(({ standing }) => groupOf[standing] === 'decided').length;
  if (none === 0) return '';
  return `; ${grouped(none)} of them ${none === 1 ? 'is' : 'are'} to have no access, as was decided`;
}

/** Also the document's title. Whoever is to have no access, as was decided, is not counted. */
export function headline({ people }: StatusReport): string {
  const due = people.filter(({ standing }) => groupOf[standing] !== 'decided');
  const restored = due.filter(({ standing }) => standing === 'restored').length;
  const isSure = due.every(({ standing }) => standing !== 'unknown');
  if (people.length === 0) return 'Nobody is affected';
  if (due.length === 0) return 'Nobody is waiting for access';
  if (due.length === 1) return restored === 1 ? 'All access is there' : 'Not all access was seen';
  if (restored === due.length) return `All ${grouped(restored)} people have all their access`;
  return `${isSure ? '' : 'At least '}${grouped(restored)} of ${grouped(due.length)} people have all their access`;
}

function unread({ unread }: StatusReport): Markup {
  if (unread.length === 0) return html``;
  return html`<section class="unread" aria-labelledby="the:unread">
<h2 id="the:unread">Not everything could be read</h2>
<p>Where that decides, people are shown as unknown, which says nothing about their access.</p>
<ul>${unread.map((sentence) => html`<li>${sentence}</li>`)}</ul>
</section>`;
}

function counts(report: StatusReport): Markup {
  const present = standings.flatMap((name) => {
    const count = report.people.filter(({ standing }) => standing === name).length;
    return count === 0 ? [] : [countItem(name, count, report)];
  });
  if (present.length === 0) return html``;
  return html`<section aria-labelledby="the:counts">
<h2 id="the:counts">Where people stand</h2>
<ul class="counts">${present}</ul>
</section>`;
}

function countItem(name: StandingName, count: number, { invitationPage }: StatusReport): Markup {
  const { name: title, meaning } = standingWords[name];
  const accept = name === 'invited' && isWebPage(invitationPage);
  const link = accept ? html` <a href="${invitationPage}">Accept the invitation</a>` : '';
  return html`<li><p><b>${grouped(count)}</b><span class="badge ${groupOf[name]}">${title}</span></p><p class="meaning">${meaning}${link}</p></li>
`;
}
