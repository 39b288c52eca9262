// Lists in a real Chromium: filters and views in the address, rows chosen and opened by key, files, what is new, narrow screens.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, stumbles } from '../support/desk.ts';
import { eventually, freshPhone, type TestServer } from '../support/test-server.ts';

let desk: Desk;
let server: TestServer;
let page: Page;
const phones: string[] = [];

beforeAll(async () => {
  desk = await openDesk({ acceptDownloads: true });
  ({ server, page } = desk);
  for (let i = 0; i < 6; i += 1) await sendLead(i === 0 ? '=HYPERLINK("x")' : `Ann ${i}`);
}, 120_000);
afterAll(() => desk?.close());

async function sendLead(firstName: string): Promise<string> {
  const phone = freshPhone();
  await server.send('acme/leads', {
    phone_number: phone,
    first_name: firstName,
    last_name: 'Lister',
    email: 'ann@example.com',
  });
  phones.push(phone);
  return phone;
}
async function open(place: string): Promise<void> {
  await page.goto(`${server.address}${place}`);
  await page.locator('tr[data-row="0"]').waitFor();
}
const row = (index: number) => page.locator(`tr[data-row="${index}"]`);
const focusedRow = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.row);
const chosenRows = () => page.locator('tr[data-chosen]').count();

async function pick(filter: string, option: string): Promise<void> {
  await page.getByRole('button', { name: filter }).click();
  await page.getByRole('option', { name: option }).click();
}

describe('the address of a list', () => {
  it('holds the filters and the order, and shows whoever opens it the same', async () => {
    await open('/runs');
    await pick('Outcome', 'Accepted');
    await pick('Time', 'The last 24 hours');
    await page.getByRole('button', { name: 'Came in' }).click();
    await page.waitForURL(/\/runs\?outcome=accepted&span=day&sort=accepted$/);
    await page.locator('th[aria-sort=ascending]', { hasText: 'Came in' }).waitFor();
    await page.reload();
    await row(0).waitFor();
    const numbers = () => page.locator('tbody tr td:nth-child(4)').allTextContents();
    expect(await numbers()).toEqual(phones);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.waitForURL(/\/runs\?sort=accepted$/);
  });

  it('holds two times that were typed', async () => {
    await open('/leads');
    await pick('Time', 'Between two times…');
    await page.getByLabel('To').fill('2001-02-03T04:05');
    await page.keyboard.press('Enter');
    await page.waitForURL(/before=2001-02-03T/);
    await page.getByRole('heading', { name: 'No lead fits this search' }).waitFor();
    await page.getByRole('button', { name: 'Show all leads' }).click();
    await row(0).waitFor();
  });

  it('is kept as a view under a name, and is one choice away from then on', async () => {
    await open('/runs?outcome=accepted&span=week');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: /Save this view/ }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Good week');
    await page.getByText('Share it').click();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Good week' }).waitFor();
    await open('/runs');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: /Good week/ }).click();
    await page.waitForURL(/\/runs\?outcome=accepted&span=week$/);
    const kept = await server.api('GET', '/views?place=runs');
    expect(kept.body.items).toMatchObject([{ name: 'Good week', shared: true, owner: server.admin.email }]);
  });
});

describe('the rows of a list, by key alone', () => {
  it('are walked, chosen one by one and in a range, and changed together from the bar', async () => {
    await open('/runs');
    await row(0).focus();
    await page.keyboard.press('End');
    await expect.poll(focusedRow).toBe('5');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+Space');
    expect([await focusedRow(), await chosenRows()]).toEqual(['3', 3]);
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('4 runs chosen').last().waitFor();
    expect(await stumbles(page)).toEqual([]);
    await page.keyboard.press('F6');
    await page.keyboard.press('F6');
    expect(await focusedRow()).toBe('4');
    await page.keyboard.press('F6');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Retry 4 runs?' }).getByRole('button', { name: 'Retry 4 runs' }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Retry 4 runs' }).press('Enter');
    await page.getByText('Done for 4 runs.').waitFor();
    await page.keyboard.press('Enter');
    await eventually(async () => ((await chosenRows()) === 0 ? true : undefined));
    const runs = await server.api('GET', '/runs');
    expect((runs.body.items as object[]).length).toBe(10);
  });

  it('open with Enter, and their menu with Shift+F10', async () => {
    await open('/flows');
    await row(1).focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Duplicate' }).press('Enter');
    await page.getByRole('dialog', { name: /^Duplicate / }).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Short lived');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/flows\/short-lived/);
    await open('/flows?q=short');
    await row(0).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/flows\/short-lived/);
  });

  it('are deleted from their menu once the name is typed', async () => {
    await open('/flows?q=short');
    await row(0).focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
    await page.getByRole('dialog', { name: /Delete Short lived/ }).waitFor();
    await page.keyboard.type('short-lived');
    await page.keyboard.press('Enter');
    await page.getByText('Short lived was deleted.').waitFor();
    expect((await server.api('GET', '/flows/short-lived')).status).toBe(404);
  });

  it('are paused and resumed many at once', async () => {
    await open('/flows');
    await row(0).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('F6');
    await page.getByRole('button', { name: 'Pause', exact: true }).press('Enter');
    await page.getByText('3 flows paused.').waitFor();
    await page.goto(`${server.address}/flows?state=paused`);
    await row(2).waitFor();
    await page.getByRole('checkbox', { name: 'Choose all shown' }).click();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByText('3 flows resumed.').waitFor();
    await page.getByRole('heading', { name: 'No flow fits this search' }).waitFor();
  });
});

