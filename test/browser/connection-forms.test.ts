// The pages of a connection in a real Chromium: every parameter of an endpoint, its sign-in, how its answers are read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Desk, openDesk, stumbles } from '../support/desk.ts';
import { eventually, type TestServer } from '../support/test-server.ts';

let desk: Desk;
let server: TestServer;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ server, page } = desk);
  const document = { leadflow: 1, name: 'Gcalls', scheme: 'https', host: 'app.gcalls.example', endpoints: {} };
  await server.api('POST', '/connections', { slug: 'gcalls', document });
  await page.goto(`${server.address}/connections/gcalls`);
}, 120_000);
afterAll(() => desk?.close());

function box(name: string, within: Page | Locator = page): Locator {
  return within.getByRole('textbox', { name, exact: true });
}

/** Chooses from a drop-down list. */
async function pick(name: RegExp, option: string, within: Page | Locator = page): Promise<void> {
  await within.getByRole('button', { name }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Goes to a tab by the keyboard, as somebody without a mouse would. */
async function tab(name: string): Promise<void> {
  const wanted = page.getByRole('tab', { name: new RegExp(`^${name}`) });
  await wanted.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: new RegExp(`^${name}`), selected: true }).waitFor();
}

/** The file as it is on disk once it is saved. */
async function save(): Promise<Record<string, unknown>> {
  const stored = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect((await stored).status()).toBe(200);
  return parse(readFileSync(join(server.workspace, 'connections/gcalls.yaml'), 'utf8'));
}

describe('a connection', () => {
  it('takes a pasted address apart, and a header line with its secret sealed', async () => {
    await box('Tenant id').fill('4711');
    await box('Host').fill('https://app.gcalls.example/api');
    await page.getByText('https:// is kept as the scheme; /api belongs to the path').waitFor();
    await page.getByRole('button', { name: 'Paste a header line' }).click();
    await box('Header line').fill('Content-length: 0|Host: evil.example');
    await page.keyboard.press('Enter');
    await page.getByText(/Host cannot be set here/).waitFor();
    await box('Header line').fill('Content-length: 0|X-Campaign: spring|X-Api-Key: canary-4711');
    await page.keyboard.press('Enter');
    await page.getByText('Content-length was left out').waitFor();
    await page.getByText('The value of X-Api-Key is sealed as the secret gcalls-x-api-key').waitFor();
    await page.getByRole('button', { name: 'Add row' }).first().click();
    await box('Field').fill('agent');
    await page
      .getByRole('group', { name: /^Fields of its own, row 1/ })
      .getByRole('textbox', { name: 'Value' })
      .fill('12');
    const file = await save();
    expect(file).toMatchObject({
      tenant: '4711',
      host: 'app.gcalls.example',
      fields: { agent: '12' },
      headers: [
        { name: 'X-Campaign', value: 'spring' },
        { name: 'X-Api-Key', value: 'secret:gcalls-x-api-key' },
      ],
    });
    expect(JSON.stringify(file)).not.toContain('canary-4711');
  });
});

