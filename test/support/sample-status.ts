import { keyOf } from '../../src/model/identity.ts';
import type { Outstanding, Sighting, Standing, StandingName, StatusReport } from '../../src/model/standing.ts';

/** When the change of these reports was made. */
export const changedAt = '2026-11-20T09:20:00Z';

const hour = 3_600_000;

/** A report in which nobody looked but this once. */
export function aStatusReport(people: readonly Standing[], other: Partial<StatusReport> = {}): StatusReport {
  return {
    organization: 'acme',
    invitationPage: 'https://github.com/orgs/acme/invitation',
    change: {
      commit: '3f2c1ab4d5e6f708192a3b4c5d6e7f8091a2b3c4',
      at: changedAt,
      subject: 'Restore what stood on 2026-11-19',
    },
    head: '9f8e7d6c5b4a39281706f5e4d3c2b1a099887766',
    applied: '9f8e7d6c5b4a39281706f5e4d3c2b1a099887766',
    checkedAt: after(70),
    people,
    unread: [],
    sightings: [],
    ...other,
  };
}

export function aStanding(login: string, standing: StandingName, other: Partial<Standing> = {}): Standing {
  return { login, standing, since: null, until: null, reason: reasons[standing], outstanding: [], ...other };
}

/** So many hours after the change, as an ISO time. */
export function after(hours: number): string {
  return new Date(Date.parse(changedAt) + hours * hour).toISOString();
}

export function aSighting(at: string, changed: Readonly<Record<string, StandingName>>): Sighting {
  const people = Object.entries(changed).map(([login, standing]) => [keyOf(login), standing] as const);
  return { at, people: people.length, changed: new Map(people) };
}

/**
 * A restoration as they go: five answer in the first hour, most within three days, some never. Every standing is there
 * where there are people enough.
 * @param looks hours after the change at which `status` ran; the last is this report
 */
export function aResponse(
  count: number,
  looks: readonly number[] = [0.2, 1, 3, 4, 7, 22, 24, 29, 47, 53, 70],
): StatusReport {
  const courses = Array.from({ length: count }, (_, index) => courseOf(index, count));
  const last = looks.at(-1) ?? 0;
  return aStatusReport(
    courses.map((course) => standingAfter(course, last)).toSorted((one, other) => (one.login < other.login ? -1 : 1)),
    { checkedAt: after(last), sightings: sightingsOf(courses, looks) },
  );
}

interface Course {
  readonly login: string;
  /** Hours after the change at which they accepted. */
  readonly accepts: number;
  readonly ends: StandingName;
}

const ends: readonly StandingName[] = [
  'expired',
  'failed',
  'waiting',
  'left',
  'unknown',
  'suspended',
  'removed',
  'invited',
];

/** Of a hundred: 58 are restored, 8 accepted, and the others are spread over the rest. */
function courseOf(index: number, count: number): Course {
  const login = `${names[index % names.length] ?? ''}-${index}`;
  const share = (index * 100) / count;
  if (share < 5) return { login, accepts: 0.5, ends: 'restored' };
  if (share < 66)
    return { login, accepts: 1.2 + ((share - 5) / 61) ** 1.6 * 68, ends: share < 58 ? 'restored' : 'accepted' };
  return {
    login,
    accepts: Number.POSITIVE_INFINITY,
    ends: share < 80 ? 'invited' : (ends[index % ends.length] ?? 'invited'),
  };
}

function nameAfter({ accepts, ends }: Course, hours: number): StandingName {
  if (ends === 'suspended' || ends === 'removed') return ends;
  if (accepts === Number.POSITIVE_INFINITY) return hours < 48 ? 'invited' : ends;
  if (hours < accepts) return 'invited';
  return hours < accepts + 3 || ends === 'accepted' ? 'accepted' : 'restored';
}

function standingAfter(course: Course, hours: number): Standing {
  const standing = nameAfter(course, hours);
  return aStanding(course.login, standing, {
    since: standing === 'unknown' ? null : after(standing === 'invited' ? 0.1 : Math.min(course.accepts, hours)),
    until: standing === 'invited' ? after(168) : standing === 'waiting' ? after(96) : null,
    outstanding: standing === 'accepted' || standing === 'invited' ? missing : [],
  });
}

const missing: readonly Outstanding[] = [
  { kind: 'team', team: 'payments', role: 'maintainer' },
  { kind: 'team', team: 'sre', role: 'member' },
  { kind: 'repo', repo: 'payments-api', role: 'write' },
];

function sightingsOf(courses: readonly Course[], looks: readonly number[]): readonly Sighting[] {
  return looks.map((hours, index) => {
    const before = looks[index - 1];
    const changed = courses
      .map((course) => [course.login, nameAfter(course, hours)] as const)
      .filter(([, name], which) => {
        const course = courses[which];
        return before === undefined || course === undefined || nameAfter(course, before) !== name;
      });
    return { ...aSighting(after(hours), Object.fromEntries(changed)), people: courses.length };
  });
}

const reasons: Readonly<Record<StandingName, string>> = {
  restored: 'Member, in all teams and with all grants that the state gives.',
  accepted: 'A member again, but not everything that the state gives was seen.',
  invited: 'The invitation is open.',
  expired: 'The invitation was not accepted within seven days.',
  failed: 'GitHub: the invitee has blocked the organisation.',
  waiting: 'GitHub takes no more invitations today: 500 were sent in the last 24 hours.',
  left: 'Neither member nor invited; the invitation was declined, or somebody cancelled it by hand.',
  unknown: 'Their membership could not be read: 502 from GitHub.',
  suspended: 'The line says suspended since 2026-11-20.',
  removed: 'No line of the state names them any more.',
};

const names = ['alice', 'bob', 'carol', 'Dana', 'eli', 'farid', 'grace', 'hiro', 'ines', 'jonas', 'kavya', 'liam'];
const more = [
  'mei',
  'nils',
  'olga',
  'pavel',
  'quinn',
  'rosa',
  'sven',
  'tara',
  'uma',
  'viktor',
  'wei',
  'xenia',
  'yusuf',
  'zoe',
];
names.push(...more);
