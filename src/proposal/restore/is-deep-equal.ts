/** Whether two plain values say the same; the order of keys is the same where the same code made both. */
export function isDeepEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
