import { type Key, keyOf } from '../model/identity.ts';
import { compare } from '../model/order.ts';
import type { OrgState } from '../model/org-state.ts';
import type { Reviewers } from '../model/pull-request.ts';
import type { ReviewersAsked } from '../model/roster.ts';

/** So many people GitHub asks at once. */
const peopleAtMost = 15;

/** Whom and which teams edits are about. */
interface Concerning {
  readonly edits: readonly { readonly kind: string; readonly login?: string; readonly team?: string }[];
}

/** Where there is no roster.yaml. */
const nobody: ReviewersAsked = { users: [], teams: [], maintainers: false };

/**
 * Who is asked to review a proposal: those whom roster.yaml names, then maintainers where it says so. Nobody is asked
 * about themselves, and nobody who is suspended.
 */
export function reviewersOf({ edits }: Concerning, state: OrgState, asked: ReviewersAsked = nobody): Reviewers {
  const concerned = new Set(edits.flatMap(({ login }) => (login === undefined ? [] : [keyOf(login)])));
  const candidates = [...asked.users, ...(asked.maintainers ? maintainersOf(edits, state) : [])];
  const users = new Map<Key, string>();
  for (const login of candidates) {
    const key = keyOf(login);
    if (concerned.has(key) || state.users.get(key)?.suspended !== undefined || users.has(key)) continue;
    users.set(key, login);
  }
  return { users: [...users.values()].slice(0, peopleAtMost), teams: asked.teams };
}

/** Of the teams that the edits touch, and of those in which whoever leaves stands. */
function maintainersOf(edits: Concerning['edits'], { teams }: OrgState): readonly string[] {
  const slugs = new Set(edits.flatMap(({ team }) => (team === undefined ? [] : [keyOf(team)])));
  const leaving = edits.flatMap(({ kind, login }) =>
    login !== undefined && (kind === 'suspend-user' || kind === 'remove-user') ? [keyOf(login)] : [],
  );
  const touched = [...teams].filter(
    ([key, { members }]) => slugs.has(key) || leaving.some((login) => members.has(login)),
  );
  const maintainers = touched.flatMap(([, { members }]) =>
    [...members.values()].filter(({ role }) => role === 'maintainer'),
  );
  return maintainers.map(({ login }) => login).sort(compare);
}
