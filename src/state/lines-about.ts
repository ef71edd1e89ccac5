/** What a file says of itself, at its margin: which team or repository it is, and whether anything in it counts. */
const ofTheFile = /^["']?(?:id|previously|managed|name|parent)["']?\s*:/;

/**
 * A file of the state with every line emptied that says nothing about somebody: what is left stands on the same lines,
 * and is read in no time however long the file is. Kept are the lines that name them, what is indented below those, the
 * keys that they stand below, and what the file says of itself. Of block lists and maps, as the tool writes them,
 * that means the same; what was cut wrongly elsewhere does not parse.
 * @returns '' where nothing is left
 */
export function linesAbout(text: string, about: RegExp): string {
  const lines = text.split('\n');
  const kept = new Set<number>();
  for (const [place, line] of lines.entries()) {
    if (!about.test(line) && !ofTheFile.test(line)) continue;
    keepBelow(lines, place, kept);
    keepAbove(lines, place, kept);
  }
  return kept.size === 0 ? '' : lines.map((line, place) => (kept.has(place) ? line : '')).join('\n');
}

/** Two such cuttings say the same, wherever the lines stand. */
export function sameLines(one: string, other: string): boolean {
  return one.replaceAll(/\n+/g, '\n').trim() === other.replaceAll(/\n+/g, '\n').trim();
}

function keepBelow(lines: readonly string[], place: number, kept: Set<number>): void {
  const depth = indentOf(lines[place]);
  kept.add(place);
  for (let below = place + 1; below < lines.length; below++) {
    if (!isEmpty(lines[below]) && indentOf(lines[below]) <= depth) return;
    kept.add(below);
  }
}

/** A list may stand at its key's own indentation. */
function keepAbove(lines: readonly string[], place: number, kept: Set<number>): void {
  let [depth, isItem] = [indentOf(lines[place]), isListItem(lines[place])];
  for (let above = place - 1; above >= 0 && (depth > 0 || isItem); above--) {
    const line = lines[above];
    if (isEmpty(line)) continue;
    const isHigher = indentOf(line) < depth || (isItem && !isListItem(line) && indentOf(line) === depth);
    if (!isHigher) continue;
    kept.add(above);
    [depth, isItem] = [indentOf(line), isListItem(line)];
  }
}

function isEmpty(line = ''): boolean {
  return /^\s*(?:#|$)/.test(line);
}

function indentOf(line = ''): number {
  return line.length - line.trimStart().length;
}

function isListItem(line = ''): boolean {
  return /^\s*-(?:\s|$)/.test(line);
}
