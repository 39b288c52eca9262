// A flow's canvas as a test uses it: made by the API, opened in the browser, and read back once it is saved.
import type { Page } from 'playwright-core';
import type { FlowBundle, Json } from '../../flows/language/document.ts';
import type { Desk } from './desk.ts';
import { eventually } from './test-server.ts';

/** A webhook, a DNC check, and a way out for each of its answers. */
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

/** Makes a flow of this name and opens it on a page. `change` is made to its drawing first. */
export async function openFlow(
  { server, page }: Desk,
  name: string,
  { on = page, change }: { on?: Page; change?: (bundle: FlowBundle) => void } = {},
): Promise<void> {
  const bundle = structuredClone(DRAWN);
  bundle.document.name = name;
  change?.(bundle);
  const made = await server.api('POST', '/flows', { name, bundle: bundle as unknown as Json });
  if (made.status !== 201) throw new Error(`The flow was not made: ${JSON.stringify(made.body)}`);
  await on.goto(`${server.address}/flows/${String(made.body.slug)}`);
  await on.locator('.react-flow__node, .fl-outline').first().waitFor();
}

/** The card of the first node with this title. */
export function card(page: Page, title: string) {
  return page
    .locator('.react-flow__node')
    .and(page.getByRole('group', { name: new RegExp(`^${title},`) }))
    .first();
}

/** Waits until the node has the focus. */
export async function isFocused(page: Page, title: string): Promise<void> {
  await page.locator(`.react-flow__node:focus[aria-label^="${title},"]`).waitFor();
}

/** Presses Tab until what has the focus is called this: as a person without a mouse goes through a page. */
export async function tabTo(page: Page, name: RegExp, presses = 60): Promise<void> {
  for (let press = 0; press < presses; press += 1) {
    if (name.test(await focusedName(page))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab did not come to ${String(name)}; it is at “${await focusedName(page)}”.`);
}

/** What a screen reader would call what has the focus. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement as HTMLElement | null;
    const ids = at?.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const labels = ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
    const own = at instanceof HTMLInputElement ? (at.labels?.[0]?.textContent ?? '') : (at?.textContent ?? '');
    return (at?.getAttribute('aria-label') ?? (labels || own)).trim();
  });
}

/** The draft's document and places as the server has them. */
export async function draftOf({ server }: Desk, slug: string): Promise<Pick<FlowBundle, 'document' | 'layout'>> {
  const { body } = await server.api('GET', `/flows/${slug}`);
  const { document, layout } = body.bundle as unknown as FlowBundle;
  return { document, layout };
}

/** The draft once the server has it as `isThere` wants it. */
export function savedDraft(
  desk: Desk,
  slug: string,
  isThere: (bundle: Pick<FlowBundle, 'document' | 'layout'>) => boolean,
): ReturnType<typeof draftOf> {
  return eventually(async () => {
    const found = await draftOf(desk, slug);
    return isThere(found) ? found : undefined;
  });
}

/** What the live region of the canvas said last. */
export function said(page: Page, words: string | RegExp) {
  return page.getByRole('status', { name: 'Canvas' }).filter({ hasText: words }).waitFor({ state: 'attached' });
}
