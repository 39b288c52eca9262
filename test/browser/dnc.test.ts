// DNC lists in the browser: a list is made, a file is imported after its report was looked at, and a number is checked.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
let folder: string;
beforeAll(async () => {
  desk = await openDesk();
  folder = mkdtempSync(join(tmpdir(), 'dnc-page-'));
}, 120_000);
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true });
});

it('imports a file after a report, and then says of its numbers why they must not be called', async () => {
  const { page, server } = desk;
  const file = join(folder, 'national.csv');
  writeFileSync(file, '310,5550123\n202,5550144\n310,5550123\nnobody\n');
  await page.goto(`${server.address}/dnc`);
  await page.getByRole('button', { name: 'New list' }).click();
  await page.getByLabel('Name').fill('National');
  await page.getByRole('button', { name: 'Make list' }).click();
  const row = page.getByRole('row').filter({ hasText: 'National' });
  await row.getByText('No file was imported into the DNC list national yet.').waitFor();
  await row.getByRole('button').last().click();
  await page.getByRole('menuitem', { name: 'Import a file' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Read the file' }).click();
  await dialog.getByText('The list would hold 2 imported numbers').waitFor();
  expect(await dialog.textContent()).toContain('Line 4: nobody');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await row.getByText('Good').waitFor();
  await row.getByText('Checks that name no list').waitFor();
  await page.getByLabel('Check a number').fill('(310) 555-0123');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByText('Imported from national.csv').waitFor();
  expect(desk.complaints).toEqual([]);
}, 30_000);

it('sets until when a number is listed, and erases it so that it is blocked all the same', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Add numbers' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Numbers').fill('415-555-0100');
  await dialog.getByLabel('Ends').fill('2020-01-01T09:00');
  await dialog.getByText('This time is over.').waitFor();
  await dialog.getByLabel('Ends').fill('2099-01-01T09:00');
  await dialog.getByRole('button', { name: 'Add number' }).click();
  await dialog.waitFor({ state: 'detached' });
  const row = page.getByRole('row').filter({ hasText: '+14155550100' });
  await row.getByText('2099').waitFor();
  await row.getByRole('button').last().click();
  await page.getByRole('menuitem', { name: 'Change end or reason' }).click();
  await dialog.getByLabel('Ends').fill('');
  await dialog.getByLabel('Reason').fill('Asked twice');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await row.getByText('Never').waitFor();
  await row.getByText('Asked twice').waitFor();
  await row.getByRole('button').last().click();
  await page.getByRole('menuitem', { name: 'Erase, and go on blocking' }).click();
  await dialog.getByRole('button', { name: 'Erase number' }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByLabel('Check a number').fill('(415) 555-0100');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByRole('status').getByText('Must not be called').waitFor();
  expect(desk.complaints).toEqual([]);
}, 30_000);
