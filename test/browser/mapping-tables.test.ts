// An adaptor that is imported from a Convoso table and finished by hand: condition, date, lookup table, and what it makes.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, stumbles } from '../support/desk.ts';

const WITHIN = { timeout: 5_000 };
const TABLE = [
  '\uFEFFLead Fields;;;',
  'Label;Field;Mapped To;Default Value',
  'Primary Phone;phone_number;"phone_1,phone_2";',
  'First Name;first_name;firstName;',
  'State;state;region;CA',
  'Date Of Birth;date_of_birth;dob;',
  'Gender;gender;;',
  'Call Log Info',
  'Talk Time;length_in_sec;seconds;0',
].join('\r\n');
const LEAD = { phone_number: '(310) 555-0123', first_name: 'Ann', state: 'nv', date_of_birth: '1985-04-23', age: 17 };

let desk: Desk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
  const document = { leadflow: 1, name: 'Imported', fields: [] };
  await desk.server.api('POST', '/adaptors', { slug: 'imported', document });
  await page.goto(`${desk.server.address}/adaptors/imported`);
}, 120_000);
afterAll(() => desk?.close());

describe('an admin who comes from Convoso', () => {
  it('sees what the table would do, line by line, before it is imported', async () => {
    await page.getByRole('button', { name: 'Import a table' }).first().click();
    await page.getByRole('textbox', { name: 'Or paste the table' }).fill(TABLE);
    const lines = page.getByRole('table', { name: 'What the import would do' });
    await lines.getByRole('row', { name: /3 Primary Phone.*phone_1, phone_2.*added/ }).waitFor();
    await page.getByText('1 line without Mapped To: left out, as Convoso does.').waitFor();
    await page.getByText(/1 field of the call log: read from the lead/).waitFor();
    expect(await stumbles(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import 6 rows' }).click();
    await page.getByText('6 fields').waitFor();
  });

  it('tries it on a lead: each row and all of it', async () => {
    await page.getByRole('button', { name: 'Paste JSON' }).click();
    await page.getByRole('textbox', { name: 'A lead as JSON' }).fill(JSON.stringify(LEAD));
    await page.getByRole('button', { name: 'Use it' }).click();
    await expect.poll(() => resultOf('phone_2'), WITHIN).toBe('"(310) 555-0123"text');
    await expect.poll(() => resultOf('seconds'), WITHIN).toBe('"0"text, default used');
  });

  it('gives a number its form by what the menu shows of it on the sample', async () => {
    await page.getByRole('button', { name: 'Form of phone_1' }).click();
    await page.getByRole('menuitem', { name: /^international, \+1 → "\+13105550123"/ }).click();
    await expect.poll(() => resultOf('phone_1'), WITHIN).toBe('"+13105550123"text');
  });

  it('chooses a date format by today’s date', async () => {
    await page.getByRole('button', { name: 'Details of dob' }).click();
    await choose('Date format', /^m\/d\/Y · US/);
    await expect.poll(() => resultOf('dob'), WITHIN).toBe('"04/23/1985"text');
  });

  it('adds a ready table and looks the state up in it', async () => {
    await page.getByRole('button', { name: 'Ready tables' }).click();
    await page.getByRole('menuitem', { name: /US state code to name/ }).click();
    await page.getByRole('button', { name: 'Details of region' }).click();
    await choose('Looked up in', /^state-names/);
    await expect.poll(() => resultOf('region'), WITHIN).toBe('"Nevada"text');
    await page.getByText('used by region').waitFor();
  });

  it('writes a table of two pasted columns', async () => {
    await page.getByRole('button', { name: 'New table' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }).fill('names');
    await page.getByRole('textbox', { name: 'Value, and what is sent for it' }).fill('Ann\tAnna\r\nBob\tRobert');
    await page.getByText('2 lines.').waitFor();
    await page.getByRole('button', { name: 'Make table' }).click();
    await page.getByText('2 lines: Ann → Anna, Bob → Robert').waitFor();
  });

  it('leaves a row out by a condition, and finds nothing that a screen reader stumbles over', async () => {
    await page.getByRole('button', { name: 'Details of firstName' }).click();
    await page.getByRole('textbox', { name: 'Only if' }).click();
    await page.locator('.cm-editor.cm-focused').waitFor();
    await page.keyboard.insertText('lead.age >= 18');
    await expect.poll(() => resultOf('firstName'), WITHIN).toBe('left out: condition not met');
    await page.getByText('only if lead.age >= 18').waitFor();
    expect(JSON.parse((await page.locator('pre').first().textContent()) ?? '')).toEqual({
      phone_1: '+13105550123',
      phone_2: LEAD.phone_number,
      region: 'Nevada',
      dob: '04/23/1985',
      seconds: '0',
    });
    expect(await stumbles(page)).toEqual([]);
  });

  it('keeps all of it in one file', async () => {
    const stored = page.waitForResponse((answer) => answer.request().method() === 'PUT');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    expect((await stored).status()).toBe(200);
    const { body } = await desk.server.api('GET', '/adaptors/imported');
    expect(body.document).toMatchObject({
      fields: expect.arrayContaining([
        { target: 'dob', from: 'lead.date_of_birth', date: 'm/d/Y', comment: 'Date Of Birth' },
        { target: 'region', from: 'lead.state', lookup: 'state-names', default: 'CA', comment: 'State' },
        { target: 'firstName', from: 'lead.first_name', when: 'lead.age >= 18', comment: 'First Name' },
      ]),
      tables: { names: { Ann: 'Anna', Bob: 'Robert' } },
    });
  });

  it('is told which of the receiver’s names a row misses by a letter', async () => {
    await page.getByRole('button', { name: 'Paste fields' }).click();
    await page.getByRole('textbox', { name: 'What the receiver takes' }).fill('first_name *\nregion *\nlist_id *');
    await page.getByRole('checkbox', { name: 'Rename firstName: the receiver calls it first_name' }).waitFor();
    await page.getByText('Still missing (1): list_id *').waitFor();
    await page.getByRole('button', { name: 'Add 1 field' }).click();
    await page.getByRole('row', { name: 'first_name', exact: true }).waitFor();
  });

  it('leaves no complaint behind', () => expect(desk.complaints).toEqual([]));
});

/** The words of a row's result. */
async function resultOf(target: string): Promise<string | null> {
  return page.getByRole('row', { name: target, exact: true }).locator('.lf-result').textContent();
}

async function choose(field: string, option: RegExp): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${field}$`) }).click();
  await page.getByRole('option', { name: option }).click();
}
