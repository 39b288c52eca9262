// The admin's journey in a real Chromium: draw a flow, publish it, post and watch; pause it, go back; settle what is held.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { backToCanvas, type Desk, expression, openDesk, quickAdd, signInAs, stumbles } from '../support/desk.ts';
import { eventually, freshPhone, type TestServer } from '../support/test-server.ts';

let desk: Desk;
let server: TestServer;
let page: Page;
let drawnKey = '';

beforeAll(async () => {
  desk = await openDesk({ signIn: false });
  ({ server, page } = desk);
}, 120_000);
afterAll(() => desk?.close());

describe('an admin with a browser and nothing drawn', () => {
  it('signs in and comes to the page that was asked for', async () => {
    await signInAs(page, server);
  });

  it('draws webhook, create lead and respond, by keyboard and by names of other systems', async () => {
    await page.getByRole('button', { name: 'New flow' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Drawn by hand');
    await page.getByRole('button', { name: 'Make flow' }).click();
    await page.waitForURL(/\/flows\/drawn-by-hand/);
    await page.getByRole('application').focus();
    await quickAdd(page, 'posting url');
    await page.getByRole('textbox', { name: 'Address', exact: true }).fill('drawn/leads');
    await backToCanvas(page);
    await quickAdd(page, 'hopper');
    await expression(page, 'Phone', 'lead.phone');
    await expression(page, 'Fields', 'lead');
    await backToCanvas(page);
    await quickAdd(page, 'respond to webhook');
    await backToCanvas(page);
    expect(await page.locator('.react-flow__node').count()).toBe(3);
  });

  it('is told what is missing, connects it, and publishes', async () => {
    await page.getByRole('button', { name: 'Show everything' }).click();
    // By keyboard: the drawing may still be moving to where everything shows.
    await page.getByRole('group', { name: /^Create lead/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /Ports/ }).click();
    await page
      .getByRole('button', { name: /Duplicate/ })
      .last()
      .click();
    await page.getByRole('option', { name: /Respond/ }).click();
    await page.getByRole('button', { name: 'No problems' }).waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click();
    await page
      .getByText(/Live v1/)
      .first()
      .waitFor();
  });

  it('makes a source, posts a lead with its key, and sees the canvas light up', async () => {
    drawnKey = await makeSource();
    const listening = page.waitForResponse(/\/api\/events/);
    await page.goto(`${server.address}/flows/drawn-by-hand`);
    await page.locator('.react-flow__node').first().waitFor();
    await listening;
    expect(await page.locator('.react-flow__node [data-state]').count()).toBe(0);
    const phone = freshPhone();
    const told = await server.send('drawn/leads', { phone, first_name: 'Ann' }, { 'x-leadflow-key': drawnKey });
    expect(told.body).toMatchObject({ success: true });
    for (const title of ['Webhook', 'Create lead', 'Respond'])
      await page.locator('.react-flow__node', { hasText: title }).locator('[data-state=ok]').waitFor();
    await page.getByText('Live: leads that passed since you opened this page').waitFor();
    await page.goto(`${server.address}/runs/${told.headers.get('x-leadflow-run')}`);
    await page.getByText('Accepted').first().waitFor();
    for (const title of ['Webhook', 'Create lead', 'Respond'])
      await page.getByRole('row', { name: new RegExp(title) }).waitFor();
    await page.goto(`${server.address}/leads?q=${encodeURIComponent(phone)}`);
    await page.getByText(phone).first().waitFor();
  });
});

describe('an admin who stops a flow for a while', () => {
  it('pauses it where it is drawn, sees who waits, and lets them go on', async () => {
    await page.goto(`${server.address}/flows/drawn-by-hand`);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Why' }).fill('Holidays');
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused, queueing').waitFor();
    const waiting = await server.send('drawn/leads', { phone: freshPhone() }, { 'x-leadflow-key': drawnKey });
    expect(waiting.status).toBe(202);
    await page.goto(`${server.address}/runs/${waiting.body.run}`);
    await page.getByText('Waits because the flow “Drawn by hand” is paused.').waitFor();
    await page.getByRole('link', { name: 'Resume it there' }).click();
    await page.getByText('Paused, 1 lead waiting').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await finished(String(waiting.body.run));
  });

  it('goes back to an earlier version, and keeps the draft', async () => {
    await page.getByRole('textbox', { name: 'Name of the flow' }).fill('Drawn by hand twice');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click();
    await page.getByText('Live v2').first().waitFor();
    const about = page.getByRole('button', { name: /About this flow/ });
    if ((await about.getAttribute('aria-pressed')) !== 'true') await about.click();
    await page.getByRole('button', { name: 'Go back to version 1' }).click();
    await page.getByRole('button', { name: 'Put version 1 live' }).click();
    await page.getByText('Live v1').first().waitFor();
    expect(await page.getByRole('textbox', { name: 'Name of the flow' }).inputValue()).toBe('Drawn by hand twice');
  });
});

describe('an admin and leads that nobody knows the outcome of', () => {
  it('sees them counted, with what was sent and what each answer would do', async () => {
    const sent = await Promise.all(['+13105550155', '+12125550155'].map(unknownLead));
    await page.goto(`${server.address}/held`);
    await page.getByRole('link', { name: /Needs a person.*2 runs held/ }).waitFor();
    await page.getByRole('link', { name: 'Decide' }).click();
    await page.getByRole('heading', { name: 'Does the receiver have the lead?' }).waitFor();
    await page.getByText(/The receiver has the lead: the run/).waitFor();
    await page.getByText(/the same Idempotency-Key/i).waitFor();
    expect(sent).toHaveLength(2);
  });

  it('settles one by It was accepted, and finds it on the page of the run', async () => {
    const panel = page.getByRole('region', { name: /^Run of/ });
    await panel.getByRole('textbox', { name: 'Note for the record' }).fill('Found in their list');
    const opened = await panel.getByRole('link', { name: 'Open the run' }).getAttribute('href');
    await panel.getByRole('button', { name: 'It was accepted' }).click();
    const run = await finished(opened?.split('/').at(-1) ?? '');
    expect(run.outcome).toBe('accepted');
    await page.goto(`${server.address}${opened}`);
    await page.getByRole('row', { name: /Post to Convoso/ }).click();
    await page.getByRole('tab', { name: 'Answer' }).click();
    await page.getByText(`Settled as accepted by ${server.admin.email}.`).waitFor();
    await page.getByText('Found in their list').first().waitFor();
  });

  it('settles the rest at once, and is told that all is well', async () => {
    await page.goto(`${server.address}/held`);
    await page.getByRole('link', { name: 'Decide' }).click();
    await page.getByRole('button', { name: 'For all 1' }).click();
    await page.getByRole('menuitem', { name: 'It was rejected' }).click();
    await page.getByRole('button', { name: 'It was rejected: 1 run' }).click();
    await page.getByText('Done for 1 run.').waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByRole('link', { name: 'All groups' }).click();
    await page.getByRole('heading', { name: 'All is well' }).waitFor();
  });

  it('is told that a search has not looked at the older runs, and looks further back', async () => {
    const page1 = /\/api\/runs\?.*q=nobody/;
    let asked = 0;
    await page.route(page1, (route) => {
      asked += 1;
      return route.fulfill({ json: { items: [], next: asked === 1 ? 'older' : null } });
    });
    await page.goto(`${server.address}/runs?q=nobody`);
    await page.getByRole('heading', { name: 'Nothing among the newest' }).waitFor();
    await page.getByRole('button', { name: 'Look further back' }).click();
    await page.getByRole('heading', { name: 'No run fits these filters' }).waitFor();
    await page.unroute(page1);
  });

  it('finds nothing on the drawn flow that a screen reader stumbles over', async () => {
    await page.goto(`${server.address}/flows/drawn-by-hand`);
    await page.locator('.react-flow__node').first().waitFor();
    expect(await stumbles(page)).toEqual([]);
  });

  it('met no error on any page', () => {
    expect(desk.complaints).toEqual([]);
  });
});

/** Sends a lead whose receiver breaks the line off, and waits until its run is held. */
async function unknownLead(phone: string): Promise<string> {
  const told = await server.send('convoso/leads', { phone_number: phone, first_name: 'Ann', last_name: 'Lee' });
  const run = told.headers.get('x-leadflow-run') ?? '';
  await eventually(async () => ((await server.api('GET', `/runs/${run}`)).body.state === 'held' ? true : undefined));
  return run;
}

/** The run once it has ended. */
function finished(run: string): Promise<JsonObject> {
  return eventually(async () => {
    const { body } = await server.api('GET', `/runs/${run}`);
    return body.state === 'finished' ? body : undefined;
  });
}

/** Makes a source for the drawn flow on the Sources page, and reads the key that is shown once. */
async function makeSource(): Promise<string> {
  await page.getByRole('link', { name: 'Sources' }).click();
  await page.getByRole('button', { name: 'New source' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Partner');
  await page.getByRole('button', { name: /Sends leads to/ }).click();
  await page.getByRole('option', { name: /Drawn by hand/ }).click();
  await page.getByRole('button', { name: 'Make source and key' }).click();
  const shown = await page.getByRole('dialog', { name: 'Key of Partner' }).textContent();
  const key = /lf[a-z]*_[\w-]{32}/.exec(shown ?? '')?.[0] ?? '';
  await page.getByRole('button', { name: 'I have kept it' }).click();
  return key;
}
