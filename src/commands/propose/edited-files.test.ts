import { expect, it } from 'vitest';
import type { Edit, EditBody } from '../../model/proposal.ts';
import { createFileCache } from '../../state/load-file.ts';
import type { Context } from '../context.ts';
import type { DefaultBranch } from './default-branch.ts';
import { editedFiles } from './edited-files.ts';

const texts = {
  'organization.yaml': 'name: acme\n',
  'users/owners.yaml': 'users:\n  root: { role: owner }\n  spare: { role: owner }\n',
  'users/employees.yaml': 'users:\n  bob: { id: 2, employee: E2 }\n',
  'teams/sre.yaml': 'name: SRE\nrule: { department: SRE }\nmembers: []\n',
};

const context = { now: () => new Date('2026-11-22T12:00:00Z') } as Context;
const branch = {
  repository: { prefix: 'state' },
  files: Object.entries(texts).map(([path, text]) => ({ path, id: path, text })),
  cache: createFileCache(),
} as unknown as DefaultBranch;

const edit = (body: EditBody): Edit => ({ ...body, reason: '', evidence: [], basis: [] });

it('judges each proposal by its own files, also where two change the same one', () => {
  const joins = [
    edit({ kind: 'add-user', login: 'zoe', id: 9, employee: 'E9' }),
    edit({ kind: 'add-team-member', team: 'sre', login: 'zoe' }),
  ];
  expect([...editedFiles(context, branch, joins).keys()]).toEqual([
    'state/users/employees.yaml',
    'state/teams/sre.yaml',
  ]);
  const moves = [edit({ kind: 'add-team-member', team: 'sre', login: 'bob' })];
  expect([...editedFiles(context, branch, moves)]).toEqual([
    ['state/teams/sre.yaml', 'name: SRE\nrule: { department: SRE }\nmembers:\n  - bob\n'],
  ]);
});

it('refuses what would give a state with errors, also after it let through another edit of the same file', () => {
  editedFiles(context, branch, [edit({ kind: 'add-team-member', team: 'sre', login: 'bob' })]);
  const stranger = edit({ kind: 'add-team-member', team: 'sre', login: 'eve' });
  expect(() => editedFiles(context, branch, [stranger])).toThrow('unknown user "eve"');
});
