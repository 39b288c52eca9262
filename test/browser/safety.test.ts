// No work is lost: an admin's drawing through reloads, a dead server, another admin's changes, and back through its history.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSameFlow } from '../../flows/language/diff.ts';
import type { FlowBundle, JsonObject } from '../../flows/language/document.ts';
import { DESKTOP, type Desk, openDesk, signInAs, stumbles } from '../support/desk.ts';
import { mustPublish, node } from '../support/drawn-flows.ts';
import { eventually, type TestServer } from '../support/test-server.ts';

let desk: Desk;
let server: TestServer;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ server, page } = desk);
  page.on('dialog', (dialog) => void dialog.accept());
  await mustPublish(server, 'safe', {
    nodes: {
      'lead-in': node('webhook', { path: 'safe/leads' }),
      good: node('respond'),
      spare: node('stop', { outcome: 'rejected', reason: 'Spare.' }, { title: 'Spare' }),
    },
    edges: ['lead-in.lead>good', 'good.answered>spare'],
  });
}, 120_000);
afterAll(() => desk?.close());

describe('an admin whose page goes away', () => {
  it('moves a node by key, reloads, and finds it where it was put', async () => {
    await open();
    await card('Spare').focus();
    const before = await placeOf('spare');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Control+ArrowRight');
    await saved();
    await page.reload();
    await card('Spare').waitFor();
    expect(await placeOf('spare')).toEqual([before[0] + 16, before[1]]);
  });

  it('is told while the server is dead that the work is kept here, and asked before the page is closed', async () => {
    await server.halt();
    await rename('Kept here');
    await mark('Offline, kept locally');
    const asked = page.waitForEvent('dialog');
    const closing = page.reload().catch(() => undefined);
    expect((await asked).type()).toBe('beforeunload');
    await closing;
  });

  it('recovers it after the reload, once the server is back, and has it on the server', async () => {
    await server.resume();
    await open();
    await page.getByText(/were kept in this browser and never reached the server/).waitFor();
    const before = await placeOf('spare');
    // What is drawn meanwhile is no reason to forget what was kept.
    await card('Spare').focus();
    await page.keyboard.press('Control+ArrowDown');
    await saved();
    await page.getByRole('button', { name: 'Recover' }).click();
    await saved();
    expect((await flow()).document.name).toBe('Kept here');
    expect(await placeOf('spare')).toEqual([before[0], before[1] + 8]);
    await page.getByText(/never reached the server/).waitFor({ state: 'detached' });
  });

  it('goes on by itself when the server comes back', async () => {
    await server.halt();
    await rename('Came back');
    await mark('Offline, kept locally');
    await server.resume();
    await saved();
    expect((await flow()).document.name).toBe('Came back');
  });

  it('has the work back after the session ended in the middle of it', async () => {
    await desk.context.clearCookies();
    await rename('After signing in');
    await page.waitForURL(/\/login/);
    await page.getByLabel(/e-?mail/i).fill(server.admin.email);
    await page
      .getByLabel(/^password/i)
      .first()
      .fill(server.admin.password);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Recover' }).click();
    await saved();
    expect((await flow()).document.name).toBe('After signing in');
  });

  it('is told where the browser keeps nothing', async () => {
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await page.route('**/draft', (route) => route.abort());
    await rename('Nowhere yet');
    await mark('Offline, not kept');
    await page.getByText(/leave this page open until they are saved/).waitFor();
    await page.unroute('**/draft');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await saved();
  });
});

