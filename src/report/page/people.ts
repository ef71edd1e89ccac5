import { keyOf } from '../../model/identity.ts';
import type { Standing, StatusReport } from '../../model/standing.ts';
import { html, isWebPage, type Markup } from './html.ts';
import { outstandingWords } from './outstanding-words.ts';
import { plainWords } from '../notices/words.ts';
import { standings } from '../../model/standing.ts';
import { groupOf, standingWords } from './standings.ts';
import { timeOf } from './times.ts';

/** Where there are no more, nobody needs to search, and each finds their words open. */
const few = 10;

/** Everyone, by login. */
export function peopleSection(report: StatusReport): Markup {
  if (report.people.length === 0) return html``;
  const letters = byLetter(report.people);
  const find = report.people.length > few ? [search(report), index(letters)] : [];
  return html`<section class="everyone" aria-labelledby="the:people">
<h2 id="the:people">Everyone, by login</h2>
${find}
${[...letters].map(([letter, people]) => letterPart(letter, people, report))}
</section>`;
}

function search({ people }: StatusReport): Markup {
  const present = standings.filter((name) => people.some(({ standing }) => standing === name));
  return html`<form class="search" role="search" hidden>
<label>Find by login, team or repository <input type="search" autocomplete="off" spellcheck="false"></label>
<label>Standing <select><option value="">All</option>${present.map((name) => html`<option value="${name}">${standingWords[name].name}</option>`)}</select></label>
<p class="found" role="status"></p>
</form>
<p class="without-script">Find a login by its first letter, or with your browser’s own search (Ctrl F, or ⌘ F on a Mac).</p>
`;
}

function index(letters: ReadonlyMap<string, readonly Standing[]>): Markup {
  const links = [...letters.keys()].map((letter) => html`<li><a href="${letterAddress(letter)}">${letter}</a></li>`);
  return html`<nav class="letters" aria-label="First letters"><ul>${links}</ul></nav>`;
}

function letterPart(letter: string, people: readonly Standing[], report: StatusReport): Markup {
  return html`<section class="letter" aria-labelledby="${letterAddress(letter).slice(1)}">
<h3 id="${letterAddress(letter).slice(1)}">${letter}</h3>
<ul class="people">
${people.map((person) => personItem(person, report))}</ul>
</section>
`;
}

function personItem(person: Standing, report: StatusReport): Markup {
  const { login, standing, reason } = person;
  const id = personId(login);
  return html`<li class="person" id="${id}" data-standing="${standing}"><div class="who"><a class="login" href="${`#${id}`}"><bdi>${login}</bdi></a><span class="badge ${groupOf[standing]}">${standingWords[standing].name}</span></div><div>${when(person)}<p>${reason}</p>${missing(person)}${words(person, report)}</div></li>
`;
}

function when({ standing, since, until }: Standing): Markup {
  const words = standingWords[standing];
  const parts = [
    since === null ? [] : [html`${words.since} ${timeOf(since)}`],
    until === null ? [] : [html`${words.until} ${timeOf(until)}`],
  ].flat();
  return parts.length === 0 ? html`` : html`<p class="when">${joined(parts)}</p>`;
}

function missing({ outstanding }: Standing): Markup {
  if (outstanding.length === 0) return html``;
  return html`<p class="missing">Missing: ${outstanding.map(outstandingWords).join(', ')}</p>`;
}

function words(person: Standing, report: StatusReport): Markup {
  const { title, sentences } = plainWords(person, report);
  const said = html`<summary>For you, <bdi>${person.login}</bdi></summary><p><b>${title}.</b> ${sentences.map((sentence) => html`${linked(sentence, report.invitationPage)} `)}</p>`;
  return report.people.length > few
    ? html`<details class="words">${said}</details>`
    : html`<details class="words" open>${said}</details>`;
}

/** The sentence, in which the page where an invitation is accepted can be followed. */
function linked(sentence: string, page: string): Markup {
  const at = isWebPage(page) ? sentence.indexOf(page) : -1;
  if (at === -1) return html`${sentence}`;
  return html`${sentence.slice(0, at)}<a href="${page}">${page}</a>${sentence.slice(at + page.length)}`;
}

/** What stands in an address after `#`: the login in lower case. What no login has in it is written by its number. */
export function personId(login: string): string {
  return keyOf(login).replaceAll(/[^a-z0-9_-]/gu, (character) => `.${character.codePointAt(0) ?? 0}.`);
}

/** With a colon, as all addresses of the page's own parts, so that none is a login. */
function letterAddress(letter: string): string {
  return `#the:${letter === '#' ? 'others' : letter.toLowerCase()}`;
}

function byLetter(people: readonly Standing[]): ReadonlyMap<string, readonly Standing[]> {
  const letters = new Map<string, Standing[]>();
  for (const person of people) {
    const first = person.login.slice(0, 1).toUpperCase();
    const letter = /[A-Z0-9]/.test(first) ? first : '#';
    letters.set(letter, [...(letters.get(letter) ?? []), person]);
  }
  return new Map([...letters].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function joined(parts: readonly Markup[]): readonly Markup[] {
  return parts.map((part, index) => (index === 0 ? part : html` · ${part}`));
}
