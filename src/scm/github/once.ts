/** Asks for a thing the first time alone. */
export function once<Key, Value>(known: Map<Key, Promise<Value>>, key: Key, ask: () => Promise<Value>): Promise<Value> {
  const asked = known.get(key) ?? ask();
  known.set(key, asked);
  return asked;
}
