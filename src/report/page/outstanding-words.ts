import type { Outstanding } from '../../model/standing.ts';

/** `team payments, as maintainer`, `payments-api: write` */
export function outstandingWords(missing: Outstanding): string {
  switch (missing.kind) {
    case 'role':
      return `the role ${missing.role}`;
    case 'team':
      return missing.role === 'maintainer' ? `team ${missing.team} (maintainer)` : `team ${missing.team}`;
    case 'repo':
      return `${missing.repo} (${missing.role})`;
    case 'team-repo':
      return `${missing.repo} (${missing.role}, through team ${missing.team})`;
  }
}
