// The admin's journey in a real Chromium: draw a flow from blank, publish it, give a source its key, post, and watch.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEditor, isStale } from '../../server/pages/editor-build.ts';
import { startBrowser } from '../support/browser.ts';
import { freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  if (isStale()) await buildEditor();
  server = await startTestServer();
  browser = await startBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe('an admin with a browser and nothing drawn', () => {
  it('signs in and comes to the page that was asked for', async () => {
    await page.goto(`${server.address}/flows`);
    await page.getByLabel(/e-?mail/i).fill(server.admin.email);
    await page
      .getByLabel(/^password/i)
      .first()
      .fill(server.admin.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Flows', level: 1 }).waitFor();
  });

  it('draws webhook, create lead and respond, by keyboard and by names of other systems', async () => {
    await page.getByRole('button', { name: 'New flow' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Drawn by hand');
    await page.getByRole('button', { name: 'Make flow' }).click();
    await page.waitForURL(/\/flows\/drawn-by-hand/);
    await page.getByRole('application').focus();
    await quickAdd('posting url');
    await page.getByRole('textbox', { name: 'Address', exact: true }).fill('drawn/leads');
    await backToCanvas();
    await quickAdd('hopper');
    await expression('Phone', 'lead.phone');
    await expression('Fields', 'lead');
    await backToCanvas();
    await quickAdd('respond to webhook');
    await backToCanvas();
    expect(await page.locator('.react-flow__node').count()).toBe(3);
  });

  it('is told what is missing, connects it, and publishes', async () => {
    await page.getByRole('group', { name: /^Create lead/ }).click();
    await page.getByRole('tab', { name: /Ports/ }).click();
    await page
      .getByRole('button', { name: /Duplicate/ })
      .last()
      .click();
    await page.getByRole('option', { name: /Respond/ }).click();
    await page.getByRole('button', { name: 'No problems' }).waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click();
    await page
      .getByText(/Live v1/)
      .first()
      .waitFor();
  });

  it('makes a source, posts a lead with its key, and sees the canvas light up', async () => {
    const key = await makeSource();
    await page.goto(`${server.address}/flows/drawn-by-hand`);
    await page.locator('.react-flow__node').first().waitFor();
    const phone = freshPhone();
    const told = await server.send('drawn/leads', { phone, first_name: 'Ann' }, { 'x-leadflow-key': key });
    expect(told.body).toMatchObject({ success: true });
    await page
      .locator('.react-flow__node', { hasText: 'Respond' })
      .getByText(/answered/i)
      .first()
      .waitFor();
    await page.goto(`${server.address}/runs/${told.headers.get('x-leadflow-run')}`);
    await page.getByText('Accepted').first().waitFor();
    for (const title of ['Webhook', 'Create lead', 'Respond'])
      await page.getByRole('row', { name: new RegExp(title) }).waitFor();
    await page.goto(`${server.address}/leads?q=${encodeURIComponent(phone)}`);
    await page.getByText(phone).first().waitFor();
  });

  it('met no error on any page', () => {
    expect(complaints).toEqual([]);
  });
});

/** Makes a source for the drawn flow on the Sources page, and reads the key that is shown once. */
async function makeSource(): Promise<string> {
  await page.getByRole('link', { name: 'Sources' }).click();
  await page.getByRole('button', { name: 'New source' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Partner');
  await page.getByRole('button', { name: /Sends leads to/ }).click();
  await page.getByRole('option', { name: /Drawn by hand/ }).click();
  await page.getByRole('button', { name: 'Make source and key' }).click();
  const shown = await page.getByRole('dialog', { name: 'Key of Partner' }).textContent();
  const key = /lf[a-z]*_[\w-]{32}/.exec(shown ?? '')?.[0] ?? '';
  await page.getByRole('button', { name: 'I have kept it' }).click();
  return key;
}

/** Adds a node after the selected one by typing words that any system might use for it. */
async function quickAdd(words: string): Promise<void> {
  await page.keyboard.press('n');
  await page.getByRole('combobox', { name: 'Find a node type' }).fill(words);
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Find a node type' }).waitFor({ state: 'detached' });
}

async function expression(field: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: field, exact: true }).click();
  await page.locator('.cm-editor.cm-focused').waitFor();
  await page.keyboard.type(text);
}

async function backToCanvas(): Promise<void> {
  await page.keyboard.press('Escape');
  // A completion list may be open; the second Escape then leaves the field.
  const onNode = () => document.activeElement?.classList.contains('react-flow__node') ?? false;
  const reached = await page.waitForFunction(onNode, undefined, { timeout: 1000 }).catch(() => undefined);
  if (reached) return;
  await page.keyboard.press('Escape');
  await page.waitForFunction(onNode);
}
