// Forms in a real Chromium: drop-downs that are read from the server, the key/value table and its test box, problems at fields.
import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { backToCanvas, type Desk, openDesk, stumbles } from '../support/desk.ts';
import { eventually, type TestServer } from '../support/test-server.ts';

let desk: Desk;
let server: TestServer;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ server, page } = desk);
}, 120_000);
afterAll(() => desk?.close());

/** Opens the panel of a node of the shipped duplicate check. */
async function openNode(title: string): Promise<void> {
  await page.goto(`${server.address}/flows/duplicate-lead-check`);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await page.getByRole('group', { name: new RegExp(`^${title}`) }).click();
  await page.getByRole('textbox', { name: 'Title of the node' }).waitFor();
}

function box(name: string): Locator {
  return page.getByRole('combobox', { name: new RegExp(`^${name}`) });
}

/** Chooses by typing, as a person would. */
async function choose(name: string, text: string): Promise<void> {
  await box(name).fill(text);
  // What is offered may come later than the text.
  await page.getByRole('option', { name: text }).waitFor();
  await leave();
}

/** Any text, offered or not. */
async function write(name: string, text: string): Promise<void> {
  await box(name).fill(text);
  await leave();
}

async function leave(): Promise<void> {
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
}

/** By key: a field above that is read meanwhile grows, and would take the button from under the mouse. */
async function setConstant(): Promise<void> {
  await page.getByRole('button', { name: 'Set a constant from what the receiver offers' }).press('Enter');
}

/** The config of a node as the server has it once the draft is saved. */
async function configOf(node: string, fits: (config: JsonObject) => boolean): Promise<JsonObject> {
  return eventually(async () => {
    const { body } = await server.api('GET', '/flows/duplicate-lead-check');
    const { nodes } = (body.bundle as { document: { nodes: Record<string, { config: JsonObject }> } }).document;
    const config = nodes[node]?.config ?? {};
    return fits(config) ? config : undefined;
  });
}

