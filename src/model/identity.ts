/**
 * A login, team slug or repository name, folded for comparison.
 * GitHub compares all three without regard to case, so every map in Rollcall is keyed by this.
 */
export type Key = string & { readonly __brand: 'Key' };

/** The one way to make a {@link Key}. The spelling people wrote stays beside it, in `login`, `slug` or `name`. */
export function keyOf(name: string): Key {
  return name.toLowerCase() as Key;
}
