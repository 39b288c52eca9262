// Connections in a real Chromium, as an admin of Convoso and one of Gcalls set them up, and as they are carried to another server.
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { type Desk, openDesk, signInAs, stumbles } from '../support/desk.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let desk: Desk;
let server: TestServer;
let page: Page;

beforeAll(async () => {
  desk = await openDesk({ acceptDownloads: true });
  ({ server, page } = desk);
}, 120_000);
afterAll(() => desk?.close());

const box = (name: string, within: Page | Locator = page) => within.getByRole('textbox', { name, exact: true });
const button = (name: string | RegExp, within: Page | Locator = page) => within.getByRole('button', { name });
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const host = () => `127.0.0.1:${server.simulator.port}`;

async function choose(field: string | RegExp, option: string | RegExp): Promise<void> {
  await button(field).click();
  await page.getByRole('option', { name: option }).first().click();
}
/** The gear of a row: the page that is left may have one of the same name, for the thing itself. */
async function gear(row: string, action: string): Promise<void> {
  await button(`Actions for ${row}`, page.getByRole('row')).first().press('Enter');
  await page.getByRole('menuitem', { name: new RegExp(`^${action}`) }).press('Enter');
}
async function sendTest(): Promise<string> {
  await button('Send the test').click();
  const came = page.getByRole('region', { name: 'What the test came to' });
  await came.getByText('The test took').waitFor();
  return (await came.textContent()) ?? '';
}

const SAMPLE = '{"phone_number":"3105550123","first_name":"Ann","last_name":"Lee","email":"a@b.co","list_id":"1001"}';
const LINE = 'Content-length: 0|Content-type: application/json|Authorization: OAuthSomeOAuthaccess_tokenString';

describe('New Connect, by the letters of Convoso’s page', () => {
  it('says what is missing, at each field, and sends nothing', async () => {
    await page.getByRole('link', { name: 'Connections' }).click();
    await page.getByRole('link', { name: 'New Connect' }).click();
    await button('Save Connect and test it').click();
    await page.getByText('Give the connection a name, such as Acme CRM.').first().waitFor();
    await page.getByText('A POST needs an adaptor').first().waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    expect(await stumbles(page)).toEqual([]);
  });

  it('makes connection, call, adaptor and secrets in one go, and lands on the test', async () => {
    await box('Name').fill('Convoso demo');
    await box('API URL').fill(`http://${host()}/convoso-demo/v1/leads/insert?trace=desk`);
    await page.getByLabel('Api Authentication', { exact: true }).fill('tok-a-secret-1');
    await page.locator('[data-preview]', { hasText: 'Authorization: Bearer ••••••' }).waitFor();
    await button('Send it otherwise').click();
    await choose('Token is sent in', 'The body');
    await box('Authorization Header').fill(LINE);
    await page.keyboard.press('Enter');
    await page.getByText('Content-length was left out').waitFor();
    await page.getByText('JSON', { exact: true }).first().click();
    await page.getByText('Make one now', { exact: true }).click();
    await box('Sample of what the receiver takes').fill(SAMPLE);
    await page.getByText('5 fields, all filled').waitFor();
    await page.locator('[data-preview]', { hasText: 'list_id: …' }).waitFor();
    expect(await page.locator('[data-preview]').textContent()).not.toContain('tok-a-secret-1');
    await button('Save Connect and test it').click();
    await page.waitForURL(/\/connections\/convoso-demo\/test\/leads-insert$/);
    const { body } = await server.api('GET', '/connections/convoso-demo');
    expect(body.document).toMatchObject({
      auth: { type: 'api-key', in: 'body', name: 'auth_token', secret: 'secret:convoso-demo-token' },
      headers: [
        { name: 'Content-type', value: 'application/json' },
        { name: 'Authorization', value: 'secret:convoso-demo-authorization' },
      ],
      endpoints: {
        'leads-insert': {
          method: 'POST',
          path: '/convoso-demo/v1/leads/insert',
          send: 'json',
          receive: 'json',
          parameters: [{ name: 'trace', in: 'query', value: 'desk' }],
          adaptor: 'convoso-demo-lead',
        },
      },
    });
    expect((body.secrets as JsonObject[]).every(({ set }) => set)).toBe(true);
  });

  it('sends a lead that the receiver takes, and the log shows the Input Data without a secret', async () => {
    const came = await sendTest();
    expect(came).toContain('lead_id');
    await page.getByRole('tab', { name: 'Logs' }).click();
    await button(/^View/).first().click();
    const entry = dialog(/^Log entry/);
    await entry.getByRole('tab', { name: 'Input Data' }).waitFor();
    const input = (await entry.getByRole('tabpanel').textContent()) ?? '';
    expect(input).toContain('3105550123');
    expect(input).not.toMatch(/tok-a-secret-1|OAuthSomeOAuthaccess/);
    await button('Close', entry).last().click();
    await page.getByRole('link', { name: 'Connections' }).first().click();
    await gear('Convoso demo', 'Logs');
    await page.waitForURL(/\/connections\/convoso-demo\/logs$/);
  });
});