describe('the endpoints of a connection', () => {
  /** Adds an endpoint, and stays on its page. */
  async function add(name: string, type: string, path: string): Promise<void> {
    await page.getByRole('button', { name: 'Add endpoint' }).click();
    const dialog = page.getByRole('dialog', { name: 'New endpoint' });
    await box('Name', dialog).fill(name);
    await pick(/Type/, type, dialog);
    await box('URL path', dialog).fill(path);
    await dialog.getByRole('button', { name: 'Add endpoint' }).click();
    await page.getByRole('region', { name: `Endpoint ${name}` }).waitFor();
  }

  it('give the token that others carry, its path picked from a sample answer', async () => {
    await tab('Endpoints');
    await add('Sign in', 'Auth', '/auth');
    await tab('How the answer is read');
    await box('Answer').fill('{"data":{"token":"abc","expires_in":3600}}');
    await page.getByRole('button', { name: 'Answer test leads with it' }).click();
    await tab('General');
    await pick(/^Kind None|None Kind/, 'Token of an Auth endpoint');
    await pick(/Auth endpoint$/, 'Sign in');
    await page.getByText('Pick it from the sample answer').click();
    await page.getByRole('button', { name: 'Take the path data.token' }).click();
    await page.getByRole('button', { name: 'It is the token' }).click();
    await page.getByText('Authorization: Bearer ••••').waitFor();
    expect(await save()).toMatchObject({ auth: { type: 'token', endpoint: 'sign-in', token: 'data.token' } });
  });

  it('send parameters in every place, drawn from fields, token, body and digests', async () => {
    await tab('Endpoints');
    await page
      .getByRole('button', { name: 'All endpoints' })
      .click({ timeout: 500 })
      .catch(() => undefined);
    await add('Save call', 'PostData', '/calls/{call_id}');
    await tab('What is sent');
    const rows: [string, string, string, string?][] = [
      ['X-Agent', 'Header', 'Field of the connection'],
      ['token', 'Query', 'Access token'],
      ['call_id', 'Path', "Caller's body"],
      ['sign', 'MD5 digest', 'Text with places', '{field.agent}{body.phone}'],
    ];
    for (const [index, [name, place, source, text]] of rows.entries()) {
      await page.getByRole('button', { name: 'Add parameter' }).click();
      const row = page.getByRole('group', { name: new RegExp(`^Parameter ${index + 1} of`) });
      await row.getByRole('combobox', { name: 'Name' }).fill(name);
      await page.keyboard.press('Tab');
      await pick(/Put in/, place, row);
      await pick(/Value from/, source, row);
      if (text !== undefined) await box('Text', row).fill(text);
    }
    const { endpoints } = await save();
    expect(endpoints).toMatchObject({
      'save-call': {
        path: '/calls/{call_id}',
        parameters: [
          { name: 'X-Agent', in: 'header', value: '{field.agent}' },
          { name: 'token', in: 'query', value: '{token}' },
          { name: 'call_id', in: 'path', value: '{body.call_id}' },
          { name: 'sign', in: 'md5', value: '{field.agent}{body.phone}' },
        ],
      },
    });
  });
});

describe('how an answer is read', () => {
  it('is tried on a sample while the rules are made from its keys', async () => {
    await tab('How the answer is read');
    await box('Answer').fill('{"success":true,"data":{"id":17}}');
    await page.getByText(/^no rule matched/i).waitFor();
    await page.getByRole('button', { name: 'Take the path success' }).click();
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByText('Accepted', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Take the path data.id' }).click();
    await page.getByRole('button', { name: 'Reference', exact: true }).click();
    await page.getByText('Reference', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Keep as a sample' }).click();
    await page.getByRole('menuitem', { name: 'It means: Rejected' }).click();
    await page.getByText('1 of 1 reads otherwise than marked.').waitFor();
    await pick(/Sample 1 means/, 'Accepted');
    await page.getByText('It reads as it was marked.').waitFor();
    expect(await stumbles(page)).toEqual([]);
  });

  it('is learnt from answers that were pasted and marked, or not, and then said why', async () => {
    await page.getByRole('button', { name: 'Learn from answers' }).click();
    const dialog = page.getByRole('dialog', { name: 'Learn from answers' });
    await dialog.getByRole('button', { name: 'Propose rules' }).click();
    await dialog.getByText('No rules could be learnt.').waitFor();
    const told = [18, 19].map((id) => JSON.stringify({ success: true, data: { id } }));
    const refused = ['A1', 'B2', 'C3'].map((ticket) => JSON.stringify({ success: false, message: 'On DNC', ticket }));
    await box('Answers', dialog).fill([...told, ...refused].join('\n'));
    await dialog.getByRole('button', { name: 'Add 5 answers' }).click();
    for (const [index, mark] of ['Accepted', 'Accepted', 'Rejected', 'Rejected', 'Rejected'].entries()) {
      const line = dialog.getByRole('radiogroup', { name: `Answer ${index + 2} means` });
      await line.getByText(mark, { exact: true }).click();
    }
    await dialog.getByRole('button', { name: 'Propose rules' }).click();
    await dialog.getByText('6 of 6 read right').waitFor();
    await dialog.getByRole('button', { name: 'Take these rules' }).click();
    await page.getByText('All 6 read as they were marked.').waitFor();
    const { endpoints } = await save();
    const read = (endpoints as Record<string, { answer: Record<string, unknown>; samples: unknown[] }>)['save-call'];
    expect(read?.samples).toHaveLength(6);
    expect(Object.keys(read?.answer ?? {}).length).toBeGreaterThan(0);
    await page.reload();
    await tab('How the answer is read');
    await page.getByText('All 6 read as they were marked.').waitFor();
    await eventually(async () => (await page.getByText('As marked', { exact: true }).count()) === 6 || undefined);
    expect(desk.complaints).toEqual([]);
  });
});
