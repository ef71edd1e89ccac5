import { UsageError } from '../../model/errors.ts';
import { commentsOf } from './comments.ts';
import { isNothing, type Node, parseFile, type PeribolosFile, readFields } from './nodes.ts';
import type { Notes } from './notes.ts';
import { joinOrganizations, readOrganization } from './read-organization.ts';
import type { Word, WrittenOrganization } from './written.ts';

export interface ReadFiles {
  /** The organisation's login. */
  readonly name: string;
  readonly written: WrittenOrganization;
  /** Every comment of the files that were read. */
  readonly comments: readonly Word[];
}

/**
 * Reads what all files say of one organisation.
 * @throws UsageError where it is not clear whose files they are
 */
export function readFiles(files: readonly PeribolosFile[], organization: string | undefined, notes: Notes): ReadFiles {
  const roots = files.map((file) => parseFile(file, notes));
  const name = nameOf(roots, organization, notes);
  const parts = roots.flatMap((root) => partOf(root, name, notes) ?? []);
  return {
    name,
    written: joinOrganizations(parts.map((part) => readOrganization(part, notes))),
    comments: notes.problems.length > 0 ? [] : files.flatMap(commentsOf),
  };
}

function nameOf(roots: readonly Node[], organization: string | undefined, notes: Notes): string {
  const names = roots.flatMap((root) => [...organizationsIn(root, notes).keys()]);
  if (organization !== undefined) return organization;
  const [only, ...more] = names;
  if (only === undefined) {
    throw new UsageError('no-organisation', 'These files do not say which organisation they describe. Add --org NAME.');
  }
  if (more.length > 0) {
    throw new UsageError(
      'several-organisations',
      `The files describe ${names.join(', ')}. Choose one with --org NAME.`,
    );
  }
  return only;
}

/** The part of a file that describes the organisation: its entry below `orgs:`, or the whole of a bare file. */
function partOf(root: Node, name: string, notes: Notes): Node | undefined {
  const fields = readFields(isMap(root) ? root : undefined, notes);
  if (!fields.has('orgs')) return root;
  for (const { key } of fields.values()) {
    if (key.text !== 'orgs')
      notes.leaveOut(key, `setting \`${key.text}\` beside \`orgs\``, key.text, 'it is not about people');
  }
  const organizations = organizationsIn(root, notes);
  const found = [...organizations].find(([key]) => key.toLowerCase() === name.toLowerCase());
  if (!found) {
    const known = [...organizations.keys()].join(', ') || 'none';
    throw new UsageError('no-such-organisation', `${root.file} does not describe ${name}. It describes: ${known}.`);
  }
  return found[1];
}

function organizationsIn(root: Node, notes: Notes): ReadonlyMap<string, Node> {
  const orgs = isMap(root) ? readFields(root, notes).get('orgs') : undefined;
  return new Map([...readFields(orgs?.value, notes)].map(([name, { value }]) => [name, value]));
}

function isMap(node: Node): boolean {
  return !isNothing(node) && typeof node.value === 'object' && !Array.isArray(node.value);
}
