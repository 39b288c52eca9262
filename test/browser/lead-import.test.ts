// An import of leads in the browser: a file is uploaded, mapped by its columns, looked at as a report, imported, and a lead is found.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
let folder: string;
beforeAll(async () => {
  desk = await openDesk();
  folder = mkdtempSync(join(tmpdir(), 'lead-import-'));
}, 120_000);
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true });
});

it('shows what a file would do before it does it, and then where each lead is from', async () => {
  const { page, server } = desk;
  const file = join(folder, 'trade-fair.csv');
  const rows = ['(310) 555-0123;Ann;Lee;ann@', '310-555-0123;Again;Lee;', 'call me;Bob;Ray;', '310 555 0124;Cy;Fox;'];
  writeFileSync(file, Buffer.from(`Mobile;First Name;Surname;E-mail\n${rows.join('\n')}\n`, 'utf16le'));
  await page.goto(`${server.address}/leads/imports?new=1`);
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Choose another file' }).waitFor();
  await dialog.getByRole('button', { name: 'Upload' }).click();
  await page.getByRole('button', { name: 'New mapping from its columns' }).click();
  await page.getByText('4 columns: Mobile, First Name, Surname, E-mail').waitFor();
  // The preview is of the first row.
  await page.getByText('"(310) 555-0123"').first().waitFor();
  // The mapping that was chosen is that of this page, also after it is loaded again.
  await page.reload();
  await page.getByText('"(310) 555-0123"').first().waitFor();
  await page.getByRole('link', { name: 'Imports' }).click();
  await page.getByRole('row', { name: /trade-fair\.csv.* To be mapped Not yet Not yet/ }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Check the whole file' }).click();
  await page.getByText('3 leads would be created, and 0 updated').waitFor();
  const problems = page.getByRole('table', { name: 'Rows with a problem' });
  await problems
    .getByRole('row', { name: /^2 E-mail “ann@” is no e-mail address: behind the @ is no domain/ })
    .waitFor();
  await problems.getByRole('row', { name: '3 Mobile +13105550123 came in line 2 already. Not imported.' }).waitFor();
  await problems.getByRole('row', { name: '4 Mobile “call me” is no number. Imported without one.' }).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('4 of 4 rows').waitFor();
  // One row of the four had the number of another.
  await page.getByRole('button', { name: 'Rows not imported, as CSV' }).waitFor();
  await page.getByRole('button', { name: 'Delete those rows' }).click();
  await dialog.getByRole('button', { name: 'Delete those rows' }).click();
  await page.getByText('The rows that were not imported were deleted.').waitFor();
  expect(await page.getByRole('button', { name: 'Rows not imported, as CSV' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Leads of this import' }).click();
  await page.getByRole('row', { name: /Ann Lee Not valid ann@ \+13105550123/ }).waitFor();
  await page.getByRole('row', { name: /Bob Ray Not valid call me/ }).waitFor();
  await page.getByRole('link', { name: 'Ann Lee' }).click();
  await page.getByRole('heading', { name: 'Ann Lee' }).waitFor();
  await readsAgain(desk, folder);
  expect(desk.complaints).toEqual([]);
}, 30_000);

/** A file that came and cannot be read says so, also on its own page. */
async function readsAgain({ page, server }: Desk, folder: string): Promise<void> {
  const file = join(folder, 'packed.csv');
  writeFileSync(file, 'PK\u0003\u0004');
  await page.goto(`${server.address}/leads/imports?new=1`);
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Upload' }).click();
  await dialog.getByText('It is a ZIP archive').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /packed\.csv.* Not read/ }).waitFor();
  await page.getByRole('link', { name: 'packed.csv' }).click();
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByText('It is a ZIP archive').waitFor();
}
