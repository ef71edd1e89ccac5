/** Unknown where the data does not say: it never removes anybody, and never adds anybody. */
export type Truth = boolean | 'unknown';

/** False as soon as one is false, else unknown as soon as one is unknown. */
export function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes('unknown') ? 'unknown' : true;
}

/** True as soon as one is true, else unknown as soon as one is unknown. */
export function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes('unknown') ? 'unknown' : false;
}

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}
