// Why? on a run and on its lead, and the posting instructions of a flow, as an admin reads, copies and prints them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, stumbles } from '../support/desk.ts';

let desk: Desk;
let run = '';
beforeAll(async () => {
  desk = await openDesk({ permissions: ['clipboard-read', 'clipboard-write'] });
  const lead = { first_name: 'Ann', last_name: 'Lee', phone_number: '+13105550190', email: 'ann@acme.example' };
  run = (await desk.server.send('acme/leads', lead)).headers.get('x-leadflow-run') ?? '';
  await desk.server.send('acme/leads', { ...lead, phone_number: '+13105550102' });
}, 120_000);
afterAll(() => desk.close());

describe('Why?', () => {
  it('stands on the run, opens to every decision, and is copied as text', async () => {
    const { page, server } = desk;
    await page.goto(`${server.address}/runs/${run}`);
    const why = page.getByRole('region', { name: 'Why?' });
    const summary =
      'Rejected: Acme CRM answered status = DNC (row 3), so the lead was not created, +1 310 555 0190 was added to the account DNC list and the caller was told failed.';
    await why.getByText(summary).waitFor();
    await why.getByText('All 4 decisions').click();
    await why.getByText('+1 310 555 0190 was added to the account DNC list.', { exact: true }).waitFor();
    await why.getByRole('button', { name: 'Copy why as text' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split('\n')[0]).toBe(summary.replace('status = DNC', '`status = DNC`'));
    expect(copied).toContain('- Add to DNC: +1 310 555 0190 was added to the account DNC list.');
    expect(await stumbles(page)).toEqual([]);
  });

  it('stands on the lead that the run made', async () => {
    const { page, server } = desk;
    const { body } = await server.api('GET', '/leads?q=%2B13105550102');
    await page.goto(`${server.address}/leads/${(body.items as { id: string }[])[0]?.id}`);
    await page.getByText(/so the lead was created with the status NEW/).waitFor();
    await page
      .getByText(/If the answer had held/)
      .first()
      .waitFor();
  });
});

describe('posting instructions', () => {
  it('are reached from the menu of a source, and their examples can be tests', async () => {
    const { page, server } = desk;
    await page.goto(`${server.address}/sources`);
    await page
      .getByRole('row', { name: /Duplicate lead check/ })
      .getByRole('button')
      .last()
      .click();
    await page.getByRole('menuitem', { name: 'Posting instructions' }).click();
    await page.getByRole('heading', { name: 'Posting instructions: Duplicate lead check' }).waitFor();
    await page.getByRole('row', { name: /phone_number.*required.*at most 32 characters/ }).waitFor();
    await page.getByText('Examples send a test lead').click();
    await page.getByText("-H 'X-Leadflow-Test: true'").first().waitFor();
    expect(new URL(page.url()).searchParams.get('test')).toBe('true');
    await page.getByRole('tab', { name: 'Python' }).click();
    await page.getByRole('tabpanel').getByText('urllib.request.Request').waitFor();
    expect(await stumbles(page)).toEqual([]);
  });

  it('go on paper without the frame, and with every example', async () => {
    const { page } = desk;
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.lf-shell__rail').isVisible()).toBe(false);
    expect(await page.locator('.po-paper pre').count()).toBe(4);
    expect(await page.locator('.po-paper pre').last().isVisible()).toBe(true);
    // No example is cut by the end of a page, and no heading stands at its foot.
    const breaks = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { breakInside, breakAfter } = getComputedStyle(element);
          return `${breakInside} ${breakAfter}`;
        });
    expect([await breaks('.po-paper figure'), await breaks('.po-page .lf-card__head')]).toEqual([
      'avoid auto',
      'avoid avoid',
    ]);
    await page.emulateMedia({ media: 'screen' });
    expect(desk.complaints).toEqual([]);
  });
});
