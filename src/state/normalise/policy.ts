import { millisecondsOf } from '../../model/duration.ts';
import { keyOf } from '../../model/identity.ts';
import type { Allowance, Policy, Removals, Wave } from '../../model/policy.ts';
import type { Fragment, Reference } from '../fragment.ts';
import { entryOf, keyAt, type Source, startOf, valueAt } from '../source.ts';
import type { WrittenAllowance, WrittenPolicy, WrittenRemovals } from '../written.generated.ts';

/** What holds where policy.yaml says nothing. */
export const defaultPolicy: Policy = {
  removals: {
    members: { count: 10, percent: 1 },
    teamMemberships: { count: 50, percent: 2 },
    teams: { count: 2, percent: 5 },
    repoAccess: { count: 50, percent: 2 },
    total: { count: 100 },
  },
  owners: { minimum: 2 },
  protected: [],
  unmanaged: 'report',
  departed: 'report',
  drift: 'repair',
  review: { approvals: 0 },
  waves: [{ count: 1 }, { count: 10 }, { percent: 100 }],
  pause: 0,
  circuitBreaker: { failures: 5 },
  offboarding: { graceDays: 14 },
  restoreFirst: [],
  allowances: [],
};

const judged = ['unmanaged', 'departed', 'drift'] as const;

export function normalisePolicy(written: WrittenPolicy, source: Source): Fragment {
  const policy: Policy = {
    removals: removalsOf(written.removals),
    owners: { ...defaultPolicy.owners, ...written.owners },
    protected: (written.protected ?? []).map(keyOf),
    unmanaged: written.unmanaged ?? defaultPolicy.unmanaged,
    departed: written.departed ?? defaultPolicy.departed,
    drift: written.drift ?? defaultPolicy.drift,
    review: { ...defaultPolicy.review, ...written.review },
    waves: written.waves === undefined ? defaultPolicy.waves : written.waves.map(waveOf),
    pause: written.pause === undefined ? defaultPolicy.pause : millisecondsOf(written.pause),
    circuitBreaker: { ...defaultPolicy.circuitBreaker, ...written.circuitBreaker },
    offboarding: { ...defaultPolicy.offboarding, ...written.offboarding },
    restoreFirst: (written.restoreFirst ?? []).map(keyOf),
    allowances: allowancesOf(written, source),
    ...(written.unmanaged === undefined ? {} : { unmanagedLine: positionOf(written, 'unmanaged', source) }),
  };
  const entries = judged
    .filter((setting) => written[setting] !== undefined)
    .map((setting) => entryOf(source, { noun: 'policy', setting }, written, setting, written[setting]));
  const allowances = written.allowances ?? [];
  return {
    entries,
    references: referencesOf(written, source),
    problems: [],
    policy: {
      policy,
      ownersAt: written.owners?.minimum === undefined ? startOf(source) : valueAt(source, written.owners, 'minimum'),
      expiresAt: allowances.map((allowance) => valueAt(source, allowance, 'expires')),
    },
  };
}

/** A kind that is not spoken of keeps its default; one that is, is what it says, with no figure filled in. */
function removalsOf(written: 'none' | WrittenRemovals | undefined): Removals {
  if (written === 'none') return 'none';
  return { ...(defaultPolicy.removals as Exclude<Removals, 'none'>), ...written };
}

function waveOf(wave: number | string): Wave {
  return typeof wave === 'number' ? { count: wave } : { percent: Number.parseFloat(wave) };
}

function allowancesOf({ allowances = [] }: WrittenPolicy, source: Source): Allowance[] {
  return allowances.map((allowance: WrittenAllowance, index) => ({
    ...positionOf(allowances, index, source),
    ...allowance,
  }));
}

function positionOf(container: object, key: string | number, source: Source): { file: string; line: number } {
  const { file, line } = keyAt(source, container, key);
  return { file, line };
}

function referencesOf(written: WrittenPolicy, source: Source): Reference[] {
  const { protected: logins = [], restoreFirst = [], allowances = [] } = written;
  return [
    ...logins.map((name, index) => {
      const where = valueAt(source, logins, index);
      return { where, to: 'user', name, as: 'in protected', severity: 'warning' } as const;
    }),
    ...restoreFirst.map((name, index) => {
      const where = valueAt(source, restoreFirst, index);
      return { where, to: 'team', name, as: 'in restoreFirst', severity: 'error' } as const;
    }),
    ...allowances.map((allowance) => {
      const where = valueAt(source, allowance, 'approvedBy');
      return { where, to: 'user', name: allowance.approvedBy, as: 'in approvedBy', severity: 'warning' } as const;
    }),
  ];
}
