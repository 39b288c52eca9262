// Validation lists in a real Chromium: a rule is drawn, tried and saved, values come from a file, a version comes back.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, stumbles } from '../support/desk.ts';
import type { TestServer } from '../support/test-server.ts';

let desk: Desk;
let server: TestServer;
let page: Page;

beforeAll(async () => {
  desk = await openDesk({ reducedMotion: 'reduce' });
  ({ server, page } = desk);
  await server.api('POST', '/lists', { slug: 'partners', name: 'Partners', values: ['Globex', 'Initech'] });
}, 120_000);
afterAll(() => desk?.close());

describe('the page of a list', () => {
  it('tries a rule before it is saved, and leads are held to it afterwards', async () => {
    await page.goto(`${server.address}/lists/partners?tab=rules`);
    const section = page.getByRole('group', { name: 'Any of these' });
    await section.getByRole('button', { name: 'Add row' }).click();
    await section.getByRole('button', { name: /The value/ }).click();
    await page.getByRole('option', { name: 'starts with' }).click();
    await section.getByRole('textbox', { name: 'Values' }).fill('acme\numbrella');
    await page.getByLabel('Try a value').fill('Acme Ltd');
    await page.keyboard.press('Enter');
    await page.getByText('meets the rules: it starts with "acme".').waitFor();
    expect(await stumbles(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save rules' }).click();
    await page.getByText('Saved.').waitFor();
    const check = await server.api('GET', '/lists/partners/check?value=Umbrella%20Health');
    expect(check.body).toMatchObject({ hit: true, rule: 'starts with "umbrella"', version: 2 });
  });

  it('takes values from pasted columns in place of those there, and brings the version before back', async () => {
    await page.getByRole('button', { name: 'Actions for Partners' }).click();
    await page.getByRole('menuitem', { name: 'Import values' }).click();
    await page.getByLabel('Or paste it').fill('company;city\nWayne Enterprises;Gotham\nGlobex;Springfield');
    await page.getByText('Replace the list').click();
    await page.getByRole('button', { name: 'Import 2 values' }).click();
    await page.getByText('1 value added, 1 value removed.').waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    const before = page.getByRole('row', { name: /v2/ });
    await before.getByRole('button', { name: /Actions/ }).click();
    await page.getByRole('menuitem', { name: 'Restore' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('row', { name: /v4/ }).getByText('Now', { exact: true }).waitFor();
    expect(await stumbles(page)).toEqual([]);
    const values = await server.api('GET', '/lists/partners/entries');
    expect(values.body.items).toEqual([{ entry: 'Globex' }, { entry: 'Initech' }]);
    expect(desk.complaints).toEqual([]);
  });
});
