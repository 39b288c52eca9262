// Test and Logs in a real browser: the request, the answer, what it means, the entry in the log, and a wrong type put right with one press.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { type Desk, openDesk, stumbles } from '../support/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  const { server } = desk;
  const { body } = await server.api('GET', '/connections/acme-crm');
  const document = body.document as JsonObject;
  const endpoints = document.endpoints as Record<string, JsonObject>;
  const table = [
    { code: 'true', outcome: 'accepted' },
    { code: 'false', outcome: 'rejected' },
  ];
  const answer = { codes: { path: 'success', table }, reference: 'data.lead_id' };
  const insert = { ...endpoints['insert-lead'], adaptor: 'acme-crm', receive: 'xml', answer };
  const changed = { ...document, endpoints: { ...endpoints, 'insert-lead': insert } };
  await server.api('PUT', '/connections/acme-crm', { document: changed }, { 'if-match': `"${body.hash}"` });
}, 120_000);
afterAll(() => desk.close());

it('a test shows request, answer and outcome, and its entry stands in the log', async () => {
  const { page, server, complaints } = desk;
  await page.goto(`${server.address}/connections/acme-crm/test/insert-lead`);
  const lead = page.getByLabel('Sample lead');
  await lead.fill('{ "phone_number": ');
  expect(await page.getByRole('button', { name: 'Send the test' }).isDisabled()).toBe(true);
  await lead.fill('{ "phone_number": "+13105550177", "first_name": "Ann" }');
  await page.getByRole('button', { name: 'Only show the request' }).click();
  await page.getByText('Nothing was sent: this is the request as it would leave.').waitFor();
  await page.getByRole('button', { name: 'Send the test' }).click();
  // The endpoint says XML, and JSON came: one press puts it right, and the answer is read again, not asked for again.
  await page.getByText('declared as XML, but it looks like JSON').first().waitFor();
  await page.getByRole('button', { name: 'Read it as JSON' }).click();
  const came = page.getByRole('region', { name: 'What the test came to' });
  await came.getByText('Accepted', { exact: true }).waitFor();
  const journal = await server.simulator.get(`/__journal?phone=${encodeURIComponent('+13105550177')}`);
  expect(journal.items).toHaveLength(1);
  await lead.fill('{ "phone_number": "+13105550176", "first_name": "Ann" }');
  await page.getByRole('button', { name: 'Send the test' }).click();
  await came.getByText('"+13105550176"').first().waitFor();
  await came.getByText('Accepted', { exact: true }).waitFor();
  await came.getByRole('heading', { name: 'Generated data' }).waitFor();
  expect(await came.getByText(/\/acme\/leads\/insert$/).count()).toBe(1);
  const saved = await server.api('GET', '/connections/acme-crm');
  const { endpoints } = saved.body.document as { endpoints: Record<string, JsonObject> };
  expect(endpoints['insert-lead']?.receive).toBe('json');
  expect(await stumbles(page)).toEqual([]);

  await came.getByRole('link', { name: 'See the Logs' }).click();
  await page.waitForURL(/\/connections\/acme-crm\/logs/);
  const rows = page.getByRole('row').filter({ hasText: '+13105550176' });
  await expect.poll(() => rows.count()).toBe(1);
  await page.getByRole('row').filter({ hasText: '+13105550177' }).getByText('Unreadable').waitFor();
  expect(await rows.first().textContent()).toMatch(/insert-lead[\s\S]*200[\s\S]*Accepted[\s\S]*Test/);
  await rows
    .first()
    .getByRole('button', { name: /^View the entry/ })
    .click();
  const entry = page.getByRole('dialog');
  await entry.getByRole('tab', { name: 'Input Data' }).waitFor();
  await entry.getByText('phone_number').first().waitFor();
  await entry.getByRole('button', { name: 'Copy as curl' }).waitFor();
  await entry.getByRole('tab', { name: 'Answer' }).click();
  await entry.getByText('lead_id').first().waitFor();
  expect(await stumbles(page)).toEqual([]);
  expect(complaints).toEqual([]);
}, 60_000);

it('an entry becomes a sample of its endpoint, and its lead the one to test with', async () => {
  const { page, server } = desk;
  await page.getByRole('button', { name: 'Use as sample…' }).click();
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByText('Kept as a sample.').waitFor();
  const { body } = await server.api('GET', '/connections/acme-crm');
  const { endpoints } = body.document as { endpoints: Record<string, { samples?: JsonObject[] }> };
  expect(endpoints['insert-lead']?.samples).toMatchObject([{ status: 200, means: 'accepted' }]);
  await page.getByRole('tab', { name: 'Test' }).click();
  expect(await page.getByLabel('Sample lead').inputValue()).toContain('+13105550176');
}, 60_000);