describe('a drop-down that depends on another', () => {
  it('says what is offered, keeps a value that is no longer offered, and takes any text', async () => {
    await openNode('Ask the CRM');
    await page.getByText(/3 offered by acme-crm; read \d\d:\d\d/).waitFor();
    await write('Connection', 'convoso');
    await page.getByText('find-lead is no longer offered by convoso.').waitFor();
    await page.getByText(/1 offered by convoso; read/).waitFor();
    expect(await configOf('ask', (config) => config.connection === 'convoso')).toMatchObject({ endpoint: 'find-lead' });
    await write('Endpoint', 'my-own');
    await page.getByText('my-own is not among what convoso offers.').first().waitFor();
    await configOf('ask', (config) => config.endpoint === 'my-own');
  });

  it('asks for the field it depends on, says when the reading fails, and tries again', async () => {
    await box('Connection').fill('');
    await page.keyboard.press('Tab');
    await page.getByText('Choose “Connection” first.').waitFor();
    const refuse = (route: Route) =>
      route.fulfill({ status: 503, json: { title: 'The server is stopping.', remedy: 'Wait.' } });
    await page.route('**/api/options/endpoints**', refuse);
    await write('Connection', 'acme-crm');
    await page.getByText('The server is stopping. Wait.').waitFor();
    await page.unroute('**/api/options/endpoints**', refuse);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText(/3 offered by acme-crm; read/).waitFor();
    await choose('Endpoint', 'Find a lead by phone number');
    await configOf('ask', (config) => config.connection === 'acme-crm' && config.endpoint === 'find-lead');
  });

  it('leaves the text alone while somebody is in the field, though the choices come then', async () => {
    const release = Promise.withResolvers<void>();
    const later = async (route: Route) => {
      await release.promise;
      await route.continue();
    };
    await page.route('**/api/options/endpoints**', later);
    await openNode('Ask the CRM');
    await box('Endpoint').selectText();
    release.resolve();
    await page.getByText(/3 offered by acme-crm; read/).waitFor();
    expect(await box('Endpoint').inputValue()).toBe('find-lead');
    await page.keyboard.type('my-own');
    expect(await box('Endpoint').inputValue()).toBe('my-own');
    await page.unroute('**/api/options/endpoints**', later);
    await choose('Endpoint', 'Find a lead by phone number');
    await expect.poll(() => box('Endpoint').inputValue()).toBe('Find a lead by phone number');
    await configOf('ask', (config) => config.endpoint === 'find-lead');
  });

  it('is filled by what a receiver offers, and flags what it offers no more', async () => {
    await page.goto(`${server.address}/connections/acme-crm/endpoints/insert-lead`);
    await page.getByRole('tab', { name: 'What is sent' }).click();
    await setConstant();
    await page.getByRole('textbox', { name: 'Constant', exact: true }).fill('list_id');
    await page.getByText('Choose “Endpoint to ask” first.').waitFor();
    await choose('Endpoint to ask', 'Lists of Acme');
    await page.getByText(/holds nothing|No item in the answer/).waitFor();
    await page.getByRole('textbox', { name: 'List at' }).fill('data.lists');
    await page.getByText(/3 offered by acme-crm; read/).waitFor();
    await choose('Value', 'Spring campaign');
    await page.getByRole('textbox', { name: 'Value at' }).fill('name');
    await page.getByText('1002 is no longer offered by acme-crm.').waitFor();
    await page.getByRole('textbox', { name: 'Value at' }).fill('id');
    await page.getByText('1002 is no longer offered').waitFor({ state: 'detached' });
    expect(await stumbles(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set constant' }).click();
    const constant = page.getByRole('group', { name: 'Constants, row 1 of 1' });
    await expect.poll(() => constant.getByRole('textbox', { name: 'Key' }).inputValue()).toBe('list_id');
    expect(await constant.getByRole('textbox', { name: 'Value' }).inputValue()).toBe('1002');
  });

  it('leads to the credentials where the receiver asks for them', async () => {
    const { body } = await server.api('GET', '/connections/acme-crm');
    const document = { ...(body.document as JsonObject), auth: { type: 'bearer', secret: 'secret:acme-token' } };
    await server.api('PUT', '/connections/acme-crm', { document }, { 'if-match': `"${body.hash}"` });
    await page.reload();
    await page.getByRole('tab', { name: 'What is sent' }).click();
    await setConstant();
    await choose('Endpoint to ask', 'Lists of Acme');
    await page.getByRole('textbox', { name: 'List at' }).fill('data.lists');
    await page.getByText('A secret that the connection needs is not set.').waitFor();
    expect(await page.getByRole('link', { name: 'Open acme-crm' }).getAttribute('href')).toBe('/connections/acme-crm');
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'General' }).click();
    await page.getByRole('button', { name: 'Set value' }).click();
    await page.getByLabel('New value').fill('canary-4711');
    await page.keyboard.press('Enter');
    await page.getByText(/just now by/).waitFor();
    expect(await page.content()).not.toContain('canary-4711');
  });
});

