// The rows of an adaptor get their values: by matching names, by picking pairs, by dragging with mouse or keyboard.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AdaptorDocument, AdaptorField, Json } from '../../flows/language/document.ts';
import { type Desk, openDesk, stumbles } from '../support/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 120_000);
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.page.goto('about:blank');
});

/** A lead as Convoso's fields are named. */
const LEAD = {
  phone_number: '(555) 010-2030',
  first_name: 'Ann',
  last_name: 'Lee',
  email: 'Ann@Example.com',
  address1: '1 Main St',
  city: 'Reno',
  state: 'NV',
  postal_code: '89501',
  date_of_birth: '04/23/1985',
  gender: 'F',
  lead_source: 'web',
};
/** What a receiver documents, by other names; nothing in the lead is like its campaign. */
const SCHEMA = {
  type: 'object',
  required: ['phone', 'firstName', 'email', 'campaign'],
  properties: {
    phone: { type: 'string' },
    firstName: { type: 'string' },
    lname: { type: 'string' },
    email: { type: 'string' },
    street: { type: 'string' },
    town: { type: 'string' },
    stateCode: { type: 'string' },
    zip: { type: 'string' },
    dob: { type: 'string' },
    sex: { type: 'string' },
    leadSource: { type: 'string' },
    campaign: { type: 'string' },
    agent_of_record: { type: 'string' },
  },
};
const OURS: AdaptorField = { target: 'email', from: '$lowercase(lead.email)' };

async function made(slug: string, fields: AdaptorField[]): Promise<void> {
  const document = { leadflow: 1, name: slug, fields } satisfies AdaptorDocument;
  expect((await desk.server.api('POST', '/adaptors', { slug, document: document as unknown as Json })).status).toBe(
    201,
  );
  await desk.page.goto(`${desk.server.address}/adaptors/${slug}`);
}

async function pasteLead(): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: 'Paste JSON' }).click();
  await page.getByLabel('A lead as JSON').fill(JSON.stringify(LEAD));
  await page.getByRole('button', { name: 'Use it' }).click();
  await source('phone_number').waitFor();
}

function source(name: string): Locator {
  return desk.page.getByRole('treegrid', { name: 'Source' }).getByRole('row', { name: new RegExp(`^${name}, `) });
}

function row(target: string): Locator {
  const table = desk.page.getByRole('table', { name: 'Fields of the adaptor' });
  return table.locator('tr', { has: desk.page.getByRole('textbox', { name: `Target of ${target}`, exact: true }) });
}

/** The rows as the page holds them, saved or not. */
function rowsOf(slug: string): Promise<AdaptorField[]> {
  return desk.page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? '{}').document?.fields, keyOf(slug));
}

function keyOf(slug: string): string {
  return `leadflow-draft /api/adaptors/${slug}`;
}

async function tabTo(place: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await desk.page.keyboard.press('Tab');
    if (await place.evaluate((element) => element.contains(document.activeElement))) return;
  }
  throw new Error('Tab never came there.');
}

describe('matching names', () => {
  it('takes over the receiver’s fields, maps what is called alike, overwrites nothing, and is undone at once', async () => {
    const { page } = desk;
    await made('matched', [OURS]);
    await pasteLead();
    await page.getByRole('button', { name: 'Paste fields' }).first().click();
    await page.getByLabel('What the receiver takes').fill(JSON.stringify(SCHEMA));
    await page.getByText('Read as JSON Schema: 13 fields, 12 new, 3 required.').waitFor();
    await page.getByRole('button', { name: 'Add 12 fields' }).click();
    await page.getByText('0 of 3 required mapped').waitFor();
    const before = await rowsOf('matched');

    await page.getByRole('button', { name: 'Auto-match 10' }).click();
    const review = page.getByRole('dialog', { name: 'Auto-match' });
    expect(await review.getByRole('row', { name: /phone/ }).textContent()).toMatch(
      /lead\.phone_number[\s\S]*Both mean phone number[\s\S]*93 %/,
    );
    expect(await stumbles(page)).toEqual([]);
    await review.getByRole('checkbox', { name: 'sex' }).focus();
    await page.keyboard.press('Space');
    await review.getByRole('button', { name: 'Accept 9' }).click();
    await page.getByText('2 of 3 required mapped').waitFor();
    const after = await rowsOf('matched');
    const mapped = Object.fromEntries(after.map(({ target, from }) => [target, from]));
    expect(mapped).toEqual({
      email: OURS.from,
      phone: 'lead.phone_number',
      firstName: 'lead.first_name',
      lname: 'lead.last_name',
      street: 'lead.address1',
      town: 'lead.city',
      stateCode: 'lead.state',
      zip: 'lead.postal_code',
      dob: 'lead.date_of_birth',
      leadSource: 'lead.lead_source',
    });

    await page.getByRole('button', { name: 'Undo: Auto-match' }).focus();
    await page.keyboard.press('Control+z');
    await page.getByText('0 of 3 required mapped').waitFor();
    expect(await rowsOf('matched')).toEqual(before);
    await page.keyboard.press('Control+Shift+z');
    await page.getByText('2 of 3 required mapped').waitFor();
    expect(await rowsOf('matched')).toEqual(after);
  }, 30_000);
});

