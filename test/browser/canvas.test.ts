// The canvas in a real Chromium by keys alone: draw, undo, copy from tab to tab, and what Tab and Backspace never do.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowBundle, Json } from '../../flows/language/document.ts';
import { backToCanvas, type Desk, openDesk, quickAdd } from '../support/desk.ts';
import { eventually } from '../support/test-server.ts';

let desk: Desk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
}, 120_000);
afterAll(() => desk?.close());

const DRAWN: FlowBundle = {
  document: {
    leadflow: 1,
    name: 'Drawn',
    nodes: {
      in: { type: 'webhook', config: { path: 'keys/leads' } },
      check: { type: 'dnc-check', config: { phone: 'lead.phone' } },
      listed: { type: 'stop', config: { outcome: 'rejected' } },
      answer: { type: 'respond', config: { message: '=steps.check.number' } },
    },
    edges: [
      { from: 'in', port: 'lead', to: 'check' },
      { from: 'check', port: 'listed', to: 'listed' },
      { from: 'check', port: 'clear', to: 'answer' },
    ],
  },
  files: {},
  layout: { nodes: { in: [0, 0], check: [320, 0], listed: [640, 160], answer: [640, 0] } },
};

describe('an admin with a keyboard and no mouse', () => {
  it('draws a webhook, a mapping, a call and a branch, connects them, publishes, and a lead goes through', async () => {
    await page.goto(`${desk.server.address}/flows`);
    await page.getByRole('button', { name: 'New flow' }).first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('By keys');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/flows\/by-keys/);
    await page.getByRole('application').waitFor();
    await quickAdd(page, 'posting url');
    await page.keyboard.type('by-keys/leads');
    await backToCanvas(page);
    await quickAdd(page, 'create lead');
    await focusAndType('Phone', 'lead.phone');
    await focusAndType('Fields', 'lead');
    await backToCanvas(page);
    await quickAdd(page, 'respond');
    await backToCanvas(page);
    // The other port of the lead's step leads to the answer too.
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('c');
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('dialog').textContent()).toMatch(/Create lead/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+P');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .focus();
    await page.keyboard.press('Enter');
    await page
      .getByText(/Live v1/)
      .first()
      .waitFor();
  });
});

describe('undo', () => {
  it('takes 25 mixed edits back to the document that was opened, and redo brings them all again', async () => {
    await openFlow('Undone');
    const opened = await draft('undone');
    for (let round = 0; round < 5; round += 1) {
      await focusNode('DNC check');
      for (let press = 0; press < 3; press += 1) await page.keyboard.press('Control+ArrowDown');
      await page.keyboard.press('Control+d');
      await page.keyboard.press('Delete');
      await quickAdd(page, 'stop');
      await backToCanvas(page);
      await dragNode('Respond', 16 * (round + 1));
    }
    await page.keyboard.press('Shift+Alt+T');
    await page.getByRole('button', { name: 'Undo: Tidy the drawing' }).waitFor();
    const edited = await saved('undone');
    await walkHistory('Undo');
    expect(await saved('undone')).toEqual(opened);
    await walkHistory('Redo');
    expect(await saved('undone')).toEqual(edited);
  });

  it('holds a drag of forty steps and a burst of five keys as one entry each, named for what moved', async () => {
    await openFlow('Bursts');
    await dragNode('Respond', 160, 40);
    await focusNode('DNC check');
    for (let press = 0; press < 5; press += 1) await page.keyboard.press('Control+ArrowRight');
    await page.getByRole('button', { name: 'Undo: Move DNC check' }).click();
    await page.getByRole('button', { name: 'Undo: Move Respond' }).click();
    expect(await page.getByRole('button', { name: /^Undo/ }).isDisabled()).toBe(true);
  });

  it('of the canvas leaves what is typed in a field alone, and Backspace there deletes no node', async () => {
    await openFlow('Typed');
    await focusNode('Webhook');
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'Address', exact: true });
    await field.fill('other/leads');
    await field.press('End');
    await page.keyboard.type('x');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+z');
    expect(await page.locator('.react-flow__node').count()).toBe(4);
    expect(await field.inputValue()).toMatch(/^other\/leads?x?$|^keys\/leads$/);
  });
});

