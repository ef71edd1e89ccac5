/**
 * The slug that GitHub makes of a team's name: lower case, accents dropped, underscores kept, and a hyphen for each run
 * of anything else. https://docs.github.com/en/rest/teams/teams#create-a-team
 * @returns the empty text where no letter or digit is left.
 */
export function teamSlug(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{Mark}/gu, '');
  return plain
    .toLowerCase()
    .replaceAll(/[^a-z\d_]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
}

/** Whether a name has only letters of which it is known what GitHub makes of them. */
export function isSlugKnown(name: string): boolean {
  return !/[^\p{ASCII}\p{P}\p{S}\p{Z}]/u.test(name.normalize('NFKD').replaceAll(/\p{Mark}/gu, ''));
}
