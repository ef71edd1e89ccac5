import type { Key } from '../../model/identity.ts';
import type { OrgState } from '../../model/org-state.ts';
import type { Base } from '../../planner/base.ts';

/** Whose standing is asked for. */
export interface StandingsAsked {
  readonly desired: OrgState;
  readonly change: Base;
  readonly people: ReadonlySet<Key>;
}
