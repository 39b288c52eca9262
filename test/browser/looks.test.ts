// Every page in a real Chromium as axe sees it, in light and dark, and as a screen of 320 pixels holds it.
import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, type Desk, openDesk } from '../support/desk.ts';
import { eventually, freshPhone, type TestServer } from '../support/test-server.ts';

let desk: Desk;
let server: TestServer;
let page: Page;
const ids = { run: '', lead: '' };

beforeAll(async () => {
  desk = await openDesk({ colorScheme: 'light', reducedMotion: 'reduce' });
  ({ server, page } = desk);
  const long = 'A name as long as those that partners give: autumn campaign, second wave, north and west';
  await server.api('POST', '/lists', { slug: 'key-accounts', name: long });
  await server.api('POST', '/sources', { name: long, flow: 'duplicate-lead-check', auth: 'key' });
  for (let count = 0; count < 3; count += 1) {
    const phone = freshPhone();
    await server.send('acme/leads', {
      phone_number: phone,
      first_name: 'Wilhelmina',
      last_name: long,
      email: `${phone}@example.com`,
    });
    await server.api('POST', '/dnc', { number: freshPhone(), list: 'account', reason: long });
  }
  await eventually(async () => {
    const [runs, leads] = [await server.api('GET', '/runs'), await server.api('GET', '/leads')];
    ids.run = firstId(runs.body.items);
    ids.lead = firstId(leads.body.items);
    return ids.run !== '' && ids.lead !== '';
  });
}, 120_000);
afterAll(() => desk?.close());

function firstId(items: unknown): string {
  const first: unknown = Array.isArray(items) ? items[0] : undefined;
  return typeof first === 'object' && first !== null && 'id' in first ? String(first.id) : '';
}

/** Each page with what tells that it is drawn. */
const PLACES: readonly (readonly [place: string, drawn: string])[] = [
  ['/flows', 'tr[data-row]'],
  ['/runs', 'tr[data-row]'],
  ['/held', 'main h1'],
  ['/leads', 'tr[data-row]'],
  ['/leads/lists', 'tr[data-row]'],
  ['/leads/campaigns', 'main h1'],
  ['/leads/statuses', 'tr[data-row]'],
  ['/dnc', 'main h1'],
  ['/lists', 'tr[data-row]'],
  ['/lists/key-accounts', 'main h1'],
  ['/sources', 'tr[data-row]'],
  ['/connections', 'tr[data-row]'],
  ['/connections/new', 'main h1'],
  ['/connections/templates', 'tr[data-row]'],
  ['/connections/templates/rest', 'main h1'],
  ['/connections/templates/rest?tab=endpoints', '[role=tabpanel] tr'],
  ['/connections/templates/rest?tab=settings', '[role=tabpanel] .lf-card'],
  ['/adaptors', 'tr[data-row]'],
  ['/connections/acme-crm', 'main h1'],
  ['/adaptors/acme-crm', 'main h1'],
  ['/settings?tab=users', '[role=tabpanel] tr, [role=tabpanel] .lf-card'],
  ['/settings?tab=tokens', '[role=tabpanel] .lf-card, [role=tabpanel] table'],
  ['/settings?tab=alerts', '[role=tabpanel] .lf-card'],
  ['/settings?tab=appearance', '[role=tabpanel] .lf-card'],
  ['/settings?tab=audit', '[role=tabpanel] tr'],
  ['/leads/LEAD', 'main h1'],
  ['/runs/RUN', '.react-flow__node'],
  ['/flows/duplicate-lead-check', '.react-flow__node'],
  ['/flows/duplicate-lead-check/versions/1', 'main h1'],
  ['/nowhere', 'main h1, main h2'],
];

/** Goes there as a link does, without loading the editor anew. */
async function go(place: string, drawn: string): Promise<void> {
  const to = place.replace('RUN', ids.run).replace('LEAD', ids.lead);
  await page.evaluate((path) => {
    window.history.pushState({}, '', path);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, to);
  await page.waitForFunction((path) => window.location.pathname + window.location.search === path, to);
  await page.locator(drawn).first().waitFor();
  await page.locator('.lf-skeleton').first().waitFor({ state: 'detached' });
}

/** All rules in light; in dark, where the page is the same, what depends on colours. */
async function inBothColours(name: string): Promise<string[]> {
  const light = await axeFinds(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await axeFinds({ type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light.map((each) => `${name}: ${each}`), ...dark.map((each) => `${name}, dark: ${each}`)];
}

async function axeFinds(runOnly: NonNullable<RunOptions['runOnly']>): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations } = await run(document, { runOnly: rules, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} at ${html}`));
  }, runOnly);
}

/** By how many pixels the page, or the part of it that scrolls, is wider than a screen of 320; then as wide as before. */
async function overflow(): Promise<number> {
  await page.setViewportSize({ width: 320, height: 640 });
  const by = await page.evaluate(() => {
    const over = (element: Element): number => element.scrollWidth - element.clientWidth;
    return Math.max(...[...document.querySelectorAll('html, .lf-shell__main')].map(over));
  });
  await page.setViewportSize(DESKTOP);
  return by;
}

describe('every page', () => {
  it('has nothing that axe finds against WCAG 2.2 AA in light and dark, and fits on a screen of 320 pixels', async () => {
    const found: string[] = [];
    for (const [place, drawn] of PLACES) {
      await go(place, drawn);
      found.push(...(await inBothColours(place)));
      const by = await overflow();
      if (by > 0) found.push(`${place} is ${by} pixels wider than a screen of 320`);
    }
    expect(found).toEqual([]);
  }, 90_000);

  it('nor has the panel of a node, the palette, the sheet of keys, the log and a dialog', async () => {
    const found: string[] = [];
    await go('/flows/duplicate-lead-check', '.react-flow__node');
    await page.locator('.react-flow__node', { hasText: 'What the CRM said' }).first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.fl-panel, aside form, [role=tabpanel]').first().waitFor();
    found.push(...(await inBothColours('panel')));
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+K');
    await page.getByRole('combobox', { name: /Find a page/ }).fill('http');
    await page.getByRole('option').first().waitFor();
    found.push(...(await inBothColours('palette')));
    await page.keyboard.press('Escape');
    await go('/flows', 'tr[data-row]');
    await page.getByRole('button', { name: /^Account of/ }).click();
    found.push(...(await inBothColours('user menu')));
    await page.getByRole('menuitem', { name: /^Keys/ }).click();
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    found.push(...(await inBothColours('keys')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByRole('dialog', { name: 'Notifications' }).waitFor();
    found.push(...(await inBothColours('log')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New flow' }).first().click();
    await page.getByRole('dialog').waitFor();
    found.push(...(await inBothColours('new flow')));
    expect(found).toEqual([]);
  }, 60_000);

  it('the door has nothing that axe finds, and fits on 320 pixels', async () => {
    // The page that is open would ask once more, be refused, and leave for the door while the test goes there.
    await page.goto('about:blank');
    await desk.context.clearCookies();
    await page.goto(`${server.address}/login`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(await inBothColours('/login')).toEqual([]);
  });

  it('complains of nothing', () => {
    expect(desk.complaints).toEqual([]);
  });
});