describe('a list as a file', () => {
  const fetched = async (start: () => Promise<void>): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), start()]);
    return readFileSync(await download.path(), 'utf8');
  };

  it('is what the filters find, and no cell of it is a formula', async () => {
    await open('/leads?q=Lister');
    await page.getByRole('button', { name: 'Export' }).click();
    const text = await fetched(() => page.getByRole('menuitem', { name: /CSV/ }).click());
    expect(text.trim().split('\r\n')).toHaveLength(7);
    expect(text).toContain(`"'=HYPERLINK(""x"") Lister"`);
    for (const phone of phones) expect(text).toContain(`,'${phone},`);
  });

  it('is the rows chosen where some are', async () => {
    await open('/leads');
    await page.getByRole('checkbox', { name: 'Choose Ann 5 Lister' }).click();
    await page.getByRole('checkbox', { name: 'Choose Ann 3 Lister' }).click({ modifiers: ['Shift'] });
    expect(await chosenRows()).toBe(3);
    const bar = page.getByRole('region', { name: 'With the chosen leads' });
    await bar.getByRole('button', { name: 'Export chosen' }).click();
    const text = await fetched(() => page.getByRole('menuitem', { name: /CSV/ }).click());
    expect(text.trim().split('\r\n')).toHaveLength(4);
  });
});

describe('a list that is looked at', () => {
  it('says how many rows are new, and shows them when it is asked', async () => {
    const following = page.waitForResponse((response) => response.url().includes('/api/events'));
    await open('/runs?flow=duplicate-lead-check');
    await following;
    const before = await row(0).textContent();
    const phone = await sendLead('Late');
    await sendLead('Later');
    const bar = page.getByRole('button', { name: '2 new - show' });
    await bar.waitFor();
    expect(await row(0).textContent()).toBe(before);
    await bar.click();
    await page.getByRole('row', { name: new RegExp(phone.replace('+', '\\+')) }).waitFor();
    await bar.waitFor({ state: 'detached' });
  });

  it('shows the columns that its reader chose, also the next time', async () => {
    await open('/runs');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Reason' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Run id' }).click();
    await page.keyboard.press('Escape');
    const heads = () => page.locator('thead th').allTextContents();
    expect(await heads()).toContain('Run id');
    expect(await heads()).not.toContain('Reason');
    await page.reload();
    await row(0).waitFor();
    expect(await heads()).toContain('Run id');
    await page.evaluate(() => localStorage.removeItem('leadflow-columns:runs'));
  });

  it('stays quick where thousands of rows are loaded', async () => {
    const values = Array.from({ length: 1500 }, (_, i) => `value ${String(i).padStart(4, '0')}`);
    await server.api('POST', '/lists', { name: 'Long', values });
    await open('/lists/long');
    const table = page.getByRole('table', { name: 'Values' });
    for (let tries = 0; tries < 20 && (await table.getAttribute('aria-rowcount')) !== '1501'; tries += 1) {
      // The last page takes the button away, perhaps between the look and the click.
      await page
        .getByRole('button', { name: 'Load more' })
        .click({ timeout: 1000 })
        .catch(() => undefined);
    }
    expect(await table.getAttribute('aria-rowcount')).toBe('1501');
    // Few of them are drawn, wherever one is: what makes it quick on any machine.
    const isShort = async () => ((await page.locator('tr[data-row]').count()) < 400 ? true : undefined);
    await eventually(isShort);
    await row(0).focus();
    await page.keyboard.press('End');
    await page.getByRole('rowheader', { name: 'value 1499' }).waitFor();
    await expect.poll(focusedRow).toBe('1499');
    await eventually(isShort);
  });

  it('is cards without sideways scrolling at 320 px', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const place of ['/flows', '/runs', '/leads', '/connections']) {
      await open(place);
      const over = await page.evaluate(() =>
        [document.documentElement, document.querySelector('#content')].map((one) =>
          one ? one.scrollWidth - one.clientWidth : 0,
        ),
      );
      expect([place, ...over]).toEqual([place, 0, 0]);
    }
    expect(await stumbles(page)).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });
});
