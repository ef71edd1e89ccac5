import type { Standing } from '../../git/proposal-branch.ts';

/** So many commits are named; somebody may have pushed another history. */
const namedAtMost = 20;

/** One sentence for the output; none where nobody else was there. */
export function foreignWords(branch: string, { foreign }: Standing, became: string): readonly string[] {
  const named = foreign.slice(0, namedAtMost).map(({ commit, author }) => `${commit} by ${author}`);
  const more = foreign.length - named.length;
  if (named.length === 0) return [];
  return [`Commits of others on ${branch} (${became}): ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`];
}

/** A comment for the pull request whose branch is written anew. */
export function replaced({ foreign }: Standing): string {
  const commits = foreign.slice(0, namedAtMost).map(({ commit }) => `- ${commit}`);
  const more = foreign.length > namedAtMost ? [`- and ${foreign.length - namedAtMost} more`] : [];
  return `This branch is written anew by Rollcall whenever the data changes, and holds no commits of others. These were on it and are not any more:\n\n${[...commits, ...more].join('\n')}\n\nTo change what is proposed, change what it rests on, as the description says. The commits can still be had by their ids.`;
}
