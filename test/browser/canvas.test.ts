// The canvas in a real Chromium by keys alone: draw, publish, undo, copy from tab to tab, and what Tab and Backspace never do.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowBundle } from '../../flows/language/document.ts';
import { card, draftOf, isFocused, openFlow, tabTo } from '../support/canvas-page.ts';
import { backToCanvas, type Desk, openDesk, quickAdd } from '../support/desk.ts';
import { freshPhone } from '../support/test-server.ts';

let desk: Desk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
}, 120_000);
afterAll(() => desk?.close());

const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

describe('an admin with a keyboard and no mouse', () => {
  it('draws a webhook, a mapping, a call and a branch, connects them, publishes, and a lead goes through', async () => {
    await page.goto(`${desk.server.address}/flows`);
    await page.getByRole('button', { name: 'New flow' }).first().waitFor();
    await tabTo(page, /^New flow$/);
    await press('Enter');
    await page.getByRole('textbox', { name: 'Name' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('By keys');
    await press('Enter');
    await page.waitForURL(/\/flows\/by-keys/);
    await page.locator('section#canvas:focus').waitFor();
    await drawByKeys();
    await connectByKeys('Response', /Unreadable/);
    await connectByKeys('Key/value table', /No match/);
    await connectByKeys('Create lead', /Duplicate/);
    await page.getByRole('button', { name: 'No problems' }).waitFor();
    await press('Shift+P');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .and(page.locator(':focus'))
      .waitFor();
    await press('Enter');
    await page
      .getByText(/Live v1/)
      .first()
      .waitFor();
    const { body } = await desk.server.api('POST', '/sources', { name: 'Keys', flow: 'by-keys', auth: 'key' });
    const lead = { phone_number: freshPhone(), first_name: 'Ann' };
    const told = await desk.server.send('by-keys/leads', lead, { 'x-leadflow-key': String(body.key) });
    expect(told).toMatchObject({ status: 200, body: { success: true } });
    await page.locator('.react-flow__node', { hasText: 'Create lead' }).locator('[data-state=ok]').waitFor();
  }, 60_000);

  it('walks from the trigger to the last node, and each is brought into sight, beside what stands over the canvas', async () => {
    await openFlow(desk, 'Walked', { change: spread });
    await card(page, 'Webhook').focus();
    for (const title of ['DNC check', 'Stop']) {
      await press('ArrowRight');
      await isFocused(page, title);
      await expect.poll(() => isUncovered(title)).toBe(true);
    }
    await press('ArrowUp');
    await isFocused(page, 'Respond');
    await press('ArrowLeft', 'Home');
    await isFocused(page, 'Webhook');
    await expect.poll(() => isUncovered('Webhook')).toBe(true);
  });
});

describe('undo', () => {
  it('takes 25 mixed edits back to the document that was opened, and redo brings them all again', async () => {
    await openFlow(desk, 'Undone');
    const opened = await draftOf(desk, 'undone');
    for (let round = 1; round <= 5; round += 1) {
      await card(page, 'DNC check').focus();
      await press('Control+ArrowDown', 'Control+ArrowDown', 'Control+d', 'Delete');
      // The node before the copy: for a moment, until the copy is gone, nothing has the focus.
      await isFocused(page, 'Webhook');
      await quickAdd(page, 'stop');
      await dragNode(page.locator('.react-flow__node.selected'), 16 * round);
    }
    await card(page, 'DNC check').focus();
    await inPanel(() => typeExpression(/^Phone/, ' '));
    await press('e', 'Delete', 'Shift+Alt+ArrowRight', 'Alt+a', 't');
    await card(page, 'DNC check').focus();
    await leadTo('Stop');
    await isFocused(page, 'DNC check');
    await press('Shift+Alt+T');
    await page.getByRole('button', { name: 'Undo: Tidy the drawing' }).waitFor();
    const edited = await quiet('undone');
    expect(edited).not.toEqual(opened);
    expect(await walkHistory('Undo')).toBeGreaterThanOrEqual(25);
    expect(await quiet('undone')).toEqual(opened);
    await walkHistory('Redo');
    expect(await quiet('undone')).toEqual(edited);
  });

  it('holds a drag of forty steps and a burst of five keys as one entry each, named for what moved', async () => {
    await openFlow(desk, 'Bursts');
    await dragNode(card(page, 'Respond'), 160, 40);
    await card(page, 'DNC check').focus();
    for (let times = 0; times < 5; times += 1) await press('Control+ArrowRight');
    await page.getByRole('button', { name: 'Undo: Move DNC check' }).click();
    await page.getByRole('button', { name: 'Undo: Move Respond' }).click();
    expect(await page.getByRole('button', { name: /undo/i }).isDisabled()).toBe(true);
  });

  it('of the canvas leaves what is typed in a field alone, and Backspace there deletes no node', async () => {
    await openFlow(desk, 'Typed');
    await card(page, 'Webhook').focus();
    await press('Enter');
    await tabTo(page, /^Address/);
    await press('End');
    await page.keyboard.type('xyz');
    await press('Backspace', 'Backspace');
    const field = page.getByRole('textbox', { name: 'Address', exact: true });
    expect(await field.inputValue()).toBe('keys/leadsx');
    await press('Control+z');
    expect(await field.inputValue()).toMatch(/^keys\/leads(x|xy|xyz)?$/);
    await backToCanvas(page);
    await press('ArrowRight');
    await inPanel(async () => {
      await typeExpression(/^Phone/, 'abc');
      await press('Backspace', 'Control+z');
    });
    // The canvas took nothing back, and nothing was deleted.
    expect(await page.getByRole('button', { name: /redo/i }).isDisabled()).toBe(true);
    expect(await page.locator('.react-flow__node').count()).toBe(4);
  });
});

describe('a page that opens slowly', () => {
  it('leaves the focus where a person has put it meanwhile', async () => {
    const slow = await desk.context.newPage();
    await slow.addInitScript(() => {
      const soon = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (frame) => Number(setTimeout(() => soon(frame), 400));
    });
    await openFlow(desk, 'Slow', { on: slow });
    await card(slow, 'DNC check').focus();
    // The page has carried out its wish by then: it comes two frames after the nodes.
    await slow.waitForTimeout(1500);
    await isFocused(slow, 'DNC check');
    await slow.keyboard.press('Control+d');
    await slow.locator('.react-flow__node').nth(4).waitFor();
    await slow.setViewportSize({ width: 320, height: 640 });
    await openFlow(desk, 'Slow and small', { on: slow });
    const step = slow.getByRole('table').getByRole('button', { name: /DNC check/ });
    await step.focus();
    await slow.waitForTimeout(1500);
    expect(await step.evaluate((element) => element === document.activeElement)).toBe(true);
    await slow.close();
  });
});

describe('the Tab key', () => {
  it('stops once in the canvas, with a ring that can be seen, and leaves it with the next press', async () => {
    await openFlow(desk, 'Tabbed');
    await page.getByRole('textbox', { name: 'Name of the flow' }).focus();
    const inside = () => page.evaluate(() => Boolean(document.activeElement?.closest('section#canvas')));
    let presses = 0;
    for (; presses < 80 && !(await inside()); presses += 1) await page.keyboard.press('Tab');
    expect(await inside()).toBe(true);
    const ring = () =>
      page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
        return `${outlineWidth} ${outlineStyle} on ${document.activeElement?.className.split(' ')[0]}`;
      });
    await expect.poll(ring).toBe('2px solid on react-flow__node');
    expect(await ringContrast()).toBeGreaterThanOrEqual(3);
    await page.keyboard.press('Tab');
    expect(await inside()).toBe(false);
  });
});

