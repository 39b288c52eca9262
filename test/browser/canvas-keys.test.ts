// The canvas's own keys in a real Chromium: edges, names, types, search, lining up, menus and pasting with edges.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowBundle } from '../../flows/language/document.ts';
import { card, draftOf, isFocused, openFlow, said, savedDraft } from '../support/canvas-page.ts';
import { type Desk, openDesk } from '../support/desk.ts';

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
const edgesOf = async (slug: string): Promise<string[]> =>
  (await draftOf(desk, slug)).document.edges.map(({ from, port, to }) => `${from}.${port} > ${to}`);

describe('an admin with a keyboard, on an edge', () => {
  it('goes from the node to its edges, around them, puts a node in, takes one away, and is back at the node', async () => {
    await openFlow(desk, 'Edges');
    await card(page, 'DNC check').focus();
    await press('e');
    await said(page, 'Edge 1 of 3: DNC check, port Listed, to Stop');
    await press('ArrowDown');
    await said(page, 'Edge 2 of 3: DNC check, port Clear, to Respond');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-id'))).toBe('check.clear');
    await press('i');
    await page.getByRole('combobox', { name: 'Find a node type' }).fill('phone check');
    await press('Escape');
    await page.locator('.react-flow__edge:focus').waitFor();
    await press('i');
    await page.getByRole('combobox', { name: 'Find a node type' }).fill('adaptor');
    await press('Enter');
    await isFocused(page, 'Adaptor');
    await press('ArrowLeft', 'e', 'Delete');
    await isFocused(page, 'DNC check');
    await savedDraft(desk, 'edges', ({ document }) => !document.edges.some(({ port }) => port === 'listed'));
    expect(await edgesOf('edges')).toEqual(
      expect.arrayContaining(['check.clear > adaptor', 'adaptor.mapped > answer', 'in.lead > check']),
    );
    await press('e', 'ArrowUp', 'Escape');
    await isFocused(page, 'DNC check');
  });
});

