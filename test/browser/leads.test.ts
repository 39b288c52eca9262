// Leads in a real Chromium: a status is made, a lead is found by its number and changed by hand, many are flagged after a dry run.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
/** More than two pages of the list hold: it fetches the second one by itself where the first leaves room. */
const MANY = 110;
const AREAS = ['310', '213', '212', '415'];

beforeAll(async () => {
  desk = await openDesk();
  // Up to 0149: the numbers above ask the simulator for its misbehaviours.
  const numbers = Array.from({ length: MANY }, (_, at) => `${AREAS[at % 4]}55501${20 + Math.floor(at / 4)}`);
  await Promise.all(
    numbers.map((phone_number) =>
      desk.server.send('acme/leads', {
        phone_number,
        first_name: 'Ann',
        last_name: phone_number,
        email: 'ann@',
      }),
    ),
  );
}, 120_000);
afterAll(() => desk?.close());

it('shows the work on leads: statuses with marks, one lead by hand with its history, many at once', async () => {
  const { page, server } = desk;
  await page.goto(`${server.address}/leads/statuses`);
  await page.getByRole('button', { name: 'New status' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Short').fill('optout');
  await dialog.getByLabel('Meaning').fill('Asked not to be called');
  await dialog.getByText('Final', { exact: true }).click();
  await dialog.getByText('DNC', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Make status' }).click();
  const made = page.getByRole('row', { name: /OPTOUT Asked not to be called Final DNC 0/ });
  await made.waitFor();

  await page.getByRole('link', { name: 'Leads', exact: true }).last().click();
  await page.getByRole('searchbox', { name: /^Search: Number in any form/ }).fill('(310) 555-0123');
  await page.waitForURL(/q=/);
  await page.getByRole('link', { name: 'Ann 3105550123' }).click();
  await page.getByRole('table', { name: 'Contact data' }).getByText('+13105550123').waitFor();
  await page.getByRole('button', { name: 'Change status' }).click();
  await page.getByRole('menuitem', { name: /OPTOUT/ }).click();
  const asked = page.getByRole('dialog', { name: 'Give it the status OPTOUT?' });
  await asked.getByText('+13105550123 goes on the account’s DNC list too').waitFor();
  await asked.getByRole('button', { name: 'Change status' }).click();
  const history = page.getByRole('list', { name: 'History, the newest first' });
  await history.getByText('Status changed').waitFor();
  expect(await history.getByRole('listitem').first().textContent()).toMatch(/admin@example\.com.*NEW.*OPTOUT/);
  const listed = await server.api('GET', '/dnc/check?number=3105550123');
  expect(listed.body.hits).toMatchObject([{ list: 'account', number: '+13105550123' }]);

  await page.goto(`${server.address}/leads?final=false`);
  await page.getByRole('link', { name: /^Ann / }).first().waitFor();
  await page.getByRole('checkbox', { name: 'Choose all shown' }).click();
  await page.getByRole('button', { name: 'Choose all that match' }).click();
  // The mark of a status is not lost in the colour of its row.
  const [mark, row] = await page.evaluate(() => {
    const marked = document.querySelector('tr[data-chosen] .lf-badge');
    return [marked, marked?.closest('td')].map((each) => each && getComputedStyle(each).backgroundColor);
  });
  expect(mark).not.toBe(row);
  const bar = page.getByRole('region', { name: 'With the chosen leads' });
  await bar.getByText('All leads that match').waitFor();
  await bar.getByRole('button', { name: 'Flag' }).click();
  await dialog.getByLabel('Put on').fill('VIP');
  await page.keyboard.press('Enter');
  await dialog.getByText(`The filters find ${MANY - 1} leads`).waitFor();
  await dialog.getByText(`${MANY - 1} leads get the flag VIP.`).waitFor();
  const before = await server.api('GET', '/leads?flag=VIP');
  expect(before.body.items).toEqual([]);
  await dialog.getByRole('button', { name: `Change ${MANY - 1} leads` }).click();
  await dialog.getByText(`${MANY - 1} leads changed.`).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /VIP/ }).first().waitFor();
  const kept = await server.api('GET', '/leads?flag=VIP&limit=200');
  expect((kept.body.items as object[]).length).toBe(MANY - 1);
  expect(desk.complaints).toEqual([]);
}, 30_000);

it('opens at its top on a narrow screen: the run of a lead, and the tabs at the page shown', async () => {
  const { page, server } = desk;
  await page.setViewportSize({ width: 360, height: 700 });
  await page.goto(`${server.address}/leads/imports`);
  const isSeen = await page.getByRole('link', { name: 'Imports', exact: true }).evaluate((tab) => {
    const [at, around] = [tab, tab.parentElement].map((each) => each?.getBoundingClientRect());
    return at && around && at.right <= around.right + 1;
  });
  expect(isSeen).toBe(true);
  const { body } = await server.api('GET', '/runs?limit=1');
  const [run] = body.items as { id: string }[];
  await page.goto(`${server.address}/runs/${run?.id}`);
  await page.locator('.fl-outline__row--selected').waitFor();
  // The focus and the view follow two frames later.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
  );
  const scrolled = () =>
    page.evaluate(() => ['.lf-shell__main', '.fl-outline'].map((each) => document.querySelector(each)?.scrollTop));
  expect(await scrolled()).toEqual([0, 0]);
  // A step that a person goes to comes into sight within the table.
  await page.getByRole('list', { name: 'Timeline of the steps' }).getByRole('button').last().click();
  await expect.poll(async () => (await scrolled())[1]).toBeGreaterThan(0);
  await page.goto(`${server.address}/leads/imports/none`);
  await page.locator('.lf-crumbs').getByRole('link', { name: 'Imports' }).waitFor();
  const before = await page.evaluate(() => {
    const shown = [...document.querySelectorAll('.lf-crumbs li')].find((each) => each.getClientRects().length > 0);
    return shown && getComputedStyle(shown, '::before').content;
  });
  expect(before).toBe('none');
}, 30_000);
