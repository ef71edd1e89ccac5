import type { Entry } from '../../model/entry.ts';
import { keyOf } from '../../model/identity.ts';
import type { User } from '../../model/org-state.ts';
import type { Problem } from '../../model/problem.ts';
import type { Fragment, Located, Reference } from '../fragment.ts';
import { keyAt, said, type Source, valueAt } from '../source.ts';
import { nearest } from '../suggest.ts';
import type { WrittenUser, WrittenUsers } from '../written.generated.ts';

/** Attributes that have a meaning; the others on a user's line are the organisation's own. */
const attributes = ['id', 'employee', 'role', 'sponsor', 'suspended', 'expires'] as const;
const known: ReadonlySet<string> = new Set(attributes);

export function normaliseUsers(written: WrittenUsers, source: Source): Fragment {
  const entries: Entry[] = [];
  const references: Reference[] = [];
  const problems: Problem[] = [];
  const users: Located<User>[] = [];
  for (const [login, attributes] of Object.entries(written.users)) {
    const where = keyAt(source, written.users, login);
    entries.push({
      ref: { noun: 'user', user: keyOf(login) },
      file: where.file,
      line: where.line,
      text: said(canonical(attributes), commentsOf(written.users, login, attributes, source)),
    });
    users.push(locate(login, attributes, where, source));
    problems.push(...mistaken(attributes, source));
    if (attributes.sponsor !== undefined) {
      const where = valueAt(source, attributes, 'sponsor');
      references.push({ where, to: 'user', name: attributes.sponsor, as: `sponsor of ${login}`, severity: 'error' });
    }
  }
  return { entries, references, problems, users };
}

function locate(login: string, written: WrittenUser, where: Located<User>['where'], source: Source): Located<User> {
  const { id, employee, role = 'member', sponsor, suspended, expires } = written;
  const value: User = {
    login,
    ...(id === undefined ? {} : { id }),
    role,
    ...(employee === undefined ? {} : { employee }),
    ...(sponsor === undefined ? {} : { sponsor }),
    ...(suspended === undefined ? {} : { suspended }),
    ...(expires === undefined ? {} : { expires }),
  };
  return {
    value,
    where,
    ...(expires === undefined ? {} : { expiresAt: valueAt(source, written, 'expires') }),
  };
}

/** The attributes in a fixed order, with the default filled in: the same for the same meaning. */
function canonical(written: WrittenUser): Readonly<Record<string, unknown>> {
  const { role = 'member' } = written;
  const others = Object.keys(written).filter((name) => name !== 'role');
  const pairs = others.sort().map((name): [string, unknown] => [name, written[name]]);
  return Object.fromEntries([['role', role], ...pairs]);
}

/** The comment beside the login and, where the attributes stand on lines of their own, those beside them. */
function commentsOf(users: object, login: string, attributes: WrittenUser, { places }: Source): string {
  const span = places.span(users, login);
  const beside = places.comment(span);
  if (span?.severalLines !== true) return beside;
  const inside = Object.keys(attributes).map((name) => places.comment(places.span(attributes, name)));
  return [...new Set([beside, ...inside])].filter((comment) => comment !== '').join(' # ');
}

/** Attributes of one's own are welcome, but one letter off a known one is rather a slip. */
function mistaken(written: WrittenUser, source: Source): Problem[] {
  return Object.keys(written)
    .filter((name) => !known.has(name))
    .flatMap((name) => {
      const meant = nearest(name, attributes);
      if (meant === undefined) return [];
      const message = `"${name}" is kept as an attribute of your own; did you mean "${meant}"?`;
      return [{ severity: 'warning', ...keyAt(source, written, name), message }];
    });
}
