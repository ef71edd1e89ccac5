import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aResponse, aStanding, aStatusReport } from '../../../test/support/sample-status.ts';
import { type StandingName, standings } from '../../model/standing.ts';
import { statusPage } from './page.ts';

/** The page's text, without its markup. */
async function textOfPage(report: Parameters<typeof statusPage>[0]): Promise<string> {
  const [, main = ''] = (await statusPage(report)).split('<main>');
  return main.replaceAll(/<script>[^]*<\/script>|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

const headlineOf = async (names: readonly StandingName[]): Promise<string> => {
  const page = await statusPage(aStatusReport(names.map((name, index) => aStanding(`user${index}`, name))));
  return /<h1>(?<headline>.*)<\/h1>/.exec(page)?.groups?.['headline'] ?? '';
};

describe('the status page', () => {
  it('is the same for the same report', async () => {
    expect(await statusPage(aResponse(100))).toBe(await statusPage(aResponse(100)));
  });

  it('lets its one style and its one script be used, and nothing else', async () => {
    const page = await statusPage(aResponse(1));
    const digest = (element: string): string => {
      const texts = page.split(new RegExp(`</?${element}>`));
      expect(texts).toHaveLength(3);
      return `&#39;sha256-${createHash('sha256')
        .update(texts[1] ?? '')
        .digest('base64')}&#39;`;
    };
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src ${digest('style')}; script-src ${digest('script')}; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
  });

  it('says of everyone where they stand, since when, until when, why, and what is missing', async () => {
    const text = await textOfPage(
      aStatusReport([
        aStanding('alice', 'invited', {
          since: '2026-11-20T09:30:00Z',
          until: '2026-11-27T09:30:00Z',
          reason: 'Invited by run 7.',
          outstanding: [
            { kind: 'role', role: 'owner' },
            { kind: 'team', team: 'sre', role: 'maintainer' },
            { kind: 'team', team: 'payments', role: 'member' },
            { kind: 'repo', repo: 'api', role: 'write' },
            { kind: 'team-repo', team: 'sre', repo: 'infra', role: 'admin' },
          ],
        }),
      ]),
    );
    expect(text).toContain(
      'alice Invited since 20 Nov 2026, 09:30 UTC · open until 27 Nov 2026, 09:30 UTC Invited by run 7.',
    );
    expect(text).toContain(
      'Missing: the role owner, team sre (maintainer), team payments, api (write), infra (admin, through team sre)',
    );
    expect(text).toContain(
      'You are invited, and have to accept. You have no access until you accept: https://github.com/orgs/acme/invitation',
    );
  });

  it.each(standings)('has a place at the top and words for somebody who is %s', async (standing) => {
    const text = await textOfPage(aStatusReport([aStanding('alice', standing)]));
    const name = `${standing.slice(0, 1).toUpperCase()}${standing.slice(1)}`;
    expect(text).toContain(`Where people stand 1 ${name} `);
    expect(text).toContain(`alice ${name} `);
  });

  const headlines: readonly (readonly [headline: string, standings: readonly StandingName[]])[] = [
    ['Nobody is affected', []],
    ['1 of 3 people have all their access', ['restored', 'accepted', 'invited']],
    ['All 2 people have all their access', ['restored', 'restored', 'suspended']],
    ['At least 1 of 2 people have all their access', ['restored', 'unknown']],
    ['All access is there', ['restored']],
    ['Not all access was seen', ['unknown']],
    ['Nobody is waiting for access', ['suspended', 'removed']],
  ];
  it.each(headlines)('is called "%s"', async (headline, names) => {
    expect(await headlineOf(names)).toBe(headline);
  });

  it('tells the numbers of each day, and where nobody looked', async () => {
    const text = await textOfPage(aResponse(100, [0.5, 1, 70]));
    expect(text).toContain('20 Nov 2026 0 5 91 0 0 0 4 5 0 10:20');
    expect(text).toContain('21 Nov 2026 no look on record for 2 days 23 Nov 2026 58 8 16 3 9 2 4 ');
  });

  it('stays below a kilobyte for each person', async () => {
    expect((await statusPage(aResponse(3_500))).length).toBeLessThan(3_500 * 1_024);
  });
});