describe('pairing a value with a row', () => {
  const rows: AdaptorField[] = [
    { target: 'first', value: 'x' },
    { target: 'phone', value: 'y', required: true },
  ];
  const wanted = [rows[0], { target: 'phone', from: 'lead.phone_number', required: true }];

  it('goes by Alt+P, by keyboard drag, by mouse and by a dialog, with one result', async () => {
    const { page } = desk;
    await made('paired', rows);
    await pasteLead();
    const undone = async (): Promise<void> => {
      expect(await rowsOf('paired')).toEqual(wanted);
      await page.getByRole('button', { name: 'Undo: Map phone' }).focus();
      await page.keyboard.press('Control+z');
      await page.waitForFunction((key) => localStorage.getItem(key) === null, keyOf('paired'));
    };

    await page.getByLabel('Filter the source').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await tabTo(row('phone'));
    await page.keyboard.press('Alt+p');
    await undone();

    await page.getByLabel('Filter the source').focus();
    await tabTo(source('phone_number'));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    for (let presses = 0; (await focused()) !== 'phone' && presses < 5; presses++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Undo: Map phone' }).waitFor();
    await undone();

    await source('phone_number').dragTo(row('phone'));
    await page.getByRole('button', { name: 'Undo: Map phone' }).waitFor();
    await undone();

    await page.getByRole('button', { name: 'Map to…' }).click();
    await page.getByRole('combobox', { name: 'Target field' }).fill('phone');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    await page.getByRole('button', { name: 'Undo: Map phone' }).waitFor();
    await undone();
    expect(desk.complaints).toEqual([]);
  }, 30_000);

  it('gives a value its form by name, splits a target with commas, and saves what it says', async () => {
    const { page, server } = desk;
    await made('formed', [{ target: 'phone', from: 'lead.phone_number' }]);
    await pasteLead();
    await page.getByRole('button', { name: 'Form of phone' }).click();
    await page.getByRole('menuitem', { name: /^digits only/ }).click();
    await row('phone').getByText('lead.phone_number → digits only').waitFor();
    await page.getByRole('textbox', { name: 'Target of phone' }).fill('phone_1, phone_2');
    await page.keyboard.press('Tab');
    await row('phone_2').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('Saved.').waitFor();
    const from = '$replace($string(lead.phone_number), /[^0-9]/, "")';
    const { body } = await server.api('GET', '/adaptors/formed');
    expect(body.document).toMatchObject({ fields: ['phone_1', 'phone_2'].map((target) => ({ target, from })) });
  }, 30_000);
});

describe('samples', () => {
  it('begin with the run that the address names, and with the last one on the next visit', async () => {
    const { page, server } = desk;
    const runs: string[] = [];
    for (const name of ['Ann', 'Bea']) {
      const { body } = await server.send('acme/leads', {
        phone_number: '5550102030',
        first_name: name,
        last_name: 'Lee',
      });
      runs.push(String(body.run));
    }
    await page.goto(`${server.address}/adaptors/acme-crm?run=${runs[0]}&node=map`);
    await source('first_name').getByText('"Ann"').waitFor();
    await page.goto(`${server.address}/adaptors/acme-crm`);
    await source('first_name').getByText('"Bea"').waitFor();
    await pasteLead();
    await page.reload();
    await source('city').getByText('"Reno"').waitFor();
    await page.getByLabel('Filter the source').fill('reno');
    await source('first_name').waitFor({ state: 'detached' });
    await source('city').waitFor();
  }, 30_000);
});

function focused(): Promise<string | undefined> {
  return desk.page.evaluate(() => document.activeElement?.getAttribute('aria-label')?.replace(/^Map to /, ''));
}
