// The admin and the runs in a real Chromium: watches one live, looks into a failed one, walks through it, takes its data along.
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { type Desk, openDesk, stumbles } from '../support/desk.ts';
import { mustPublish, node, runIn, sender, stop } from '../support/drawn-flows.ts';
import { eventually, freshPhone, type TestServer } from '../support/test-server.ts';

type Send = Awaited<ReturnType<typeof sender>>;
const TOKEN = 'acme-token-that-nobody-may-see';
const FIND = '/acme/leads/find';

let desk: Desk;
let server: TestServer;
let page: Page;
let send: Send;
/** The run that failed, and what the API tells of it. */
let failed: JsonObject;

beforeAll(async () => {
  desk = await openDesk();
  ({ server, page } = desk);
  await withToken();
  await mustPublish(server, 'checked', drawn('Ask Acme'));
  send = await sender(server, 'checked');
}, 120_000);
afterAll(() => desk?.close());

describe('an admin who watches a flow', () => {
  it('sees a node run while its receiver takes its time, and how it went, though the stream broke in between', async () => {
    const line = await openLine(Number(new URL(server.address).port));
    const opened = page.waitForResponse(/\/api\/events/);
    await page.goto(`http://127.0.0.1:${line.port}/flows/checked`);
    await opened;
    await card('Ask Acme').waitFor();
    const seen = page.evaluate(seenRunning, 'Ask Acme');
    await server.simulator.control({ path: FIND, behaviour: 'delay=2000', times: 1 });
    const told = send({ phone_number: freshPhone() });
    const seenAt = await seen;
    line.cut();
    const run = (await told).run;
    await card('Ask Acme')
      .locator('[data-state=ok]')
      .getByText(/^2\.\d s$/)
      .waitFor();
    await card('Tell it was found').locator('[data-state=ok]').waitFor();
    const { body } = await server.api('GET', `/runs/${run}`);
    const [call] = stepOf(body, 'ask').exchanges;
    expect(seenAt - Date.parse(call?.at ?? '')).toBeLessThanOrEqual(5_000);
    // The browser came back by itself and named the last event that it had heard.
    expect(line.said()).toMatch(/last-event-id: \d+/i);
    line.close();
  });

  it('follows a run on its own page until it has ended', async () => {
    await server.simulator.control({ path: FIND, behaviour: 'delay=3000', times: 1 });
    const told = send({ phone_number: freshPhone() });
    const open = await eventually(async () => {
      const { body } = await server.api('GET', '/runs?flow=checked&state=running');
      return (body.items as JsonObject[])[0];
    });
    await page.goto(`${server.address}/runs/${open.id}`);
    await card('Ask Acme').locator('[data-state=running]').waitFor();
    await page.getByRole('button', { name: 'Following the run', pressed: true }).waitFor();
    await told;
    await card('Tell it was found').locator('[data-state=ok]').waitFor();
    await page.getByRole('heading', { name: 'Tell it was found' }).waitFor();
    await page.getByRole('button', { name: 'Following the run' }).waitFor({ state: 'detached' });
  });
});