describe('a flow on a phone', () => {
  it('opens as a table of its steps, in which a step can be chosen and led elsewhere', async () => {
    const phone = await desk.context.newPage();
    await phone.setViewportSize({ width: 320, height: 640 });
    await openFlow(desk, 'Small', { on: phone });
    const table = phone.getByRole('region', { name: /Drawing of Small/ }).getByRole('table');
    await table.waitFor();
    expect(await table.getByRole('button').allTextContents()).toHaveLength(4);
    expect(await phone.evaluate(() => document.scrollingElement?.scrollWidth)).toBeLessThanOrEqual(320);
    await table.getByRole('button', { name: /DNC check/ }).click();
    await phone.getByRole('button', { name: /Port Unreadable leads to/ }).waitFor();
    await phone.close();
  });

  it('met no error on any page', () => {
    expect(desk.complaints).toEqual([]);
  });
});

/** Node by node: what quick add wires by itself is not connected by hand. */
async function drawByKeys(): Promise<void> {
  await quickAdd(page, 'posting url');
  await inPanel(async () => {
    await tabTo(page, /^Address/);
    await page.keyboard.type('by-keys/leads');
  });
  await quickAdd(page, 'adaptor');
  await inPanel(() => choose(/Adaptor/, 'Acme CRM lead'));
  await quickAdd(page, 'http request');
  await inPanel(async () => {
    await choose(/Connection/, 'Acme CRM');
    await choose(/Endpoint/, 'Find a lead');
    await typeExpression(/^Body/, 'steps.adaptor');
  });
  await quickAdd(page, 'response parse');
  await inPanel(() => typeExpression(/^Answer/, 'steps.http'));
  await quickAdd(page, 'key/value');
  await inPanel(async () => {
    await typeExpression(/^Look in/, 'steps.response.data');
    await tabTo(page, /^Add row$/);
    await press('Enter');
    // The new row takes the focus a frame later.
    await page
      .getByRole('combobox', { name: /^Key of row 1/ })
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.type('status');
    await tabTo(page, /^Value of row 1/);
    await page.keyboard.type('NEW');
    await tabTo(page, /^Create lead.*row 1/);
    await press('Space');
    await tabTo(page, /^Success.*row 1/);
    await press('Space');
  });
  await quickAdd(page, 'create lead');
  await inPanel(async () => {
    await typeExpression(/^Phone/, 'lead.phone_number');
    await typeExpression(/^Fields/, 'steps.adaptor');
  });
  await quickAdd(page, 'respond to webhook');
  await backToCanvas(page);
}

