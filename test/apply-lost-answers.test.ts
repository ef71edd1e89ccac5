import { describeFaults, type Fault } from './support/fault-matrix.ts';

const cutOff = { body: '{"id": 12', headers: { 'content-type': 'application/json' } };

/** Answers that do not tell whether the request took effect. */
const faults: readonly Fault[] = [
  { name: '500', fault: () => ({ status: 500 }), everywhere: true },
  { name: '502 in HTML', fault: () => ({ status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' }) },
  { name: '503', fault: () => ({ status: 503 }) },
  { name: '504', fault: () => ({ status: 504, body: 'upstream request timeout' }) },
  { name: 'dropped', fault: () => ({ drop: true }) },
  { name: 'hanging', fault: () => ({ hang: true }) },
  { name: '200, half of some JSON', fault: () => ({ status: 200, ...cutOff }) },
  { name: '201, half of some JSON', fault: () => ({ status: 201, ...cutOff }), everywhere: true },
];

describeFaults('an answer that is lost', faults, {
  title: 'Answers that were lost',
  file: 'golden/apply-lost-answers.md',
});