describe('an admin who looks into a failed run', () => {
  it('finds the failing node selected and in the middle', async () => {
    failed = await failedRun();
    await page.goto(`${server.address}/runs/${failed.id}`);
    await page.getByRole('heading', { name: 'Ask Acme' }).waitFor();
    const chosen = page.locator('.react-flow__node.selected');
    await expect.poll(() => chosen.getAttribute('data-id')).toBe('ask');
    await expect.poll(() => offMiddle(chosen)).toBeLessThan(40);
  });

  it('reads the request with its secret masked, the answer raw and parsed, and the lead as it came', async () => {
    await page.getByRole('tab', { name: 'Request' }).click();
    const request = page.getByRole('region', { name: 'request, attempt 1' });
    await request.getByText('authorization', { exact: false }).first().waitFor();
    expect(await page.content()).not.toContain(TOKEN);
    expect(await request.textContent()).toMatch(/authorization\s*Bearer •/i);
    await page.getByRole('tab', { name: 'Answer' }).click();
    const answer = page.getByRole('region', { name: 'answer, attempt 1' });
    await answer.getByText('"Unavailable"').waitFor();
    await answer.getByText('Raw', { exact: true }).click();
    await answer.getByText('{"success":false,"text":"Unavailable"}').waitFor();
    await page.getByRole('button', { name: 'View input data' }).click();
    const input = page.getByRole('dialog', { name: 'Input data' });
    await input.getByText(JSON.stringify(failed.lead)).waitFor();
    await page.keyboard.press('Escape');
  });

  it('copies the request as a curl line, masked', async () => {
    await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('tab', { name: 'Request' }).click();
    await page.getByRole('button', { name: 'Copy as curl' }).first().click();
    const line = await eventually(async () => (await page.evaluate(() => navigator.clipboard.readText())) || undefined);
    expect(line).toMatch(/^curl -X POST 'http:\/\/127\.0\.0\.1:\d+\/acme\/leads\/find'/);
    expect(line).not.toContain(TOKEN);
  });
});

describe('an admin whose receiver answers in XML', () => {
  it('reads it as the server reads it, laid out, and as it came', async () => {
    await server.simulator.control({ path: FIND, behaviour: 'xml', times: 1 });
    const { run } = await send({ phone_number: freshPhone() });
    await page.goto(`${server.address}/runs/${run}?node=ask`);
    await page.getByRole('tab', { name: 'Answer' }).click();
    const answer = page.getByRole('region', { name: /^answer/ });
    await answer.locator('.lf-json').getByText('"NEW"').waitFor();
    await answer.getByText('Indented', { exact: true }).click();
    await answer.getByText('\n  <status>NEW</status>\n').waitFor();
    await answer.getByText('Raw', { exact: true }).click();
    await answer.getByText('<status>NEW</status></response>').waitFor();
  });
});