/** Enter goes from the node into its panel, Escape back. */
async function inPanel(work: () => Promise<void>): Promise<void> {
  await page.locator('.react-flow__node:focus').waitFor();
  await press('Enter');
  await page.locator('.fl-panel :focus').waitFor();
  await work();
  await backToCanvas(page);
}

/** A drop-down list: opened, searched by its first letters, chosen. */
async function choose(field: RegExp, option: string): Promise<void> {
  await tabTo(page, field);
  await press('ArrowDown');
  await page.keyboard.type(option);
  await page.getByRole('option', { name: option }).first().waitFor();
  await press('ArrowDown', 'Enter');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
}

async function typeExpression(field: RegExp, text: string): Promise<void> {
  await tabTo(page, field);
  await page.locator('.cm-editor.cm-focused').waitFor();
  await page.keyboard.type(text);
}

/** `C` on the node: the port that is open and needs an edge is offered, and is led to the answer. */
async function connectByKeys(title: string, port: RegExp): Promise<void> {
  await press('Home');
  for (let step = 0; step < 8 && !(await isAt(title)); step += 1) {
    await press('ArrowRight');
    await page.locator('.react-flow__node.selected:focus').waitFor();
  }
  await isFocused(page, title);
  await leadTo('Respond', port);
  await isFocused(page, title);
}

async function leadTo(target: string, port = /./): Promise<void> {
  await press('c');
  const dialog = page.getByRole('dialog', { name: /^Connect from/ });
  await dialog.getByRole('combobox', { name: 'Leads to' }).and(page.locator(':focus')).waitFor();
  expect(await dialog.getByRole('button', { name: /Port/ }).textContent()).toMatch(port);
  await page.keyboard.type(target);
  await press('ArrowDown', 'Enter', 'Enter');
  await dialog.waitFor({ state: 'detached' });
}

function isAt(title: string): Promise<boolean> {
  return page.evaluate((name) => document.activeElement?.getAttribute('aria-label')?.startsWith(name) === true, title);
}

/** Far apart, so that no two nodes are in sight at once. */
function spread({ layout }: FlowBundle): void {
  for (const place of Object.values(layout.nodes)) place[0] *= 8;
}

/** True where the whole card can be seen: nothing of the page lies over its corners. */
async function isUncovered(title: string): Promise<boolean> {
  return card(page, title).evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const corners = [left + 6, right - 6].flatMap((x) => [top + 6, bottom - 6].map((y) => [x, y] as const));
    return corners.every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
  });
}

/** Drags by the mouse, once the card has come to rest: a panel that opens beside takes its place from the canvas. */
async function dragNode(node: Locator, by: number, steps = 8): Promise<void> {
  await node.hover({ position: { x: 60, y: 20 } });
  const box = await node.boundingBox();
  if (!box) throw new Error('The card is not in sight.');
  await page.mouse.down();
  await page.mouse.move(box.x + 60 + by, box.y + 20 + by / 2, { steps });
  await page.mouse.up();
}

/** Presses the keys until there is nothing left, and says how often. */
async function walkHistory(word: 'Undo' | 'Redo'): Promise<number> {
  const button = page.getByRole('button', { name: new RegExp(`^${word}:|^Nothing to ${word.toLowerCase()}`) });
  await card(page, 'Webhook').focus();
  for (let times = 0; ; times += 1) {
    if (await button.isDisabled()) return times;
    await press(word === 'Undo' ? 'Control+z' : 'Control+Shift+z');
  }
}

/** The draft once nothing is left to be saved. */
async function quiet(slug: string) {
  // The draft is saved a moment after the last change.
  await page.waitForTimeout(900);
  await page.getByText(/^(Draft s|S)aved/).waitFor();
  return draftOf(desk, slug);
}

/** How much the ring around what has the focus stands out from what is around it: a ratio of luminances. */
async function ringContrast(): Promise<number> {
  const box = await page.evaluate(() => {
    const { x, y, height } = (document.activeElement as Element).getBoundingClientRect();
    return { x: Math.round(x) - 10, y: Math.round(y + height / 2), width: 16, height: 1 };
  });
  const shot = await page.screenshot({ clip: box });
  const luminances = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(picture.width, 1).getContext('2d');
    context?.drawImage(picture, 0, 0);
    const { data } = context?.getImageData(0, 0, picture.width, 1) ?? { data: [] as number[] };
    const linear = (value: number) => (value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const of = (at: number) =>
      0.2126 * linear(data[at] ?? 0) + 0.7152 * linear(data[at + 1] ?? 0) + 0.0722 * linear(data[at + 2] ?? 0);
    return Array.from({ length: picture.width }, (_, pixel) => of(pixel * 4));
  }, shot.toString('base64'));
  const ground = luminances[0] ?? 1;
  return Math.max(...luminances.map((other) => (Math.max(other, ground) + 0.05) / (Math.min(other, ground) + 0.05)));
}
