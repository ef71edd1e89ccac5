import { keyOf } from '../../model/identity.ts';
import type { Organization } from '../../model/org-state.ts';
import type { Fragment } from '../fragment.ts';
import { entryOf, type Source } from '../source.ts';
import type { WrittenOrganization } from '../written.generated.ts';

export function normaliseOrganization(written: WrittenOrganization, source: Source): Fragment {
  const { name, id, basePermission, stateRepository, customRoles = [] } = written;
  const organization: Organization = {
    name,
    ...(id === undefined ? {} : { id }),
    ...(basePermission === undefined ? {} : { basePermission }),
    ...(stateRepository === undefined ? {} : { stateRepository }),
    customRoles: new Map(customRoles.map((role) => [keyOf(role), { name: role }])),
  };
  const entries =
    basePermission === undefined
      ? []
      : [entryOf(source, { noun: 'base-permission' }, written, 'basePermission', basePermission)];
  return { entries, references: [], problems: [], organization };
}
