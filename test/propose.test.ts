import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anHrOrganization, news } from './support/hr-organization.ts';
import { aProposingRepo, type ProposingRepo, today } from './support/proposing.ts';
import { openPolicy } from './support/state-repo.ts';

const organization = anHrOrganization(400, today);

describe('propose', () => {
  let repo: ProposingRepo;
  beforeEach(async () => {
    repo = await aProposingRepo(organization, { policy: openPolicy });
  });
  afterEach(() => repo.close());

  it('proposes nothing where HR and the state agree', async () => {
    repo.hr(organization.before);
    const ran = await repo.propose();
    expect(ran.log).not.toContain('rror');
    expect(ran.code).toBe(0);
    // Accounts were renamed on GitHub, whatever HR says.
    expect((await repo.pulls()).map(({ title }) => title)).toHaveLength(1);
  });

  it('opens one pull request each for joiners, movers and leavers', async () => {
    repo.hr(organization.after);
    const ran = await repo.propose();
    expect(ran.code).toBe(0);
    const pulls = await repo.pulls();
    expect(pulls.map(({ head }) => head.ref).sort()).toEqual([
      'rollcall/joiners',
      'rollcall/leavers',
      'rollcall/movers',
    ]);
    const body = pulls.find(({ head }) => head.ref === 'rollcall/leavers')?.body ?? '';
    expect(body).toContain('p00101');
  });

  it('comes to rest once all is merged and applied: nothing, no new commit, no comment', async () => {
    repo.hr(organization.after);
    expect((await repo.propose()).code).toBe(0);
    for (const { number } of (await repo.pulls()).toReversed()) await repo.approveAndMerge(number);
    expect((await repo.apply()).code).toBe(0);
    const live = await repo.live();
    expect(live.invitations).toHaveLength(news.joiners);
    expect(Object.values(live.teams).every(({ members }) => !('p00101' in members))).toBe(true);
    await repo.control('DELETE', 'requests');
    const refs = repo.git('ls-remote', 'origin');
    const again = await repo.propose();
    expect(again.code).toBe(0);
    expect(repo.git('ls-remote', 'origin')).toBe(refs);
    const { entries } = await repo.requests();
    expect(entries.filter(({ method, path }) => method !== 'GET' && !path.endsWith('graphql'))).toEqual([]);
    expect((await repo.plan({ full: true })).out).toContain('Nothing');
  });
});
