import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StatusReport } from '../src/model/standing.ts';
import { visible } from '../src/report/escape.ts';
import { statusPage } from '../src/report/page/page.ts';
import { aResponse, aStanding, aStatusReport } from './support/sample-status.ts';
import { chromiumMissing, type RunningChromium, startChromium } from './support/services/chromium.ts';
import { describeWith } from './support/services/required.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 900 };
const shots = mkdtempSync(join(tmpdir(), 'rollcall-page-'));

describeWith(chromiumMissing)('the status page in a browser', () => {
  let running: RunningChromium;
  beforeAll(async () => {
    running = await startChromium();
  });
  afterAll(() => running.stop());

  let written = 0;

  /** Opens the page of a report as its reader does: a file. Whatever it asks for or complains of is in `heard`. */
  async function withPage<Result>(
    report: StatusReport,
    options: BrowserContextOptions & { readonly at?: string },
    look: (page: Page, heard: string[]) => Promise<Result>,
  ): Promise<Result> {
    const url = running.write(`page-${(written += 1)}.html`, await statusPage(report));
    const context = await running.browser.newContext({ viewport: desktop, ...options });
    const heard: string[] = [];
    context.on('request', (request) => request.url() !== url && heard.push(`asked for ${request.url()}`));
    const page = await context.newPage();
    page.on('console', (message) => heard.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => heard.push(`dialog: ${dialog.message()}`));
    await page.goto(url + (options.at ?? ''));
    try {
      const result = await look(page, heard);
      expect(heard).toEqual([]);
      return result;
    } finally {
      await context.close();
    }
  }

  // Of the largest page, which takes axe half a minute, each width and each scheme once.
  const cases = [0, 1, 100, 3_500].flatMap((people) =>
    [phone, desktop].flatMap((viewport) =>
      (['light', 'dark'] as const)
        .filter((colorScheme) => people < 3_500 || (viewport === phone) === (colorScheme === 'light'))
        .map((colorScheme) => ({ people, viewport, colorScheme, name: `${viewport.width} pixels, ${colorScheme}` })),
    ),
  );

  it.each(cases)('with $people people has no fault that axe finds, at $name', { timeout: 300_000 }, async (how) => {
    const { people, viewport, colorScheme } = how;
    await withPage(aResponse(people), { viewport, colorScheme }, async (page) => {
      await page.screenshot({ path: join(shots, `${people}-${viewport.width}-${colorScheme}.png`) });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
      expect(await page.locator('.person').count()).toBe(people);
      expect(await faultsOf(page)).toEqual([]);
    });
  });

  it('is looked at by an axe that finds faults where they are', async () => {
    await withPage(aResponse(1), {}, async (page) => {
      await page.evaluate("document.querySelector('h1').style.color = '#bbb'; document.documentElement.lang = ''");
      expect((await faultsOf(page)).map((fault) => fault.split(':')[0])).toEqual(['color-contrast', 'html-has-lang']);
    });
  });

  it('runs no script and uses no style but its own', async () => {
    await withPage(aResponse(1), {}, async (page, heard) => {
      await page.evaluate(`for (const [name, text] of [['script', 'window.ran = true'], ['style', 'h1 { color: red }']]) {
        document.body.append(Object.assign(document.createElement(name), { textContent: text }));
      }`);
      expect(
        await page.evaluate("[window.ran ?? false, getComputedStyle(document.querySelector('h1')).color]"),
      ).toEqual([false, 'rgb(29, 28, 26)']);
      expect(heard.splice(0).filter((complaint) => complaint.includes('Content Security Policy'))).toHaveLength(2);
    });
  });

  it('says everything where no script runs, and does not show what would not work', async () => {
    const report = aResponse(100);
    const shown = await withPage(report, { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('form').isVisible()).toBe(false);
      expect(await page.locator('.without-script').innerText()).toContain('your browser’s own search');
      expect(await page.locator('.chart svg').locator('visible=true').count()).toBe(1);
      await page.locator('.letters a', { hasText: 'Z' }).click();
      expect(await page.locator('h3', { hasText: 'Z' }).isVisible()).toBe(true);
      expect(await page.locator('#zoe-25 .words p').isVisible()).toBe(false);
      await page.locator('#zoe-25 summary').click();
      expect(await page.locator('#zoe-25 .words p').isVisible()).toBe(true);
      return (await page.locator('main').textContent()) ?? '';
    });
    for (const { login, reason } of report.people) {
      expect(shown).toContain(login);
      expect(shown).toContain(reason);
    }
  });

  it('finds one of 3,500 by login, and many by team and by standing', async () => {
    const report = aResponse(3_500);
    await withPage(report, { viewport: phone }, async (page) => {
      const visible = page.locator('.person:not([hidden])');
      const field = page.getByLabel('Find by login');
      await field.fill('ZOE-25');
      // zoe-25 itself, and zoe-250 to zoe-259 as far as they are called so.
      const logins = report.people.filter(({ login }) => login.startsWith('zoe-25')).map(({ login }) => login);
      expect(await visible.locator('.login').allTextContents()).toEqual(logins);
      await field.fill('kavya-3494');
      expect(await visible.count()).toBe(1);
      expect(await page.getByRole('status').innerText()).toBe('1 of 3,500 people');
      expect(await page.locator('.letter').locator('visible=true').count()).toBe(1);
      await field.fill('');
      await page.getByLabel('Standing').selectOption('accepted');
      const accepted = report.people.filter(({ standing }) => standing === 'accepted').length;
      expect(await visible.count()).toBe(accepted);
      await field.fill('payments-api');
      expect(await visible.count()).toBe(accepted);
      await field.fill('nobody-is-called-so');
      expect(await page.getByRole('status').innerText()).toBe('0 of 3,500 people');
      await field.fill('');
      await page.getByLabel('Standing').selectOption('');
      expect(await visible.count()).toBe(3_500);
    });
  });

  it.each(['#wei-22', '#WEI-22'])('shows the person whom the address %s names, with their words', async (at) => {
    await withPage(aResponse(100), { at, viewport: phone }, async (page) => {
      const person = page.locator('#wei-22');
      expect(await person.locator('.words p').isVisible()).toBe(true);
      const { y = -1 } = (await person.boundingBox()) ?? {};
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThan(phone.height / 2);
    });
  });

  it('keeps whatever people are called, and whatever reasons say, as text', async () => {
    const people = hostile.map((login) =>
      aStanding(login, 'failed', {
        reason: `${login} says ${login}`,
        outstanding: [{ kind: 'team', team: login, role: 'member' }],
      }),
    );
    const other = { organization: '<b>acme</b>', invitationPage: 'javascript:alert(1)', unread: hostile };
    const change = { commit: '"><b>', at: '2026-11-20T09:20:00Z', subject: hostile.join(' ') };
    await withPage(aStatusReport(people, { ...other, change }), { viewport: phone }, async (page) => {
      expect((await page.locator('.login').allTextContents()).toSorted()).toEqual(hostile.map(visible).toSorted());
      expect(await page.locator('.person').count()).toBe(hostile.length);
      expect(
        await page.locator('main img, main b b, main script, main style, main iframe, [onerror], [onclick]').count(),
      ).toBe(0);
      expect(await page.locator('a:not([href^="#"])').count()).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width);
      expect(await page.evaluate('document.title')).toContain('<b>acme</b>');
      expect(await faultsOf(page)).toEqual([]);
      await page.screenshot({ path: join(shots, 'hostile-360-light.png') });
    });
  });

  it('lets each person be linked to, whatever they are called', async () => {
    const odd = ['document', 'location', 'constructor', 'the', 'chart', 'a b', 'A_b', 'foo[bot]', 'x.32.y', 'x y'];
    await withPage(aStatusReport(odd.map((login) => aStanding(login, 'restored'))), {}, async (page) => {
      for (const login of odd) {
        await page.getByRole('link', { name: login, exact: true }).click();
        expect(await page.locator('.person:target .login').textContent()).toBe(login);
      }
    });
  });

  it('prints everything, without what is for a screen', async () => {
    await withPage(aResponse(100), {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('#zoe-25 .words p').isVisible()).toBe(true);
      expect(await page.locator('form, .letters').locator('visible=true').count()).toBe(0);
    });
  });

  it('says prominently what could not be read', async () => {
    const report = aStatusReport([aStanding('alice', 'unknown')], { unread: ['The members could not be read: 502.'] });
    await withPage(report, {}, async (page) => {
      const { y = 0 } = (await page.getByText('The members could not be read').boundingBox()) ?? {};
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(desktop.height);
    });
  });
});

const longest = 'w'.repeat(39);
const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `' onclick='alert(1)`,
  '</p></li><li class="person">mallory',
  '</title><script>alert(1)</script>',
  '\u202eecila\u202c',
  'محمد',
  'a\u200bb',
  '👩🏽\u200d💻 🙂',
  '${alert(1)}&amp;&#60;',
  longest,
];

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds, a line each: the rule and the first place. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  // Else the browser would lay out each person by itself, when axe comes to them.
  await page.evaluate(
    "for (const one of document.querySelectorAll('.person')) one.style.contentVisibility = 'visible'",
  );
  const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'] });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`,
  );
}