describe('two admins in one flow', () => {
  it('meet, see what each changed, choose, and lose nothing', async () => {
    await open();
    const second = await secondAdmin();
    await config(second, 'Spare', 'Theirs, for the record');
    await theirName(second, 'Drawn by two');
    await saved(second);
    await config(page, 'Spare', 'Mine, for the record');
    await mark('Conflict');
    await page
      .getByText(/changed this flow at \d\d:\d\d/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Merge…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Bring both drawings together' });
    await dialog.getByRole('group', { name: 'Spare' }).getByText('Theirs, for the record').waitFor();
    await dialog.getByRole('group', { name: 'Spare' }).getByText('Mine, for the record').waitFor();
    expect(await stumbles(page)).toEqual([]);
    expect(await dialog.getByRole('radio', { name: 'Both' }).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await saved();
    const { document } = await flow();
    expect(document.name).toBe('Drawn by two');
    expect(document.nodes.spare?.config.reason).toBe('Theirs, for the record');
    expect(document.nodes['spare-2']).toMatchObject({
      title: 'Spare (to merge)',
      config: { reason: 'Mine, for the record' },
    });
    // The whole merge is one step of undo, back to what I had.
    await page.getByRole('button', { name: /^Undo: Merge with their changes/ }).click();
    await saved();
    expect((await flow()).document.nodes['spare-2']).toBeUndefined();
    await second.close();
  });

  it('take theirs with one press, and have their own back by undo', async () => {
    await open();
    const before = (await flow()).document.name;
    await elsewhere((theirs) => {
      theirs.document.name = 'Theirs';
    });
    await rename('Mine');
    await mark('Conflict');
    await page.getByRole('button', { name: 'Take theirs' }).click();
    expect(await nameField().inputValue()).toBe('Theirs');
    await page.getByRole('button', { name: /^Undo: Take their drawing/ }).click();
    await saved();
    expect((await flow()).document.name).toBe('Mine');
    expect(before).not.toBe('Mine');
  });
});

describe('an admin who comes back to a crash copy of a flow that went on without it', () => {
  it('is asked where both meet, and has the rest of both', async () => {
    await open();
    await page.route('**/draft', (route) => route.abort());
    await config(page, 'Spare', 'Kept here');
    await rename('Named offline');
    await mark('Offline, kept locally');
    await elsewhere(({ document }) => {
      if (document.nodes.spare) document.nodes.spare.config.reason = 'Went on';
      if (document.nodes.good) document.nodes.good.title = 'Answer';
    });
    await page.reload();
    await page.unroute('**/draft');
    await page.getByRole('button', { name: 'Recover' }).click();
    const dialog = page.getByRole('dialog', { name: 'Bring both drawings together' });
    await dialog.getByRole('group', { name: 'Spare' }).getByRole('radio', { name: 'Kept here' }).check();
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await saved();
    const { document } = await flow();
    expect([document.name, document.nodes.spare?.config.reason, document.nodes.good?.title]).toEqual([
      'Named offline',
      'Kept here',
      'Answer',
    ]);
  });
});

describe('an admin who looks back', () => {
  it('saves with a message, and publishes what is then the second version', async () => {
    await open();
    await config(page, 'Spare', 'Second version');
    await saved();
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Save a version' });
    await dialog.getByText(/since version 1/).waitFor();
    await dialog.getByRole('textbox', { name: /What changed/ }).fill('A better reason');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as version 2.').waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Live v2').first().waitFor();
  });

  it('sees on the canvas, and field by field, what the second changed', async () => {
    await about();
    await page.getByText('A better reason').first().waitFor();
    await page.getByRole('link', { name: 'Changes of version 2' }).click();
    await page.waitForURL(/\/flows\/safe\/versions\/2/);
    await page.getByText('From version 1 to version 2.').waitFor();
    await page.locator('.react-flow__node[data-id="spare"]').getByText('Changed').waitFor();
    const changes = page.getByRole('complementary', { name: 'Changes' });
    await changes.getByRole('button', { name: /Changed Spare/ }).click();
    await changes.getByText('Spare.', { exact: true }).waitFor();
    await changes.getByText('Second version', { exact: true }).waitFor();
    expect(await page.locator('.react-flow__node[data-id="lead-in"]').getByText('Changed').count()).toBe(0);
    expect(await stumbles(page)).toEqual([]);
  });

  it('holds the first version against the draft, and restores it while the second stays live', async () => {
    await page.goto(`${server.address}/flows/safe/versions/1?against=draft`);
    await page.getByText('From version 1 to the draft.').waitFor();
    await page.getByRole('button', { name: 'Restore as draft' }).click();
    await page.getByRole('button', { name: /^Undo: Restore version 1/ }).waitFor();
    await saved();
    const { body } = await server.api('GET', '/flows/safe');
    const { bundle } = (await server.api('GET', '/flows/safe/versions/1')).body;
    expect(isSameFlow(body.bundle as unknown as FlowBundle, bundle as unknown as FlowBundle)).toBe(true);
    expect((body.live as JsonObject).version).toBe(2);
    await page.reload();
    await card('Spare').waitFor();
    expect(await page.getByRole('button', { name: 'Nothing to undo' }).count()).toBe(1);
  });

  it('met no error on any page', () => {
    expect(desk.complaints).toEqual([]);
  });
});

async function open(): Promise<void> {
  await page.goto(`${server.address}/flows/safe`);
  await card('Spare').waitFor();
}

function card(title: string, on: Page = page) {
  return on.locator('.react-flow__node', { hasText: title }).first();
}

function nameField(on: Page = page) {
  return on.getByRole('textbox', { name: 'Name of the flow' });
}

async function rename(name: string): Promise<void> {
  await nameField().fill(name);
}

async function theirName(on: Page, name: string): Promise<void> {
  await nameField(on).fill(name);
}

/** Types a reason into the panel of a node. */
async function config(on: Page, title: string, reason: string): Promise<void> {
  await card(title, on).click();
  await on.getByRole('textbox', { name: 'Reason', exact: true }).fill(reason);
}

/** Waits for what the mark beside the name says. */
async function mark(words: string | RegExp, on: Page = page): Promise<void> {
  await on.locator('.fl-save', { hasText: words }).waitFor();
}

/** A change was made a moment ago: waits until the server has it. */
async function saved(on: Page = page): Promise<void> {
  await on
    .locator('.fl-save', { hasText: /Saving|Offline/ })
    .waitFor({ timeout: 500 })
    .catch(() => undefined);
  await mark(/Draft saved \d\d:\d\d/, on);
}

async function flow(): Promise<FlowBundle> {
  return (await server.api('GET', '/flows/safe')).body.bundle as unknown as FlowBundle;
}

/** Changes the draft past this browser. */
async function elsewhere(edit: (theirs: FlowBundle) => void): Promise<void> {
  const { body } = await server.api('GET', '/flows/safe');
  const theirs = structuredClone(body.bundle) as unknown as FlowBundle;
  edit(theirs);
  const told = await server.api(
    'PUT',
    '/flows/safe/draft',
    { bundle: theirs as never },
    { 'if-match': `"${body.rev}"` },
  );
  expect(told.status).toBe(200);
}

async function placeOf(id: string): Promise<[number, number]> {
  const { layout } = await flow();
  return layout.nodes[id] ?? [Number.NaN, Number.NaN];
}

/** Another admin, in a browser of their own, with the flow open. */
async function secondAdmin(): Promise<Page> {
  const context = await desk.browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce' });
  const second = await context.newPage();
  await second.goto(`${server.address}/flows/safe`);
  // The Chromium that comes as a package runs in one process, where a context may share the session of another.
  await second
    .getByLabel(/e-?mail/i)
    .or(card('Spare', second))
    .first()
    .waitFor();
  if (/\/login/.test(second.url())) await signInAs(second, server);
  await second.goto(`${server.address}/flows/safe`);
  await card('Spare', second).waitFor();
  return second;
}

/** Shows the panel about the flow. */
async function about(): Promise<void> {
  const button = page.getByRole('button', { name: /About this flow/ });
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
  await eventually(async () => ((await button.getAttribute('aria-pressed')) === 'true' ? true : undefined));
}
