import { grouped } from '../../model/figures.ts';
import type { Listed, ListedKind } from '../../model/proposal.ts';

/**
 * What each list is about, in the order in which they are shown: who is kept and why, what people should solve, what
 * holds and ends, and last what is long and in nobody's hands here.
 */
export const headings: Readonly<Record<ListedKind, string>> = {
  unknown: 'Kept: HR does not say whether they are here',
  'not-in-hr': 'Kept: in no row of HR',
  'kept-in-team': 'Kept in a team: not positively moved away',
  'rule-matches-nobody': 'Rules that are for nobody: out of date?',
  'rule-tells-nothing': 'Rules that ask for what HR does not say',
  excepted: 'Kept by an exception',
  'restored-lately': 'Kept: restored lately, and HR says nothing new',
  'not-written': 'Kept as they are: owners, protected accounts and bots',
  conflict: 'Conflicts: nobody can tell whose login it is',
  'other-account': 'Another login in HR, not shown to be the same account',
  'same-account': 'Active in HR under an account that is in the state already',
  'outside-and-employed': 'Outside collaborators whom HR has as employees',
  'suspended-and-active': 'Suspended, and active in HR',
  'still-sponsor': "Not removed yet: still somebody's sponsor",
  'sponsor-left': 'Outside collaborators without a sponsor',
  'exception-in-force': 'Exceptions in force',
  'ends-soon': 'Ends within 14 days',
  ended: 'Members whose date is over',
  grace: 'Suspended, and removed after the days of grace',
  'not-an-employee-id': 'Active in HR, with an employee id that the state cannot hold',
  'no-account': 'Logins that GitHub does not know',
  'not-a-person': 'Logins of organisations',
  'not-checked': 'Logins that were not checked yet',
  'no-login': 'Active in HR, and without a login',
};

export const listedKinds = Object.keys(headings) as readonly ListedKind[];

/** What waits for somebody to do something about it: these are named wherever people look, the others counted. */
const forPeople: ReadonlySet<ListedKind> = new Set([
  'suspended-and-active',
  'conflict',
  'restored-lately',
  'still-sponsor',
  'no-account',
  'not-a-person',
  'other-account',
  'not-an-employee-id',
  'sponsor-left',
  'ends-soon',
]);

/** How many of a kind are named before they are only counted. */
const mostNamed = 20;

/** The reasons of one kind that a summary tells, the last of them saying how many more there are. */
export function reasonsNamed(kind: ListedKind, listed: readonly Listed[]): readonly string[] {
  if (!forPeople.has(kind)) return [];
  const more = listed.length - mostNamed;
  return [
    ...listed.slice(0, mostNamed).map(({ reason }) => reason),
    ...(more > 0 ? [`and ${grouped(more)} more`] : []),
  ];
}
