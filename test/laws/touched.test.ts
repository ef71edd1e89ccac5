import { expect, it } from 'vitest';
import { laws } from '../support/laws.ts';

it('the laws hold on merge, where only what was touched is looked at', async () => {
  await expect(laws('touched')).resolves.toBeUndefined();
}, 1_200_000);
