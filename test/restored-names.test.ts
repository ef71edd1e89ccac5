import { describe, expect, it } from 'vitest';
import { anOrganization } from './support/organization-builder.ts';
import { filesOf, restored } from './support/restoring.ts';

const then = anOrganization()
  .withOwner('root', { id: 1 })
  .withMember('ann', { id: 2 })
  .withTeam('billing', { id: 7, members: ['ann'], description: 'Bills' });
const now = anOrganization()
  .withOwner('root', { id: 1 })
  .withMember('ann', { id: 2 })
  .withTeam('payments', { id: 7, members: [], description: 'Cards' });

describe('a team that is called something else by now', () => {
  it('keeps its slug where the earlier state is asked for exactly, has all else back, and is listed', () => {
    const { edits, leftOut, files } = restored(filesOf(then.state), filesOf(now.state), { exact: true });
    expect(edits.map(({ kind }) => kind)).toEqual(['change-team-member', 'change-team']);
    expect([...files.keys()].filter((path) => path.startsWith('teams/'))).toEqual(['teams/payments.yaml']);
    expect(files.get('teams/payments.yaml')).toContain('description: Bills');
    expect(leftOut).toEqual([
      {
        team: 'payments',
        reason:
          'The team payments was called billing then, and keeps the name of today. Rename the file to rename the team.',
      },
    ]);
  });

  it('is no matter of note where only what is gone comes back', () => {
    const { edits, leftOut } = restored(filesOf(then.state), filesOf(now.state));
    expect([edits.map(({ kind }) => kind), leftOut]).toEqual([['change-team-member'], []]);
  });
});