describe('an admin who changes a node by key', () => {
  it('renames it and is back at it, and makes it another type that keeps its edges and what fits', async () => {
    await openFlow(desk, 'Renamed');
    await card(page, 'DNC check').focus();
    await press('F2');
    await page.getByRole('textbox', { name: 'Title of the node' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('May we call?');
    await press('Enter');
    await isFocused(page, 'May we call?');
    await press('r');
    await page.getByRole('dialog', { name: 'Make May we call? another type' }).waitFor();
    await page.keyboard.type('create lead');
    await press('Enter');
    await isFocused(page, 'May we call?');
    const { document } = await savedDraft(
      desk,
      'renamed',
      (found) => found.document.nodes.check?.type === 'create-lead',
    );
    expect(document.nodes.check).toMatchObject({ title: 'May we call?', config: { phone: 'lead.phone' } });
    expect(document.edges).toContainEqual({ from: 'in', port: 'lead', to: 'check' });
    await press('Control+z');
    await savedDraft(desk, 'renamed', (found) => found.document.nodes.check?.type === 'dnc-check');
  });

  it('lines nodes up by two strokes, selects what comes after, and a number alone is no command in a field', async () => {
    await openFlow(desk, 'Lined');
    await card(page, 'DNC check').focus();
    await press('Shift+Alt+ArrowRight');
    await said(page, '3 nodes selected');
    await press('Alt+a');
    await said(page, /and now L, R, T/);
    await press('t');
    const { layout } = await savedDraft(desk, 'lined', (found) => found.layout.nodes.listed?.[1] === 0);
    expect(layout.nodes).toMatchObject({ check: [320, 0], answer: [640, 0] });
    await page.getByRole('button', { name: 'Undo: Line up at the top' }).waitFor();
    await card(page, 'Webhook').focus();
    await press('0');
    await expect.poll(() => page.locator('.react-flow__viewport').getAttribute('style')).toContain('scale(1)');
  });
});

describe('an admin who tries the draft', () => {
  it('opens the test by Ctrl+Enter, sends the sample lead by it, and has the keys of the canvas again', async () => {
    const isWhole = ({ document }: FlowBundle): void => {
      document.nodes.listed = { type: 'stop', config: { outcome: 'rejected', reason: 'On the list.' } };
      document.edges.push({ from: 'check', port: 'unreadable', to: 'listed' });
    };
    await openFlow(desk, 'Tried', { change: isWhole });
    await card(page, 'DNC check').focus();
    await press('Control+Enter');
    await page
      .getByRole('dialog', { name: 'Test the draft' })
      .getByRole('textbox')
      .and(page.locator(':focus'))
      .waitFor();
    await press('Control+Enter');
    await page.getByRole('dialog', { name: 'Test the draft' }).waitFor({ state: 'detached' });
    await page.locator('.react-flow__node', { hasText: 'DNC check' }).locator('[data-state]').waitFor();
    await isFocused(page, 'DNC check');
  });
});

describe('an admin who looks for a node', () => {
  it('finds it by what it is set to, goes from one to the next, and is at it when the search closes', async () => {
    await openFlow(desk, 'Sought');
    await card(page, 'Webhook').focus();
    await press('Control+f');
    const field = page.getByRole('textbox', { name: 'Find in this flow' });
    await field.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('STEPS.check');
    const status = page.getByRole('search', { name: 'Find in this flow' }).getByRole('status');
    await status.getByText('1 of 1. Message: =steps.check.number').waitFor();
    await field.fill('check');
    await status.getByText(/1 of 2\. Name: DNC check/).waitFor();
    await press('F3');
    await status.getByText(/2 of 2/).waitFor();
    await press('Shift+F3', 'Escape');
    await isFocused(page, 'DNC check');
    expect(await field.count()).toBe(0);
    await press('F3');
    await status.getByText(/2 of 2/).waitFor();
    await press('Escape');
    await isFocused(page, 'Respond');
  });
});

describe('the menu of the canvas', () => {
  it('opens by key on the node, says the keys, does what it says, and gives the focus back', async () => {
    await openFlow(desk, 'Menu');
    await card(page, 'DNC check').focus();
    const before = await draftOf(desk, 'menu');
    await press('Shift+F10');
    const menu = page.getByRole('menu', { name: 'DNC check' });
    await menu.getByRole('menuitem', { name: 'Make it another type of node' }).waitFor();
    expect(await menu.getByRole('menuitem', { name: 'Rename the node' }).textContent()).toContain('F2');
    await press('ArrowDown', 'ArrowDown', 'Escape');
    await isFocused(page, 'DNC check');
    expect((await draftOf(desk, 'menu')).layout).toEqual(before.layout);
    await press('ContextMenu');
    await menu.waitFor();
    await press('End', 'ArrowUp', 'Enter');
    await isFocused(page, 'Webhook');
    await savedDraft(desk, 'menu', ({ document }) => !('check' in document.nodes));
  });

  it('opens by the right button on a node, an edge and the ground, with what fits there', async () => {
    await openFlow(desk, 'Right');
    await card(page, 'Respond').click({ button: 'right' });
    await page.getByRole('menu', { name: 'Respond' }).waitFor();
    await press('Escape');
    await page.locator('.fl-edge-label', { hasText: 'Clear' }).click({ button: 'right' });
    await page.getByRole('menu', { name: 'The edge' }).getByRole('menuitem', { name: 'Put a node in' }).waitFor();
    await press('Escape');
    await page.locator('.react-flow__pane').click({ button: 'right', position: { x: 40, y: 40 } });
    await page.getByRole('menuitem', { name: 'Add a node here' }).click();
    await page.getByRole('dialog', { name: 'Add a node here' }).waitFor();
    await press('Escape');
  });
});

describe('the clipboard', () => {
  const SECRET = `sk_live_${'4f9K2mQ8xZ1b'.repeat(2)}`;

  it('carries three nodes to another flow in another tab, with new ids, their edges, and no secret', async () => {
    const withSecret = ({ document }: FlowBundle): void => {
      document.nodes.listed = { type: 'stop', config: { outcome: 'rejected', reason: SECRET } };
    };
    await openFlow(desk, 'First', { change: withSecret });
    await page.evaluate(() => {
      globalThis.addEventListener('copy', (event) => {
        Object.assign(globalThis, { copied: event.clipboardData?.getData('text/plain') });
      });
    });
    await card(page, 'DNC check').focus();
    await press('Shift+Alt+ArrowRight', 'Control+c');
    const copied = await page.evaluate(() => (globalThis as unknown as { copied?: string }).copied ?? '');
    expect(JSON.parse(copied)).toMatchObject({ leadflow: 1, fragment: { nodes: { check: { type: 'dnc-check' } } } });
    expect(copied).not.toContain(SECRET);
    const other = await desk.context.newPage();
    await openFlow(desk, 'Second', { on: other });
    await card(other, 'DNC check').focus();
    await other.keyboard.press('Control+v');
    await other.locator('.react-flow__node').nth(6).waitFor();
    const { document } = await savedDraft(desk, 'second', (found) => Object.keys(found.document.nodes).length === 7);
    const types = Object.values(document.nodes).map(({ type }) => type);
    expect(types.toSorted()).toEqual(['dnc-check', 'dnc-check', 'respond', 'respond', 'stop', 'stop', 'webhook']);
    expect(document.edges).toHaveLength(5);
    // The copy reads the copy.
    expect(JSON.stringify(document.nodes)).toContain('steps.dnc.number');
    const permission = () =>
      other.evaluate(
        async () => (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
      );
    expect(await permission()).toBe('prompt');
    await other.close();
  });
});

describe('pasting with the edges around', () => {
  it('puts back what was cut out with its place between its neighbours, and asks for no permission', async () => {
    await openFlow(desk, 'Wired');
    await card(page, 'DNC check').focus();
    await press('Control+x');
    await savedDraft(desk, 'wired', ({ document }) => !('check' in document.nodes));
    await isFocused(page, 'Webhook');
    await press('Control+Shift+v');
    await isFocused(page, 'DNC check');
    await savedDraft(desk, 'wired', ({ document }) => document.edges.length === 3);
    expect((await edgesOf('wired')).toSorted()).toEqual([
      'check.clear > answer',
      'check.listed > listed',
      'in.lead > check',
    ]);
    // A second one finds the port of the webhook taken, and leads onward alone.
    await press('Control+c', 'Control+Shift+v');
    await savedDraft(desk, 'wired', ({ document }) => document.edges.length === 5);
    expect(await edgesOf('wired')).toContain('in.lead > check');
  });

  it('met no error on any page', () => {
    expect(desk.complaints).toEqual([]);
  });
});
