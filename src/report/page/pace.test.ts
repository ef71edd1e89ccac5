import { expect, it } from 'vitest';
import { aResponse, aSighting, aStanding, aStatusReport, after } from '../../../test/support/sample-status.ts';
import { paceWords } from './pace.ts';

it('tells how many answered within an hour, a day and so on', () => {
  expect(paceWords(aResponse(100))).toBe('5 people within an hour, 36 within a day, 66 by now');
});

it('promises nothing of a span in which nobody looked', () => {
  expect(paceWords(aResponse(100, [30, 200]))).toBe('41 people within three days, 66 by now');
});

it('counts nobody who stood so before the change, and nobody twice', () => {
  const report = aStatusReport([aStanding('ann', 'restored'), aStanding('bob', 'restored')], {
    sightings: [aSighting(after(-9), { ann: 'restored', bob: 'invited' }), aSighting(after(0.5), { bob: 'accepted' })],
  });
  expect(paceWords(report)).toBe('1 person within an hour');
});

it('says nothing where nobody answered', () => {
  expect(paceWords(aStatusReport([aStanding('ann', 'invited')]))).toBeNull();
  expect(paceWords(aResponse(0))).toBeNull();
});
