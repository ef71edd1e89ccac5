/**
 * A status word, folded for comparison: case, spaces at the ends and doubled ones, and characters that Unicode calls
 * compatible (NFKC: full width, ligatures, no-break spaces). Nothing else: a word that is merely like another is another.
 */
export function foldedWord(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
}
