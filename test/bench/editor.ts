// `npm run bench:editor`: what the browser loads for each route, and how a drawing of 300 nodes behaves in a real Chromium.
import type { Page } from 'playwright-core';
import type { Json } from '../../flows/language/document.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { largeFlow } from './editor-flow.ts';
import { measureRoutes } from './editor-sizes.ts';
import { keep } from './report.ts';

const NODES = 300;
const EVENTS = 300;
const DRAG_STEPS = 90;
const EVENT_PARTS = new Set(['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']);
const LISTS = ['flows/FlowsPage', 'runs/RunsPage', 'held/HeldPage', 'leads/LeadsPage', 'dnc/DncPage'];
const CONNECTION = 'pages/connections/ConnectionPage.tsx';
const TEMPLATE = 'pages/templates/TemplatePage.tsx';
/** Pages with tabs: the page with the tab that is open; a form under its first card comes after it. */
const TABBED = {
  'a lead': ['pages/leads/LeadPage.tsx'],
  'lead lists': ['pages/lead-words/LeadListsPage.tsx'],
  campaigns: ['pages/lead-words/CampaignsPage.tsx'],
  statuses: ['pages/lead-words/StatusesPage.tsx'],
  connections: ['pages/connections/ConnectionsPage.tsx'],
  'a connection, General': [CONNECTION, 'pages/connections/general/GeneralTab.tsx'],
  'a connection, Endpoints': [CONNECTION, 'pages/connections/endpoints/EndpointsTab.tsx'],
  'a connection, Test': [CONNECTION, 'pages/connections/test/TestTab.tsx'],
  'a connection, Logs': [CONNECTION, 'pages/connections/logs/LogsTab.tsx'],
  'New Connect': ['pages/connections/connect/NewConnectPage.tsx'],
  templates: ['pages/templates/TemplatesPage.tsx'],
  'a template': [TEMPLATE, 'pages/templates/TemplateEndpoints.tsx'],
};

const kept = [...reportSizes()];
const desk = await openDesk();
try {
  kept.push(...(await reportLargeFlow(desk)));
} finally {
  await desk.close();
}
process.exitCode = kept.every(Boolean) ? 0 : 1;

function reportSizes(): boolean[] {
  const main = ['index.html', 'App.tsx'];
  const lists = Object.fromEntries(LISTS.map((page) => [page, [...main, `pages/${page}.tsx`]]));
  const tabbed = Object.fromEntries(Object.entries(TABBED).map(([route, sources]) => [route, [...main, ...sources]]));
  const canvas = [...main, 'canvas/FlowPage.tsx'];
  const routes = { 'sign-in': ['index.html', 'pages/sign-in/SignInApp.tsx'], ...lists, ...tabbed, canvas };
  const { sizes, early } = measureRoutes(routes, ['kit/code-editor.ts']);
  const most = (route: string) => (route === 'sign-in' ? 90 : route === 'canvas' ? 420 : 230);
  return [
    ...sizes.map(({ route, kB }) => keep(`${route}, kB compressed`, kB, { most: most(route) })),
    keep('lazy parts loaded at once', early.length, { most: 0 }),
  ];
}

async function reportLargeFlow({ server, page }: Desk): Promise<boolean[]> {
  await listenToStreams(page);
  const bundle = largeFlow(NODES) as unknown as Json;
  const made = await server.api('POST', '/flows', { name: 'Large', bundle });
  if (made.status !== 201) throw new Error(`The large flow was refused: ${JSON.stringify(made.body)}`);
  const address = `${server.address}/flows/${String(made.body.slug)}`;
  // The first visit loads the chunks, the second is the one of every day.
  await timeToUse(page, address);
  const usable = await timeToUse(page, address);
  const drag = await dragFrames(page);
  const event = await eventCost(page, String(made.body.slug));
  const tidy = await tidyBlock(page);
  return [
    keep(`${NODES} nodes: ms until a click opens a node`, usable, { most: 3_000 }),
    keep(`${NODES} nodes: frame while dragging, p95 ms`, drag, { most: 50 }),
    keep(`${NODES} nodes: a run event, ms of script, style and layout`, event, { most: 1 }),
    keep(`${NODES} nodes: Tidy, ms in all`, tidy.ms, { most: 2_000 }),
    keep(`${NODES} nodes: longest block of the page while it tidies, ms`, tidy.block, { most: 100 }),
  ];
}

