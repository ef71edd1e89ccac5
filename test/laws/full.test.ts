import { expect, it } from 'vitest';
import { laws } from '../support/laws.ts';

it('the laws hold in a run over everything', async () => {
  await expect(laws('full')).resolves.toBeUndefined();
}, 1_200_000);
