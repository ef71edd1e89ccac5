import type { Quote } from '../words.ts';
import type { PersonEdit, PersonRow } from './rows.ts';

/** How many names a cell shows before it only counts. */
const namesShown = 10;

/**
 * What is to be done about one person, in a few words: `out of sales; into payments, sre`.
 * @param most how many names of teams and repositories are told of each kind
 */
export function whatIsDone({ edits }: Pick<PersonRow, 'edits'>, quote: Quote, most = namesShown): string {
  const named = (all: readonly string[]): string => names(all, quote, most);
  const [into, out] = [teamsIn(edits, 'add-team-member'), teamsIn(edits, 'remove-team-member')];
  return [
    ...edits.flatMap((edit) => ownWords(edit, quote, named)),
    ...(out.length === 0 ? [] : [`out of ${named(out)}`]),
    ...(into.length === 0 ? [] : [`into ${named(into)}`]),
  ].join('; ');
}

/** The teams that somebody who joins gets. */
export function teamsGiven({ edits }: Pick<PersonRow, 'edits'>, quote: Quote): string {
  return names(teamsIn(edits, 'add-team-member'), quote);
}

function teamsIn(edits: readonly PersonEdit[], kind: PersonEdit['kind']): readonly string[] {
  return edits.flatMap((edit) => (edit.kind === kind && 'team' in edit ? [edit.team] : []));
}

type Named = (names: readonly string[]) => string;

function ownWords(edit: PersonEdit, quote: Quote, named: Named): readonly string[] {
  switch (edit.kind) {
    case 'add-user':
      return ['join'];
    case 'rename-user':
      return [`${quote(edit.before)} is ${quote(edit.after)} from now on`];
    case 'suspend-user':
      return ['suspend'];
    case 'remove-user':
      return [`remove${heldWords([...edit.teams, ...edit.repos], named)}`];
    case 'remove-outside':
      return [`remove, outside collaborator${heldWords(edit.repos, named)}`];
    case 'add-team-member':
    case 'remove-team-member':
      return [];
  }
}

function heldWords(held: readonly string[], named: Named): string {
  return held.length === 0 ? '' : `, with the lines in ${named(held)}`;
}

export function names(all: readonly string[], quote: Quote, most = namesShown): string {
  const shown = all.slice(0, most).map(quote).join(', ');
  const more = all.length - most;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