/** Keeps the page's streams at hand, so that events can be put into them as the server would. */
async function listenToStreams(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const streams: EventSource[] = [];
    Object.assign(globalThis, { streams });
    globalThis.EventSource = class extends EventSource {
      constructor(...words: ConstructorParameters<typeof EventSource>) {
        super(...words);
        streams.push(this);
      }
    };
  });
}

/** Milliseconds from asking for the page until a click on a node has opened it. */
async function timeToUse(page: Page, address: string): Promise<number> {
  await page.goto('about:blank');
  const from = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  const card = page.locator('.react-flow__node').nth(150);
  await card.waitFor();
  await card.click();
  await page.getByRole('tab', { name: 'Configure' }).waitFor();
  return performance.now() - from;
}

/** The 95th percentile of the time between frames while a card is dragged, milliseconds. */
async function dragFrames(page: Page): Promise<number> {
  const card = page.locator('.react-flow__node').nth(150);
  const box = await card.boundingBox();
  if (!box) throw new Error('The card to drag is not in sight.');
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const tick = (now: number) => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(globalThis, { frames });
  });
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 3];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames.splice(0));
  for (let step = 1; step <= DRAG_STEPS; step += 1) await page.mouse.move(x + step * 3, y + (step % 30) * 2);
  const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames.slice());
  await page.mouse.up();
  return frames.toSorted((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? Number.NaN;
}

/** What one event of a run costs the page: script, style and layout, without the painting, which has no graphics card here; milliseconds. */
async function eventCost(page: Page, flow: string): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    const parts = metrics.filter(({ name }) => EVENT_PARTS.has(name));
    return 1000 * parts.reduce((sum, { value }) => sum + value, 0);
  };
  const send = (events: number) =>
    page.evaluate(
      async ({ events, flow }) => {
        const { streams } = globalThis as unknown as { streams: EventSource[] };
        const stream = streams.at(-1);
        const begun = performance.now();
        for (let n = 0; n < events; n += 1) {
          const node = `check-${1 + (n % 140)}`;
          const data = { seq: n + 1, run: 'r', flow, type: 'step', at: Date.now(), node, port: 'clear', ms: 1 };
          stream?.dispatchEvent(new MessageEvent('run', { data: JSON.stringify(data) }));
          await new Promise((resolve) => setTimeout(resolve, 4));
        }
        return performance.now() - begun;
      },
      { events, flow },
    );
  // What the page and its clock cost without any event.
  const idleFrom = await busy();
  const idleMs = await page.evaluate(async (turns) => {
    const begun = performance.now();
    for (let n = 0; n < turns; n += 1) await new Promise((resolve) => setTimeout(resolve, 4));
    return performance.now() - begun;
  }, EVENTS);
  const idle = ((await busy()) - idleFrom) / idleMs;
  const from = await busy();
  const took = await send(EVENTS);
  return ((await busy()) - from - idle * took) / EVENTS;
}

/** How long Tidy takes, and the longest that the page answered nothing meanwhile, milliseconds. */
async function tidyBlock(page: Page): Promise<{ ms: number; block: number }> {
  const first = page.locator('.react-flow__node').first();
  const before = await first.evaluate((node) => node.style.transform);
  await page.evaluate(() => {
    const blocks: number[] = [];
    new PerformanceObserver((list) => blocks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    Object.assign(globalThis, { blocks });
  });
  await first.focus();
  const from = performance.now();
  await page.keyboard.press('Shift+Alt+T');
  await page.waitForFunction(
    (before) => document.querySelector<HTMLElement>('.react-flow__node')?.style.transform !== before,
    before,
  );
  const ms = performance.now() - from;
  await page.waitForTimeout(500);
  const blocks = await page.evaluate(() => (globalThis as unknown as { blocks: number[] }).blocks.slice());
  return { ms, block: Math.max(0, ...blocks) };
}
