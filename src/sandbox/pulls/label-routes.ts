import type { Pull } from './data.ts';
import { noContent, refusal } from '../http/answers.ts';
import { page } from '../http/page.ts';
import { type Ask, type Handler, param, requireWrite } from './ask.ts';
import { labelJson, labelNamed, pullAt } from './pull-json.ts';

const answer = (ask: Ask, pull: Pull) =>
  Response.json(pull.labels.map((name) => labelJson(ask, labelNamed(ask, name))));

export const listLabels: Handler = (ask) => {
  const { labels } = pullAt(ask);
  return page(ask.c, labels, (name) => labelJson(ask, labelNamed(ask, name)));
};

export const addLabels: Handler = (ask) => setLabels(ask, (pull) => [...pull.labels, ...namesOf(ask)]);

export const replaceLabels: Handler = (ask) => setLabels(ask, () => namesOf(ask));

export const removeAllLabels: Handler = (ask) => {
  setLabels(ask, () => []);
  return noContent();
};

export const removeLabel: Handler = (ask) => {
  const name = param(ask, 'label').toLowerCase();
  if (!pullAt(ask).labels.some((each) => each.toLowerCase() === name)) throw refusal(404, 'Label does not exist');
  return setLabels(ask, (pull) => pull.labels.filter((each) => each.toLowerCase() !== name));
};

function setLabels(ask: Ask, labelsOf: (pull: Pull) => readonly string[]): Response {
  const pull = pullAt(ask);
  requireWrite(ask);
  pull.labels = [...new Set(labelsOf(pull).map((name) => labelNamed(ask, name).name))];
  pull.updatedAt = ask.now;
  return answer(ask, pull);
}

/** `{labels: [name or {name}]}`. */
function namesOf(ask: Ask): string[] {
  const given: unknown = ask.body['labels'];
  if (!Array.isArray(given)) throw refusal(422, 'Invalid request.\n\n"labels" wasn\'t supplied.');
  return given.map((each: unknown) => {
    if (typeof each === 'string') return each;
    if (typeof each === 'object' && each !== null && 'name' in each) return String(each.name);
    throw refusal(422, "Invalid request.\n\nFor 'labels', a label is a string or has a name.");
  });
}
