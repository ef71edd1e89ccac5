import { describe, expect, it } from 'vitest';
import type { RestoreEdit } from '../model/restoration.ts';
import { madeRestoration } from './make-restore.ts';

const list = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([path, text]) => ({ path, id: text, text }));

const reason = 'for a test';

function made(
  now: Readonly<Record<string, string>>,
  earlier: Readonly<Record<string, string>>,
  ...edits: readonly RestoreEdit[]
): Record<string, string | null> {
  return Object.fromEntries(madeRestoration(list(now), list(earlier), edits));
}

describe('lines of an earlier state', () => {
  const bob = { kind: 'bring-user', login: 'bob', role: 'member', isSuspended: false, reason } as const;

  it('come back with their own attributes and comments, among the comments of later edits', () => {
    const earlier = { 'users/a.yaml': 'users:\n  alice: {}\n  bob: { id: 2, desk: B1 } # on loan\n' };
    const now = { 'users/a.yaml': '# kept by people\nusers:\n  alice: { id: 1 } # checked\n  carol: {}\n' };
    expect(made(now, earlier, bob)).toEqual({
      'users/a.yaml':
        '# kept by people\nusers:\n  alice: { id: 1 } # checked\n  bob: { id: 2, desk: B1 } # on loan\n  carol: {}\n',
    });
  });

  it('come back on one line where they stood on several, into a file that is gone', () => {
    const earlier = { 'users/b.yaml': 'users:\n  bob:\n    id: 2\n    sponsor: zed\n' };
    expect(made({ 'users/a.yaml': 'users:\n  alice: {}\n' }, earlier, { ...bob, sponsor: 'zoe' })).toEqual({
      'users/b.yaml':
        '# yaml-language-server: $schema=../../node_modules/rollcall/schemas/users.schema.json\nusers:\n  bob: { id: 2, sponsor: zoe }\n',
    });
  });

  it('lose what was set since, for many people in one go', () => {
    const now = {
      'users/a.yaml': 'users:\n  alice: { suspended: 2026-11-20, id: 1 } # see 12\n  bob: { suspended: 2026-11-20 }\n',
    };
    const lift = {
      kind: 'change-user',
      before: { suspended: '2026-11-20' },
      after: {},
      isTaking: false,
      reason,
    } as const;
    expect(made(now, now, { ...lift, login: 'alice' }, { ...lift, login: 'bob' })).toEqual({
      'users/a.yaml': 'users:\n  alice: { id: 1 } # see 12\n  bob: {}\n',
    });
  });

  it('of a team come back whole, with those who can be in it, under the names of today', () => {
    const earlier = {
      'teams/sre.yaml':
        '# on call\nname: SRE\nparent: infra # above\nmaintainers: [ann]\nmembers:\n  - bob # nights\n  - gone\n',
    };
    const edit: RestoreEdit = {
      kind: 'bring-team',
      team: 'sre',
      earlier: 'sre',
      parent: 'platform',
      people: [
        { earlier: 'ann', login: 'anna', list: 'maintainers' },
        { earlier: 'bob', login: 'bob', list: 'members' },
      ],
      reason,
    };
    expect(made({ 'users/a.yaml': 'users: {}\n' }, earlier, edit)).toEqual({
      'teams/sre.yaml':
        '# on call\nname: SRE\nparent: platform # above\nmaintainers: [anna]\nmembers:\n  - bob # nights\n',
    });
  });

  it('of a list come back with their comments, and whoever was a maintainer leaves the other list', () => {
    const now = { 'teams/sre.yaml': 'members:\n  # by hand\n  - ann\n  - dan # since\n' };
    const earlier = { 'teams/sre.yaml': 'maintainers:\n  - ann\nmembers:\n  - bob # nights\n' };
    const member = { kind: 'change-team-member', team: 'sre', reason } as const;
    const edits: RestoreEdit[] = [
      { ...member, login: 'ann', before: 'members', after: 'maintainers', earlier: { team: 'sre', login: 'ann' } },
      { ...member, login: 'bob', before: null, after: 'members', earlier: { team: 'sre', login: 'bob' } },
    ];
    expect(made(now, earlier, ...edits)).toEqual({
      'teams/sre.yaml': 'members:\n  - bob # nights\n  # by hand\n  - dan # since\nmaintainers:\n  - ann\n',
    });
  });

  it('of a repository come back beside what was granted since, and a raise keeps its comment', () => {
    const now = { 'repos/api.yaml': 'teams:\n  sre: read # lowered by 14\n  web: write\n' };
    const earlier = { 'repos/api.yaml': 'teams:\n  sre: admin\n  ops: write # pager\n' };
    const grant = { kind: 'change-grant', repo: 'api', map: 'teams', isTaking: false, reason } as const;
    const edits: RestoreEdit[] = [
      { ...grant, to: 'sre', before: 'read', after: 'admin', earlier: { repo: 'api', to: 'sre' } },
      { ...grant, to: 'ops', before: null, after: 'write', earlier: { repo: 'api', to: 'ops' } },
    ];
    expect(made(now, earlier, ...edits)).toEqual({
      'repos/api.yaml': 'teams:\n  ops: write # pager\n  sre: admin # lowered by 14\n  web: write\n',
    });
  });

  it("take the place of today's where a key is asked for exactly, and a file goes", () => {
    const now = {
      'teams/sre.yaml': 'name: Ops # since\nrule: { department: Ops }\nmembers: []\n',
      'teams/new.yaml': '{}\n',
    };
    const earlier = { 'teams/sre.yaml': 'name: SRE\nmembers: []\n' };
    const edits: RestoreEdit[] = [
      { kind: 'change-team', team: 'sre', earlier: 'sre', keys: ['name', 'rule'], parent: null, reason },
      { kind: 'drop-team', team: 'new', reason },
    ];
    expect(made(now, earlier, ...edits)).toEqual({
      'teams/sre.yaml': 'name: SRE\nmembers: []\n',
      'teams/new.yaml': null,
    });
  });

  it('are refused where nobody of that name stood there', () => {
    const users = { 'users/a.yaml': 'users:\n  alice: {}\n' };
    expect(() => made(users, users, bob)).toThrow('there was no user bob in users/');
    expect(() => made(users, users, { ...bob, login: 'alice' })).toThrow('the user alice is there already');
  });
});
