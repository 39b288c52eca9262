// The editor as a test uses it: a server with built pages, a real Chromium, and an admin who is signed in.
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startBrowser } from './browser.ts';
import { startTestServer, type TestServer } from './test-server.ts';

/** What a browser test holds. `complaints` are errors that any page threw or logged. */
export interface Desk {
  server: TestServer;
  browser: Browser;
  context: BrowserContext;
  page: Page;
  complaints: string[];
  close: () => Promise<void>;
}

/** Wide as screens of desks are, and low: every pixel is drawn by the processor. */
export const DESKTOP = { width: 1440, height: 700 };

/** Opens a desk; with `signIn: false` nobody is signed in. */
export async function openDesk({ signIn = true, ...context }: DeskOptions = {}): Promise<Desk> {
  const server = await startTestServer();
  const browser = await startBrowser();
  const opened = await browser.newContext({
    viewport: DESKTOP,
    // What moves is drawn by the processor here, and would take the time of the tests beside.
    reducedMotion: 'reduce',
    ...context,
  });
  const complaints: string[] = [];
  opened.on('page', (page) => listen(page, complaints));
  const page = await opened.newPage();
  if (signIn) {
    // As the page does it, without the page: that it works has tests of its own.
    await opened.request.post(`${server.address}/api/session`, {
      data: server.admin,
      headers: { origin: server.address },
    });
    await page.goto(`${server.address}/flows`);
    await page.getByRole('heading', { name: 'Flows', level: 1 }).waitFor();
  }
  const close = async () => {
    await browser.close();
    await server.stop();
  };
  return { server, browser, context: opened, page, complaints, close };
}

/** As Playwright's context options, beside `signIn`. */
export interface DeskOptions extends NonNullable<Parameters<Browser['newContext']>[0]> {
  signIn?: boolean;
}

function listen(page: Page, complaints: string[]): void {
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // What the network answers is the test's own doing; the page says what it made of it.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
}

/** Signs in on the sign-in page, and comes to the flows. */
export async function signInAs(page: Page, server: TestServer): Promise<void> {
  await page.goto(`${server.address}/flows`);
  await page.getByLabel(/e-?mail/i).fill(server.admin.email);
  const password = page.getByLabel(/^password/i).first();
  await password.fill(server.admin.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Flows', level: 1 }).waitFor();
}

/** What axe finds against WCAG 2.0 to 2.2, A and AA, on the page. */
export async function stumbles(page: Page): Promise<string[]> {
  // What is still fading in has not its colours yet.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .flatMap((motion) => (motion.effect?.getTiming().iterations === Infinity ? [] : [motion.finished])),
    ),
  );
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await run(document, { runOnly, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** Adds a node after the selected one by typing words that any system might use for it. The canvas has the focus. */
export async function quickAdd(page: Page, words: string): Promise<void> {
  await page.keyboard.press('n');
  await page.getByRole('combobox', { name: 'Find a node type' }).fill(words);
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Find a node type' }).waitFor({ state: 'detached' });
}

/** Types an expression into a field of the open node. */
export async function expression(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: field, exact: true }).click();
  // The editor that was left may still be there for a moment.
  await page.waitForFunction(() => document.activeElement?.closest('.cm-editor'));
  await page.keyboard.type(text);
}

/** Leaves the panel for its node on the canvas. */
export async function backToCanvas(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  // A completion list may be open; the second Escape then leaves the field.
  const onNode = () => document.activeElement?.classList.contains('react-flow__node') ?? false;
  const reached = await page.waitForFunction(onNode, undefined, { timeout: 1000 }).catch(() => undefined);
  if (reached) return;
  await page.keyboard.press('Escape');
  await page.waitForFunction(onNode);
}
