/** `3,500`: the same text on every machine, whatever its locale. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 change`, `3,480 changes`; `2 people` where the plural is given. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : nouns}`;
}

/** `3.43 %` */
export function percentText(part: number, whole: number): string {
  return `${Number(((part * 100) / whole).toFixed(2))} %`;
}