describe('an admin who walks through a run', () => {
  const scrubber = () => page.getByRole('slider', { name: 'Moment of the run' });
  const words = () => scrubber().getAttribute('aria-valuetext');

  it('sees on the drawing what had happened by then, and nothing later', async () => {
    await page.goto(`${server.address}/runs/${failed.id}`);
    await scrubber().focus();
    await page.keyboard.press('Home');
    const seen: string[] = [];
    do {
      seen.push(`${(await words())?.replace(/127[.:\d]+/, 'Acme')} | ${await states()}`);
      await page.keyboard.press('ArrowRight');
    } while (!seen.at(-1)?.includes('Finished') && seen.length < 20);
    const cut = 'Ask Acme got no answer: The receiver broke the connection off (attempt 2)';
    expect(seen).toEqual([
      '1 of 11: The lead was accepted | in ok',
      '2 of 11: Webhook left by “Lead” | in ok',
      '3 of 11: Adaptor left by “Mapped” | in ok, map ok',
      '4 of 11: Ask Acme sent POST to Acme (attempt 1) | in ok, map ok, ask running',
      '5 of 11: Ask Acme was answered with 503 (attempt 1) | in ok, map ok, ask waiting',
      '6 of 11: Ask Acme sent POST to Acme (attempt 2) | in ok, map ok, ask running',
      `7 of 11: ${cut} | in ok, map ok, ask running`,
      '8 of 11: Ask Acme left by “Error” | in ok, map ok, ask failed',
      '9 of 11: Stop ended the run | in ok, map ok, ask failed, lost failed',
      '10 of 11: The caller was told: failed, 200 | in ok, map ok, ask failed, lost failed',
      '11 of 11: Finished: error | in ok, map ok, ask failed, lost failed',
    ]);
  });

  it('steps by [ and ] from the drawing, and by the timeline', async () => {
    await page.locator('.react-flow__node[data-id=ask]').focus();
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    expect(await words()).toMatch(/^9 of 11/);
    expect(await page.locator('.react-flow__node.selected').getAttribute('data-id')).toBe('lost');
    await page.keyboard.press(']');
    expect(await words()).toMatch(/^10 of 11/);
    await page
      .getByRole('list', { name: 'Timeline of the steps' })
      .getByRole('button', { name: /Adaptor/ })
      .click();
    expect(await words()).toMatch(/^3 of 11/);
    await page.keyboard.press('ArrowRight');
    expect(await words()).toMatch(/^8 of 11/);
    // What came in and went out is what had by then, too.
    await page.getByRole('row', { name: /Ask Acme/ }).waitFor();
    expect(await page.getByRole('row', { name: /^Stop/ }).count()).toBe(0);
  });

  it('plays it to the end, and shares the moment by its address', async () => {
    await page.goto(`${server.address}/runs/${failed.id}?moment=8`);
    await page.getByRole('heading', { name: 'Ask Acme' }).waitFor();
    expect(await words()).toMatch(/^8 of 11/);
    await page.getByText('4×').click();
    await page.getByRole('button', { name: 'Play the run' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await expect.poll(words, { timeout: 5000 }).toMatch(/^11 of 11: Finished/);
    await page.getByRole('button', { name: 'Play the run' }).waitFor();
  });

  it('sees the version that ran, though another is live and a draft differs, and can change nothing', async () => {
    const { body } = await server.api('GET', '/flows/checked');
    const bundle = JSON.parse(JSON.stringify(body.bundle).replace('"Ask Acme"', '"Ask somebody else"'));
    const put = await server.api('PUT', '/flows/checked/draft', { bundle }, { 'if-match': `"${body.rev}"` });
    const told = await server.api('POST', '/flows/checked/publish', {}, { 'if-match': `"${put.body.rev}"` });
    expect(told.status).toBe(200);
    await page.reload();
    await page.getByText('Version 1 ran; version 2 is live now.').waitFor();
    const link = page.getByRole('link', { name: 'What differs between v1 and v2' });
    expect(await link.getAttribute('href')).toBe('/flows/checked/versions/1?against=2');
    await card('Ask Acme').click();
    await page.keyboard.press('Delete');
    await page.keyboard.press('n');
    expect(await page.locator('.react-flow__node').count()).toBe(5);
    expect(await page.getByRole('combobox', { name: 'Find a node type' }).count()).toBe(0);
  });

  it('finds nothing that a screen reader stumbles over, in light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await stumbles(page)).toEqual([]);
    }
  });
});

describe('an admin who goes on with the data of a run', () => {
  it('has its lead as the sample of the flow', async () => {
    await page.getByRole('link', { name: 'Open in the editor with this data' }).click();
    const test = page.getByRole('dialog', { name: 'Test the draft' });
    expect(JSON.parse(await test.getByRole('textbox').inputValue())).toEqual(failed.lead);
    expect(new URL(page.url()).search).toBe('');
  });

  it('has it as the sample of the mapping, which makes of it what the run made', async () => {
    await page.goto(`${server.address}/runs/${failed.id}?node=map`);
    await page.getByRole('heading', { name: 'Adaptor', level: 2 }).waitFor();
    await page.getByRole('link', { name: 'Open the mapping with this data' }).click();
    await page.waitForURL(`**/adaptors/acme-crm?run=${failed.id}&node=map`);
    const made = stepOf(failed, 'map').out;
    expect(made).toMatchObject({ first_name: 'Ann', email: 'ann@example.com' });
    const shown = page.getByRole('figure').filter({ hasText: 'As JSON' }).locator('pre');
    await expect.poll(async () => JSON.parse((await shown.textContent()) ?? '{}'), { timeout: 5000 }).toEqual(made);
    await page.getByText('The same as the run made.').waitFor();
  });

  it('met no error on the way', () => {
    expect(desk.complaints).toEqual([]);
  });
});

