import { type Key, keyOf } from '../../model/identity.ts';

/** `name`, with more and more of `suffix` behind it until nobody has it yet; from then on it is taken. */
export function untaken(name: string, taken: Set<Key>, suffix: () => string): string {
  let candidate = name;
  while (taken.has(keyOf(candidate))) candidate += suffix();
  taken.add(keyOf(candidate));
  return candidate;
}
