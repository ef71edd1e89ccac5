/**
 * What the page does where scripts run, and nothing that is needed: a search, and opening the words for the person whose
 * address was followed, or the table. The page's policy lets this text run, and no other: each change of it changes its digest.
 */
export const script = `
'use strict';
(() => {
  const form = document.querySelector('.search');
  const opened = () => {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch {}
    const person = document.getElementById(name) || document.getElementById(name.toLowerCase());
    const words = person && (person.querySelector('.words') || person.closest('.numbers'));
    if (!words) return;
    words.open = true;
    person.scrollIntoView();
  };
  addEventListener('hashchange', opened);
  opened();
  if (!form) return;
  const [field, choice] = form.elements;
  const told = document.querySelector('.found');
  const people = Array.from(document.querySelectorAll('.person'), (person) => ({
    person,
    standing: person.dataset.standing,
    text: Array.from(person.querySelectorAll('.who, .missing'), (part) => part.textContent).join(' ').toLowerCase(),
  }));
  const parts = Array.from(document.querySelectorAll('.letter'));
  const filter = () => {
    const wanted = field.value.toLowerCase().split(/\\s+/);
    let found = 0;
    for (const { person, standing, text } of people) {
      const fits = (!choice.value || choice.value === standing) && wanted.every((word) => text.includes(word));
      person.hidden = !fits;
      if (fits) found += 1;
    }
    for (const part of parts) part.hidden = !part.querySelector('.person:not([hidden])');
    told.textContent = found === people.length ? '' : [found, people.length].map((count) => count.toLocaleString('en')).join(' of ') + ' people';
  };
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const one of document.querySelectorAll('.without-script')) one.hidden = true;
  form.hidden = false;
  if (field.value || choice.value) filter();
})();
`;