describe('the key/value table', () => {
  it('says in words what a pasted answer would do, and marks the row', async () => {
    await openNode('What the CRM said');
    await page.getByText('Try it on an answer').click();
    const answer = page.getByRole('textbox', { name: 'Answer of the receiver' });
    await answer.fill('{"success": true, "status": "DNC"}');
    await page.getByText(/^Row 3 matches: the lead would not be created .* would go on the DNC list/).waitFor();
    await page.getByText('Row 3 matches the sample answer').waitFor();
    await answer.fill('<answer><status>NEW</status></answer>');
    await page.getByText(/^No row matches/).waitFor();
    expect(await page.getByRole('radio', { name: 'XML' }).isChecked()).toBe(true);
    // A list closes when the page scrolls under it: the field is brought into sight before it is typed into.
    await box('Key of row 1').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('answer.');
    await page.getByRole('option', { name: /answer\.status/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText(/^Row 1 matches: the lead would be created with the status NEW/).waitFor();
    expect(await page.getByRole('combobox', { name: 'Status of row 2' }).isDisabled()).toBe(true);
  });

  it('is put in order by dragging a row, and by the keys of its grip', async () => {
    const keys = async () => (await configOf('table', () => true)).rows as { value: string }[];
    const order = (wanted: string) =>
      eventually(async () => ((await keys()).map((row) => row.value).join() === wanted ? wanted : undefined));
    const grip = page.getByRole('button', { name: /^Reorder row 1/ });
    const target = page.getByRole('button', { name: /^Reorder row 3/ });
    await grip.scrollIntoViewIfNeeded();
    const [from, to] = [await grip.boundingBox(), await target.boundingBox()];
    if (!from || !to) throw new Error('The rows are not in sight.');
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 8, to.y + 8, { steps: 8 });
    await page.mouse.up();
    await order('DUP,DNC,NEW');
    await page.getByRole('button', { name: /^Reorder row 3/ }).press('ArrowUp');
    await order('DUP,NEW,DNC');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toMatch(/^Reorder row 2/);
    // Half under the sticky tabs a field is smaller than it is.
    await page.getByRole('textbox', { name: 'Title of the node' }).scrollIntoViewIfNeeded();
    await page.getByRole('status').filter({ hasText: 'Row 3 is now row 2.' }).waitFor({ state: 'attached' });
    expect(await stumbles(page)).toEqual([]);
  });
});

describe('an answer of another type than the node says', () => {
  it('is told, switched with one press, and then shown as data', async () => {
    const lead = { phone_number: '+12125550161', first_name: 'Ann', last_name: 'Lee' };
    await server.send('acme/leads', lead);
    await openNode('Read the answer');
    await page.getByRole('tab', { name: 'Last run' }).click();
    await page
      .getByText(/it looks like XML/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Read as XML' }).click();
    await page.getByText('The node now reads answers as XML.').waitFor();
    const read = page.getByRole('region', { name: 'The answer as XML' });
    await read.getByText('NEW').waitFor();
    expect(await configOf('read', (config) => config.as === 'xml')).toMatchObject({ as: 'xml' });
  });
});

describe('a field that is wrong', () => {
  it('is told when it is left, and all of them, each with a way there, when somebody tries to send', async () => {
    await page.goto(`${server.address}/connections/acme-crm/endpoints`);
    await page.getByRole('button', { name: 'Add endpoint' }).click();
    const dialog = page.getByRole('dialog', { name: 'New endpoint' });
    const name = dialog.getByRole('textbox', { name: 'Name', exact: true });
    await name.press('Tab');
    await dialog.getByText('Name is needed, such as Find a lead by phone number.').waitFor();
    await dialog.getByRole('textbox', { name: 'URL path' }).fill('');
    expect(await dialog.getByText('URL path is needed').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Add endpoint' }).click();
    await dialog.getByText('2 fields to put right:').waitFor();
    await dialog.getByRole('button', { name: 'URL path' }).click();
    await page.keyboard.type('/leads/other');
    await name.fill('Post elsewhere');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Post elsewhere', level: 2 }).waitFor();
  });

  it('is counted at the node and in Problems, is opened by Enter there, and keeps the flow from being published', async () => {
    await openNode('Ask the CRM');
    await write('Endpoint', 'gone');
    const card = page.locator('.react-flow__node', { hasText: 'Ask the CRM' });
    await card.getByTitle(/the endpoint “gone”/).waitFor();
    await backToCanvas(page);
    const problems = page.getByRole('button', { name: /problem/ }).first();
    await problems.focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog', { name: 'Problems' })
      .getByRole('button', { name: /endpoint/i })
      .focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field')))
      .toBe('endpoint');
    const described = await box('Endpoint').getAttribute('aria-describedby');
    const words = await page.evaluate(
      (ids) => ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' '),
      (described ?? '').split(' '),
    );
    expect(words).toContain('gone');
    await page.getByRole('button', { name: 'Publish' }).click();
    const dialog = page.getByRole('dialog', { name: 'Not ready to publish' });
    await dialog.getByText('must be put right first').waitFor();
    await dialog.getByRole('button', { name: /gone/ }).waitFor();
    expect(desk.complaints).toEqual([]);
  });
});