describe('the clipboard', () => {
  it('carries three nodes to another flow in another tab, with new ids, their edges, and no secret', async () => {
    await openFlow('First');
    await page.evaluate(() => {
      globalThis.addEventListener('copy', (event) => {
        Object.assign(globalThis, { copied: event.clipboardData?.getData('text/plain') });
      });
    });
    await focusNode('DNC check');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    const copied = await page.evaluate(() => (globalThis as unknown as { copied?: string }).copied ?? '');
    expect(JSON.parse(copied)).toMatchObject({ leadflow: 1, fragment: { nodes: { check: { type: 'dnc-check' } } } });
    const other = await desk.context.newPage();
    await openFlow('Second', other);
    await focusNode('DNC check', other);
    await other.keyboard.press('Control+v');
    await other.locator('.react-flow__node').nth(6).waitFor();
    const { document } = (await saved('second', 7)) as unknown as FlowBundle;
    expect(
      Object.values(document.nodes)
        .map(({ type }) => type)
        .toSorted(),
    ).toEqual(['webhook', 'dnc-check', 'dnc-check', 'stop', 'stop', 'respond', 'respond'].toSorted());
    expect(document.edges).toHaveLength(5);
    expect(JSON.stringify(document.nodes)).toContain('steps.dnc.number');
    await other.close();
  });
});

describe('the Tab key', () => {
  it('stops once in the canvas, with a ring that can be seen, and leaves it with the next press', async () => {
    await openFlow('Tabbed');
    await page.getByRole('textbox', { name: 'Name of the flow' }).focus();
    const inside = () => page.evaluate(() => document.activeElement?.closest('section#canvas') !== null);
    let presses = 0;
    for (; presses < 80 && !(await inside()); presses += 1) await page.keyboard.press('Tab');
    expect(await inside()).toBe(true);
    const ring = await page.evaluate(() => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement as Element);
      return { outlineStyle, outlineWidth, outlineColor };
    });
    expect(ring).toMatchObject({ outlineStyle: 'solid', outlineWidth: '2px' });
    expect(await ringContrast()).toBeGreaterThanOrEqual(3);
    await page.keyboard.press('Tab');
    expect(await inside()).toBe(false);
  });
});

describe('a flow on a phone', () => {
  it('opens as a table of its steps, in which a step can be chosen and led elsewhere', async () => {
    const phone = await desk.context.newPage();
    await phone.setViewportSize({ width: 320, height: 640 });
    await openFlow('Small', phone);
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

/** Makes a flow of this name and opens it. */
async function openFlow(name: string, on = page): Promise<void> {
  const bundle = structuredClone(DRAWN);
  bundle.document.name = name;
  const made = await desk.server.api('POST', '/flows', { name, bundle: bundle as unknown as Json });
  expect(made.status).toBe(201);
  await on.goto(`${desk.server.address}/flows/${String(made.body.slug)}`);
  await on.locator('.react-flow__node, .fl-outline').first().waitFor();
}

async function focusNode(title: string, on = page): Promise<void> {
  await on
    .getByRole('group', { name: new RegExp(`^${title}`) })
    .first()
    .focus();
}

/** By the keyboard alone: the field is reached as a screen reader's list of fields would. */
async function focusAndType(field: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: field, exact: true }).focus();
  await page.locator('.cm-editor.cm-focused').waitFor();
  await page.keyboard.type(text);
}

async function dragNode(title: string, by: number, steps = 8): Promise<void> {
  const box = await page
    .getByRole('group', { name: new RegExp(`^${title}`) })
    .first()
    .boundingBox();
  if (!box) throw new Error(`${title} is not in sight.`);
  await page.mouse.move(box.x + 60, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 60 + by, box.y + 20 + by / 2, { steps });
  await page.mouse.up();
}

async function walkHistory(word: 'Undo' | 'Redo'): Promise<void> {
  const button = page.getByRole('button', { name: new RegExp(`^${word}`) }).first();
  while (!(await button.isDisabled())) await button.click();
}

/** The draft's document and places as the server has them. */
async function draft(slug: string): Promise<Json> {
  const { body } = await desk.server.api('GET', `/flows/${slug}`);
  const { document, layout } = body.bundle as unknown as FlowBundle;
  return { document, layout } as unknown as Json;
}

/** The same once everything is saved; with `nodes`, once it has so many. */
async function saved(slug: string, nodes?: number): Promise<Json> {
  await page.waitForTimeout(900);
  return eventually(async () => {
    const found = (await draft(slug)) as unknown as FlowBundle;
    const isThere = nodes === undefined || Object.keys(found.document.nodes).length === nodes;
    const isQuiet = nodes !== undefined || (await page.getByText(/^(Draft s|S)aved/).count()) > 0;
    return isThere && isQuiet ? (found as unknown as Json) : undefined;
  });
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
