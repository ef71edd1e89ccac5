import type { EntryKey } from '../../model/entry.ts';
import type { Key } from '../../model/identity.ts';
import type { Organization, OrgState } from '../../model/org-state.ts';
import type { BasePermission } from '../../model/permission.ts';
import type { Problem } from '../../model/problem.ts';
import { asBlocks } from './comments.ts';
import { type LeftOut, makeNotes, type Notes } from './notes.ts';
import { convertPeople } from './people.ts';
import type { PeribolosFile } from './nodes.ts';
import { readFiles } from './read-files.ts';
import { convertRepos } from './repos.ts';
import { convertTeams } from './teams.ts';
import type { Word } from './written.ts';

/** What Peribolos files come to. With an error among the problems, the state is only a part. */
export interface Conversion {
  readonly state: OrgState;
  /** What stood behind an entry on its line. */
  readonly comments: ReadonlyMap<EntryKey, string>;
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
}

/**
 * Converts the files of Peribolos, Prow's tool for GitHub organisations, in both their forms: one file with an `orgs:`
 * map, or an organisation's file with files of teams beside it.
 * @param organization whose files these are; may be left out where `orgs:` holds one organisation alone.
 * @throws UsageError where the files do not say which organisation is meant.
 */
export function convertPeribolos(files: readonly PeribolosFile[], organization: string | undefined): Conversion {
  const notes = makeNotes();
  const { name, written, comments } = readFiles(files, organization, notes);
  const users = convertPeople(written, notes);
  const teams = convertTeams(written.teams, users, notes);
  const repos = convertRepos(teams, written.repos, users, notes);
  const state: OrgState = {
    organization: convertOrganization(name, written.basePermission, notes),
    users,
    teams: new Map([...teams].map(([slug, { team }]): [Key, typeof team] => [slug, team])),
    repos,
  };
  for (const comment of asBlocks(comments.filter((comment) => !notes.carried(comment)))) {
    notes.leaveOut(comment, 'comment', comment.text, 'it stands on no line of a person or a grant');
  }
  return { state, comments: notes.comments, leftOut: notes.leftOut, problems: notes.problems };
}

const basePermissions: readonly string[] = ['none', 'read', 'write', 'admin'] satisfies BasePermission[];

function convertOrganization(name: string, base: Word | undefined, notes: Notes): Organization {
  if (base && !basePermissions.includes(base.text)) {
    const message = `default_repository_permission is one of ${basePermissions.join(', ')}, not ${base.text}`;
    notes.problem(base, message);
  }
  return { name, customRoles: new Map(), ...(base && { basePermission: base.text as BasePermission }) };
}
