// The duplicate check as an admin sets it up in a real Chromium: switched on, whom to ask, the table, applied, and what a lead then meets.
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { type Desk, openDesk, stumbles } from '../support/desk.ts';
import { freshPhone } from '../support/test-server.ts';

let desk: Desk;
let token: string;

beforeAll(async () => {
  desk = await openDesk();
  const { server } = desk;
  const { body } = await server.api('GET', '/connections/acme-crm');
  const document = body.document as JsonObject;
  const endpoints = document.endpoints as Record<string, JsonObject>;
  const find = { ...endpoints['find-lead'], adaptor: 'acme-crm' };
  const asks = { ...document, endpoints: { ...endpoints, 'find-lead': find } };
  await server.api('PUT', '/connections/acme-crm', { document: asks }, { 'if-match': `"${body.hash}"` });
  const made = await server.api('POST', '/sources', { name: 'Client', flow: 'account-leads', auth: 'key' });
  token = String(made.body.key);
}, 120_000);
afterAll(() => desk?.close());

async function insert(phone: string): Promise<JsonObject> {
  const body = new URLSearchParams({ auth_token: token, list_id: 'default', phone_number: phone });
  return (await (await fetch(`${desk.server.address}/v1/leads/insert`, { method: 'POST', body })).json()) as JsonObject;
}

describe('the duplicate check', () => {
  it('is set up on one page, with a key picked from a real answer, and governs the next lead', async () => {
    const { page, server } = desk;
    await page.goto(`${server.address}/settings?tab=duplicates`);
    await page.getByText('API Duplicate Lead Check', { exact: true }).last().click();
    await page.getByRole('button', { name: 'Choose whom to ask' }).click();
    await page.getByRole('option', { name: 'Acme CRM' }).click();
    await page.getByRole('button', { name: 'Choose a call' }).click();
    await page.getByRole('option', { name: 'Find a lead by phone number' }).click();
    await page.getByText('Try it on an answer').click();
    await page.getByRole('button', { name: 'Ask now with the lead below' }).click();
    await page.getByRole('button', { name: 'Add row' }).click();
    await page.getByRole('combobox', { name: 'Key of row 1' }).fill('sta');
    await page.getByRole('option', { name: 'status' }).click();
    await page.getByRole('textbox', { name: 'Value of row 1' }).fill('NEW');
    await page.getByText('Row 1 matches the sample answer').waitFor();
    await page.locator('[data-field="rows.0.addToDnc"] label').click();
    const ready = page.getByRole('region', { name: 'Before you begin' }).getByText('Ready');
    expect(await ready.count()).toBe(3);
    await page.getByRole('button', { name: 'Apply Changes' }).click();
    await page.getByText('Applied. The next lead is checked so.').waitFor();
    expect(await stumbles(page)).toEqual([]);
    const phone = freshPhone().slice(2);
    expect(await insert(phone)).toMatchObject({ success: false, code: 6009 });
    await page.goto(`${server.address}/leads?q=${phone}`);
    await page.getByText('Received, not created (duplicate)').waitFor();
    // The long mark drives no column out of the table's frame.
    await page.setViewportSize({ width: 1300, height: 900 });
    const over = (frame: Element) => frame.scrollWidth - frame.clientWidth;
    expect(await page.locator('.lf-table-frame').first().evaluate(over)).toBeLessThanOrEqual(2);
    await page.setViewportSize({ width: 1440, height: 900 });
    expect((await server.api('GET', `/dnc/check?number=${phone}`)).body.hits).toHaveLength(1);
  });

  it('shows what another admin applied meanwhile, row by row', async () => {
    const { page, server } = desk;
    await page.goto(`${server.address}/settings?tab=duplicates`);
    await page.getByRole('textbox', { name: 'Value of row 1' }).fill('DUP');
    const now = (await server.api('GET', '/account-check')).body;
    const settings = now.settings as JsonObject;
    const rows = [{ key: 'status', value: 'DNC' }];
    await server.api('PUT', '/account-check', { settings: { ...settings, rows } }, { 'if-match': `"${now.version}"` });
    await page.getByRole('button', { name: 'Apply Changes' }).click();
    await page.getByText(/theirs status is DNC.*yours status is DUP/).waitFor();
    await page.getByRole('button', { name: 'Apply mine over it' }).click();
    await page.getByText('Applied. The next lead is checked so.').waitFor();
    expect((await server.api('GET', '/account-check')).body.settings).toMatchObject({ rows: [{ value: 'DUP' }] });
    const shots = process.env.SHOTS;
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: `${shots}/check.png`, fullPage: true });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.screenshot({ path: `${shots}/check-dark.png`, fullPage: true });
    }
    await page.getByRole('button', { name: 'Show as flow' }).click();
    await page.waitForURL(/\/flows\/lead-api-copy/);
    await page.getByText('External API Data Validation').first().waitFor();
    expect(desk.complaints).toEqual([]);
  });
});
