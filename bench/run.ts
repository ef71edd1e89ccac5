import { historyFigures } from './history.ts';
import { costOfPlan, costOfValidate, sandboxStart } from './costs.ts';
import { asJson, asTable, type Figure, isMissed } from './figure.ts';
import { costOfPropose } from './propose.ts';
import { fullPlanFigures, mergeFigures } from './requests.ts';
import { restoreFigures } from './restore.ts';
import { crowdOf, named, sizeFor, trueSize } from './sizes.ts';

/** Leaves room for the garbage collector, whose share grows with what it has to look through. */
const linear = 1.5;

async function validateFigures(): Promise<readonly Figure[]> {
  const { validate, parser } = await costOfValidate(trueSize, 9);
  return [
    { what: `the YAML parser alone, ${named(trueSize)}`, value: parser, unit: 'ms' },
    { what: `validate: load, check and report, ${named(trueSize)}`, value: validate, unit: 'ms' },
    { what: 'validate, against the parser alone', value: validate / parser, unit: 'times', atMost: 2 },
  ];
}

async function growthFigures(): Promise<readonly Figure[]> {
  const [few, many] = [crowdOf(10_000), crowdOf(100_000)];
  const first = await costOfPlan(few, 5);
  const second = await costOfPlan(many, 3);
  const perPerson = (what: 'load' | 'plan') => second[what] / many.people / (first[what] / few.people);
  const figure = (what: string, value: number): Figure => ({ what, value, unit: 'ms' });
  const ratio = (what: string, value: number, atMost: number): Figure => ({ what, value, unit: 'times', atMost });
  return [
    figure(`load of ${named(few)}`, first.load),
    figure(`load of ${named(many)}`, second.load),
    ratio('load: cost of one of the many, against one of the few', perPerson('load'), linear),
    figure(`plan of ${named(few)}`, first.plan),
    figure(`plan of ${named(many)}`, second.plan),
    ratio('plan: cost of one of the many, against one of the few', perPerson('plan'), linear),
    ratio('plan of the few, against loading them', first.plan / first.load, 1),
    ratio('plan of the many, against loading them', second.plan / second.load, 1),
  ];
}

async function proposeFigures(): Promise<readonly Figure[]> {
  const [few, many] = [10_000, 100_000];
  const first = await costOfPropose(few, 3);
  const second = await costOfPropose(many, 1);
  const figure = (what: string, value: number, unit: Figure['unit']): Figure => ({ what, value, unit });
  const growth = (what: 'read' | 'propose'): Figure => ({
    what: `${what}: cost of one of the many, against one of the few`,
    value: second[what] / many / (first[what] / few),
    unit: 'times',
    atMost: linear,
  });
  return [
    figure('read a CSV export of 10,000 people', first.read, 'ms'),
    figure('read a CSV export of 100,000 people', second.read, 'ms'),
    growth('read'),
    figure('check, propose and edit for 10,000 people', first.propose, 'ms'),
    figure('check, propose and edit for 100,000 people', second.propose, 'ms'),
    growth('propose'),
    figure('memory of the process with 10,000 people', first.memory / 1e6, 'MB'),
    figure('memory of the process with 100,000 people', second.memory / 1e6, 'MB'),
  ];
}

async function startFigures(): Promise<readonly Figure[]> {
  const took = await sandboxStart(trueSize);
  return [{ what: `start of the sandbox by the clock, ${named(trueSize)}`, value: took, unit: 'ms' }];
}

const parts: readonly (readonly [what: string, measure: () => Promise<readonly Figure[]>])[] = [
  ['the start of the sandbox', startFigures],
  ['validate', validateFigures],
  ['the growth of load and plan', growthFigures],
  ['a proposal', proposeFigures],
  ['a long history', historyFigures],
  ['a full plan', () => fullPlanFigures(trueSize, [20_000, 2000, 200])],
  ['merges', () => mergeFigures(sizeFor(350))],
  ['merges', () => mergeFigures(sizeFor(3500))],
  ['merges', () => mergeFigures(sizeFor(10_000))],
  ['a loss and the way back', () => restoreFigures(trueSize)],
];

const figures: Figure[] = [];
for (const [what, measure] of parts) {
  console.error(`measuring ${what} …`);
  figures.push(...(await measure()));
}
if (process.argv.includes('--json')) {
  console.error(asTable(figures));
  console.log(asJson(figures));
} else {
  console.log(asTable(figures));
}
if (figures.some(isMissed)) process.exitCode = 1;