describe('a template with its connections and endpoints, as Gcalls has them', () => {
  it('is added with what it is called, and gets its parameters', async () => {
    await page.goto(`${server.address}/connections/templates`);
    await button('Add template').click();
    await box('Integration Name').fill('desk-crm');
    await box('Label').fill('Desk CRM');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Desk CRM', level: 1 }).waitFor();
    await page.getByRole('tab', { name: 'Settings' }).click();
    for (const [name, index] of [
      ['client_id', 0],
      ['client_secret', 1],
    ] as const) {
      await button('Add row').first().click();
      const row = page.getByRole('group', { name: `Parameters, row ${index + 1} of ${index + 1}` });
      await box('Name, as it is sent', row).fill(name);
      await button(/Place/, row).click();
      await page.getByRole('option', { name: 'Body' }).click();
      if (index === 1) await row.getByText('Secret', { exact: true }).click();
    }
    await button('Save').click();
    await page.getByText('Saved.').waitFor();
    expect((await server.api('GET', '/templates/desk-crm')).body.document).toMatchObject({
      type: 'crm',
      parameters: [
        { name: 'client_id', in: 'body' },
        { name: 'client_secret', in: 'body', secret: true },
      ],
    });
  });

  it('gets a connection with host, tenant and its own secret, and https:// is taken off', async () => {
    await page.getByRole('tab', { name: /^Connections/ }).click();
    await button('Add connection').click();
    const sheet = dialog('Add a connection to Desk CRM');
    await box('Name', sheet).fill('Desk north');
    await box('ID Callcenter', sheet).fill('cc-1001');
    await box('Host', sheet).fill(`https://${host()}`);
    await sheet.getByText('https:// was taken off: calls go by https anyway.').waitFor();
    await box('Host', sheet).fill(`http://${host()}`);
    await box('client_id', sheet).fill('leadflow');
    await sheet.getByLabel('client_secret').fill('open-sesame');
    await button('Add connection', sheet).click();
    await page.getByRole('heading', { name: 'Desk north', level: 1 }).waitFor();
    expect((await server.api('GET', '/connections/desk-north')).body).toMatchObject({
      document: {
        template: 'desk-crm',
        tenant: 'cc-1001',
        fields: { client_secret: 'secret:desk-north-client-secret' },
      },
      secrets: [{ name: 'desk-north-client-secret', set: true }],
    });
  });

  it('gets endpoints, which its connections can call at once: the test brings a token', async () => {
    await page.goto(`${server.address}/connections/templates/desk-crm?tab=endpoints`);
    await button('Add endpoint').click();
    const sheet = dialog('New endpoint');
    await box('Name', sheet).fill('Sign in');
    await button(/^PostData|Type/, sheet)
      .first()
      .click();
    await page.getByRole('option', { name: 'Auth', exact: true }).click();
    await box('URL path', sheet).fill('/rest/token');
    await button('Add endpoint', sheet).click();
    await page.getByRole('heading', { name: 'Sign in', level: 2 }).waitFor();
    await button('Save').click();
    await page.getByText('Saved.').first().waitFor();
    await page.goto(`${server.address}/connections/desk-north/test/sign-in`);
    expect(await sendTest()).toContain('access_token');
    expect((await server.api('GET', '/connections/desk-north/exchanges')).body.items).toHaveLength(1);
  });

  it('cannot be deleted while a connection is made from it, and says which', async () => {
    await page.goto(`${server.address}/connections/templates?q=desk`);
    await gear('Desk CRM', 'Delete');
    await dialog('Delete Desk CRM?').getByRole('link', { name: 'desk-north' }).waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('a connection carried to another server', () => {
  it('is one file without secrets, and there only the secrets are to be filled in', async () => {
    await page.goto(`${server.address}/connections?q=desk`);
    const [saved] = await Promise.all([page.waitForEvent('download'), gear('Desk north', 'Export')]);
    const text = readFileSync(await saved.path(), 'utf8');
    expect(text).not.toContain('open-sesame');
    const other = await startTestServer();
    try {
      await signInAs(page, other);
      await page.goto(`${other.address}/connections`);
      await button('Import').click();
      await box('Or paste the text of an exported connection').fill(text);
      await button('See what it would do').click();
      await dialog('What importing Desk north would do').getByText('1 secret to fill in afterwards').waitFor();
      await button('Import').last().click();
      await dialog('Fill in the secrets').getByLabel('desk-north-client-secret').fill('open-sesame');
      await button('Set secrets').click();
      await page.waitForURL(/\/connections\/desk-north$/);
      const { body } = await other.api('GET', '/connections/desk-north');
      const first = await server.api('GET', '/connections/desk-north');
      expect(body).toMatchObject({ document: first.body.document as JsonObject, secrets: [{ set: true }] });
      const again = await other.api('POST', '/connections/import', {
        dryRun: true,
        file: changed(JSON.parse(text) as JsonObject),
      });
      expect(again.body.parts).toMatchObject([{ kind: 'connection', state: 'differs' }, { state: 'same' }]);
    } finally {
      await page.goto('about:blank');
      await other.stop();
    }
  });

  it('leaves no complaint behind', () => {
    expect(desk.complaints).toEqual([]);
  });
});

function changed(file: JsonObject): JsonObject {
  return { ...file, connection: { ...(file.connection as JsonObject), tenant: 'cc-2002' } };
}
