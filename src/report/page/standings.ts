import type { StandingName } from '../../model/standing.ts';

/** What stands together in the chart, lowest first: what is settled carries what is not. */
export const groups = ['restored', 'accepted', 'invited', 'waiting', 'stuck', 'unknown', 'decided', 'unseen'] as const;

export type Group = (typeof groups)[number];

export const groupOf: Readonly<Record<StandingName, Group>> = {
  restored: 'restored',
  accepted: 'accepted',
  invited: 'invited',
  waiting: 'waiting',
  expired: 'stuck',
  failed: 'stuck',
  left: 'stuck',
  unknown: 'unknown',
  suspended: 'decided',
  removed: 'decided',
};

export const groupNames: Readonly<Record<Group, string>> = {
  restored: 'Restored',
  accepted: 'Accepted',
  invited: 'Invited',
  waiting: 'Waiting',
  stuck: 'Expired, failed or left',
  unknown: 'Unknown',
  decided: 'Suspended or removed',
  unseen: 'Not looked at yet',
};

export interface StandingWords {
  readonly name: string;
  /** What it means, and what to do, for whoever reads the page. */
  readonly meaning: string;
  /** What stands before `since`, and before `until`. */
  readonly since: string;
  readonly until: string;
}

export const standingWords: Readonly<Record<StandingName, StandingWords>> = {
  restored: {
    name: 'Restored',
    meaning: 'All the access that is theirs was seen in place. Nothing to do.',
    since: 'seen since',
    until: 'until',
  },
  accepted: {
    name: 'Accepted',
    meaning:
      'In again, with some of their access still missing. It comes with a later run; there is nothing to accept.',
    since: 'seen since',
    until: 'until',
  },
  invited: {
    name: 'Invited',
    meaning: 'No access until they accept the invitation.',
    since: 'since',
    until: 'open until',
  },
  expired: {
    name: 'Expired',
    meaning: 'The invitation ran out before it was accepted. No access; an administrator has to send another.',
    since: 'since',
    until: 'until',
  },
  failed: {
    name: 'Failed',
    meaning: 'The invitation failed or could not be sent. No access; the reason stands beside each name.',
    since: 'since',
    until: 'until',
  },
  waiting: {
    name: 'Waiting',
    meaning: 'Their turn has not come: no access yet, and nothing to do. What it waits for stands beside each name.',
    since: 'since',
    until: 'not before',
  },
  left: {
    name: 'Left',
    meaning: 'Neither member nor invited any more, and no run took them out. Somebody should ask them.',
    since: 'since',
    until: 'until',
  },
  unknown: {
    name: 'Unknown',
    meaning: 'It could not be read where they stand. This says nothing about their access.',
    since: 'since',
    until: 'until',
  },
  suspended: {
    name: 'Suspended',
    meaning: 'Still members, without access, as was decided.',
    since: 'since',
    until: 'until',
  },
  removed: {
    name: 'Removed',
    meaning: 'Not in the organisation’s list any more, as was decided.',
    since: 'since',
    until: 'until',
  },
};
