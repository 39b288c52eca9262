// A flow as large as one may be, in a real Chromium: every node can be reached and seen, and it is laid out beside the page.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FlowBundle, Json } from '../../flows/language/document.ts';
import { largeFlow } from '../bench/editor-flow.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const NODES = 300;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
  const made = await desk.server.api('POST', '/flows', { name: 'Large', bundle: largeFlow(NODES) as unknown as Json });
  expect(made.status).toBe(201);
  await page.goto(`${desk.server.address}/flows/large`);
  await page
    .locator('.react-flow__node')
    .nth(NODES - 1)
    .waitFor();
}, 120_000);
afterAll(() => desk?.close());

it('is walked from its first node to its last, which comes into sight', async () => {
  await page.getByRole('group', { name: /^Webhook, node 1 of 300/ }).focus();
  await page.keyboard.press('End');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toMatch(/node 300 of 300/);
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { x, y, right, bottom } = (document.activeElement as Element).getBoundingClientRect();
        const around = document.querySelector('#canvas')?.getBoundingClientRect();
        return (
          around !== undefined && x >= around.x && y >= around.y && right <= around.right && bottom <= around.bottom
        );
      }),
    )
    .toBe(true);
});

it('is tidied so that no card covers another and every edge leads to the right, in one step of undo', async () => {
  await page.keyboard.press('Shift+Alt+T');
  await page.getByRole('button', { name: 'Undo: Tidy the drawing' }).waitFor();
  await page.getByText(/^(Draft s|S)aved/).waitFor();
  const { document, layout } = (await desk.server.api('GET', '/flows/large')).body.bundle as unknown as FlowBundle;
  const placeOf = (id: string) => layout.nodes[id] ?? [Number.NaN, Number.NaN];
  for (const { from, to } of document.edges) expect(placeOf(to)[0]).toBeGreaterThan(placeOf(from)[0]);
  const places = Object.keys(document.nodes).map(placeOf);
  for (const [at, [x, y]] of places.entries())
    for (const [left, top] of places.slice(at + 1))
      expect(Math.abs(x - left) >= 224 || Math.abs(y - top) >= 64).toBe(true);
  await page.getByRole('button', { name: 'Undo: Tidy the drawing' }).click();
  expect(await page.getByRole('button', { name: 'Nothing to undo' }).isDisabled()).toBe(true);
});

it('opens as a table too, with a step for every node, and meets no error', async () => {
  await page.keyboard.press('Alt+O');
  await page.getByRole('region', { name: 'Drawing of Large' }).getByRole('row').nth(NODES).waitFor();
  expect(desk.complaints).toEqual([]);
});