/** How every card stands that the run has come to, in the order of the drawing. */
function states(): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.react-flow__node')]
      .map((each) => [each.getAttribute('data-id'), each.querySelector('[data-state]')?.getAttribute('data-state')])
      .filter(([, state]) => state)
      .map((each) => each.join(' '))
      .join(', '),
  );
}

function card(title: string): Locator {
  return page.locator('.react-flow__node', { hasText: title });
}

/** Runs in the page: when the card with this title began to say that it runs, milliseconds since 1970. */
function seenRunning(title: string): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      const cards = [...document.querySelectorAll('.react-flow__node')];
      const own = cards.find((each) => each.textContent?.includes(title));
      if (own?.querySelector('[data-state=running]') && own.textContent?.includes('Running')) resolve(Date.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** How far the middle of the card is from the middle of the canvas, pixels. */
async function offMiddle(chosen: Locator): Promise<number> {
  const [own, around] = await Promise.all([chosen.boundingBox(), page.locator('#canvas').boundingBox()]);
  if (!own || !around) return Number.POSITIVE_INFINITY;
  const x = own.x + own.width / 2 - around.x - around.width / 2;
  return Math.hypot(x, own.y + own.height / 2 - around.y - around.height / 2);
}

interface Step {
  node: string;
  out: JsonObject;
  exchanges: { at: string }[];
}

function stepOf(run: JsonObject, id: string): Step {
  const step = (run.steps as unknown as Step[]).find((each) => each.node === id);
  if (!step) throw new Error(`The run did not come to ${id}.`);
  return step;
}

async function failedRun(): Promise<JsonObject> {
  // Refused at first, and cut off when it is tried again.
  await server.simulator.control({ path: FIND, behaviour: '503', times: 1 });
  await server.simulator.control({ behaviour: 'reset', times: 1 });
  const { run } = await send({ phone_number: freshPhone(), first_name: 'Ann', email: ' ANN@Example.COM' });
  return runIn(server, run, 'finished');
}

function drawn(title: string) {
  const ask = { connection: 'acme-crm', endpoint: 'find-lead', body: 'steps.map' };
  return {
    nodes: {
      in: node('webhook', { path: 'checked' }),
      map: node('adaptor', { adaptor: 'acme-crm' }),
      ask: node('http-request', ask, { title, onUnknown: 'retry', retry: { attempts: 2, backoff: '1s..2s' } }),
      told: node('respond', {}, { title: 'Tell it was found' }),
      lost: stop('error', 'Acme did not answer.'),
    },
    edges: ['in.lead>map', 'map.mapped>ask', 'ask.answered>told', 'ask.error>lost'],
  };
}

/** Gives the connection to Acme a token to send. */
async function withToken(): Promise<void> {
  await server.api('PUT', '/secrets/acme-token', { value: TOKEN });
  const { body } = await server.api('GET', '/connections/acme-crm');
  const document = { ...(body.document as JsonObject), auth: { type: 'bearer', secret: 'secret:acme-token' } };
  const told = await server.api('PUT', '/connections/acme-crm', { document }, { 'if-match': `"${body.hash}"` });
  if (told.status !== 200) throw new Error(JSON.stringify(told.body));
}

interface Line {
  port: number;
  /** All that the browser sent. */
  said: () => string;
  /** Breaks every connection, as a server that goes away does. */
  cut: () => void;
  close: () => void;
}

/** A line between the browser and the server that can be cut. */
async function openLine(port: number): Promise<Line> {
  const sockets = new Set<Socket>();
  let said = '';
  const between: Server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.on('data', (bytes) => {
      said += bytes.toString('latin1');
    });
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const cut = (): void => sockets.forEach((socket) => void socket.destroy());
  const address = between.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    said: () => said,
    cut,
    close: () => {
      cut();
      between.close();
    },
  };
}
