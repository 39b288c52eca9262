// The mapping table in a real Chromium: a result for every row on a real sample, errors in their place, and no row that hangs the page.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../flows/language/document.ts';
import { STOPPED } from '../expression/bombs.ts';
import { type Desk, openDesk, stumbles } from '../support/desk.ts';

const WITHIN = { timeout: 5_000 };
const HANGS = STOPPED.find(({ kind }) => kind === 'a date picture that backtracks')?.text ?? '';
const RECURSES = STOPPED.find(({ kind }) => kind === 'mutual recursion')?.text ?? '';

let desk: Desk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
  for (const [first_name, phone_number] of [
    ['Ann', '+13105550123'],
    ['Bob', '+13105550124'],
  ] as const) {
    await desk.server.send('acme/leads', { first_name, last_name: 'Lee', phone_number, state: 'ca', email: 'a@b.co' });
  }
}, 120_000);
afterAll(() => desk?.close());

describe('an admin who maps fields', () => {
  it('sees what each row comes to on a lead that was sent, and on another within half a second', async () => {
    await page.goto(`${desk.server.address}/adaptors/acme-crm`);
    await page.getByText('The same as the run made.').waitFor();
    expect(await resultOf('first_name')).toBe('"Bob"text');
    expect(await resultOf('state')).toBe('"CA"text');
    expect(await page.locator('pre').first().textContent()).toContain('"first_name": "Bob"');
    await page.getByRole('button', { name: /Sample/ }).click();
    const took = tookUntil('"Ann"');
    await page.getByRole('option', { name: /3105550123/ }).click();
    expect(await took).toBeLessThan(5_000);
    await page.getByText('The same as the run made.').waitFor();
    expect(await resultOf('first_name')).toBe('"Ann"text');
  });

  it('is told the code, the words and the place of what is wrong, while the other rows go on', async () => {
    await write('first_name', '1 + lead.first_name');
    await page.getByText('T2002: The right side of the sum is not a number.').waitFor();
    expect(await page.locator('.cm-lintRange-error').textContent()).toBe('+');
    expect(await resultOf('first_name')).toBe('fails');
    expect(await resultOf('last_name')).toBe('"Lee"text');
    await page.getByText('1 row would stop the lead').waitFor();
    await write('first_name', 'lead.first_name & ');
    await page.getByText('S0207: The expression ends too early.').waitFor();
    expect(await page.locator('.cm-lintRange-error').textContent()).toBe('&');
    await page.keyboard.type('"!"');
    await page.getByText('S0207').waitFor({ state: 'detached' });
    await expect.poll(() => resultOf('first_name'), WITHIN).toBe('"Ann!"text');
    expect(await page.locator('.cm-lintRange-error').count()).toBe(0);
  });

  it('completes the paths of the sample with their values, and functions with their signature', async () => {
    await write('first_name', 'lead.last');
    await page.getByRole('option', { name: /lead\.last_name.*"Lee"/ }).waitFor();
    // A list that has just opened takes no Enter yet, so that nobody takes what was not seen.
    await page.waitForTimeout(120);
    await page.keyboard.press('Enter');
    await expect.poll(() => resultOf('first_name'), WITHIN).toBe('"Lee"text');
    await write('first_name', '$substringB');
    await page.getByRole('option', { name: /\$substringBefore.*\(text, mark\) → text/ }).waitFor();
    await page.getByText('What stands before the mark.').waitFor();
    await page.keyboard.press('Escape');
  });

  it('has an open editor that shows what was mapped from outside of it', async () => {
    await page.getByRole('row', { name: /^state,/ }).click();
    await write('first_name', 'lead.first_name');
    await page.keyboard.press('Alt+P');
    await expect.poll(() => page.locator('.cm-content').textContent(), WITHIN).toBe('lead.state');
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' & "x"');
    await expect.poll(() => resultOf('first_name'), WITHIN).toBe('"cax"text');
  });

  it('reads the rows as one script, and finds nothing that a screen reader stumbles over', async () => {
    await page.getByRole('tab', { name: 'Script' }).click();
    await page.getByText('"last_name": $or(lead.last_name)').waitFor();
    await page.getByRole('tab', { name: 'Form' }).click();
    await page.getByText('first_name=cax').waitFor();
    await page.getByRole('tab', { name: 'JSON', exact: true }).click();
    await page.getByRole('button', { name: 'Details of first_name' }).click();
    expect(await stumbles(page)).toEqual([]);
  });
});

describe('an expression that hangs', () => {
  it('says so in its row soon, and the page goes on taking keys meanwhile', async () => {
    await write('last_name', '');
    const took = tookUntil('timed out');
    await page.keyboard.insertText(HANGS);
    await page.getByRole('textbox', { name: 'What it is for' }).focus();
    const times = await keyTimes();
    await page.keyboard.type('typed while it hangs', { delay: 30 });
    expect(await took).toBeLessThan(5_000);
    await expect.poll(async () => (await times()).length, WITHIN).toBe(20);
    const keys = await times();
    // One key may meet another process on a busy machine; a page that waits for the row would hold it for 400 ms.
    expect(keys[17]).toBeLessThan(350);
    expect(keys[19]).toBeLessThan(2_000);
    expect(await resultOf('last_name')).toBe('timed out');
    expect(await resultOf('state')).toBe('"CA"text');
  });

  it('is not tried again while others are written, which go on in a fresh worker', async () => {
    const took = tookUntil('"CA!"');
    await write('state', '$uppercase(lead.state) & "!"');
    expect(await took).toBeLessThan(5_000);
    expect(await resultOf('last_name')).toBe('timed out');
  });

  it('is ended by its own limits where it calls itself for ever, and a nested repeat does no harm', async () => {
    await write('last_name', RECURSES);
    await page.getByText(/^D101[12]: /).waitFor();
    await write('last_name', '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)');
    await expect.poll(() => resultOf('last_name'), WITHIN).toBe('left out: no value');
  });

  it('leaves no complaint behind', () => expect(desk.complaints).toEqual([]));
});

describe('an adaptor that somebody else saved meanwhile', () => {
  it('is saved by nobody by accident: theirs or mine is asked', async () => {
    const { body } = await desk.server.api('GET', '/adaptors/acme-crm');
    const theirs = { ...(body.document as { [key: string]: Json }), description: 'Saved by another' };
    await desk.server.api('PUT', '/adaptors/acme-crm', { document: theirs }, { 'if-match': String(body.hash) });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Someone else saved this meanwhile.').waitFor();
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await expect
      .poll(() => page.getByRole('textbox', { name: 'What it is for' }).inputValue(), WITHIN)
      .toBe('Saved by another');
    await expect.poll(() => resultOf('first_name'), WITHIN).toBe('"Ann"text');
  });
});

/** The words of a row's result. */
async function resultOf(target: string): Promise<string | null> {
  return page.getByRole('row', { name: target, exact: true }).locator('.lf-result').textContent();
}

/** Puts a text in the place of a row's expression; the editor stays open. */
async function write(target: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: `Expression of ${target}` }).click();
  await page.locator('.cm-editor.cm-focused').waitFor();
  await page.keyboard.press('Control+A');
  if (text === '') await page.keyboard.press('Delete');
  else await page.keyboard.insertText(text);
}

/** Milliseconds, by the page's clock, from the last pointer or key down to when the text stands in a result. */
function tookUntil(text: string): Promise<number> {
  return page.evaluate((wanted) => {
    let begun = performance.now();
    const begin = (event: Event): void => {
      begun = event.timeStamp;
    };
    for (const type of ['pointerdown', 'beforeinput']) addEventListener(type, begin, { capture: true, once: true });
    return new Promise<number>((resolve) => {
      const watch = new MutationObserver(() => {
        if (![...document.querySelectorAll('.lf-result')].some((cell) => cell.textContent?.includes(wanted))) return;
        watch.disconnect();
        resolve(performance.now() - begun);
      });
      watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  }, text);
}

/** Begins to watch the keys; what it gives tells the milliseconds that each took to be on screen, the quickest first. */
async function keyTimes(): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const took: number[] = [];
    addEventListener('keydown', ({ timeStamp }) => {
      requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - timeStamp)));
    });
    Object.assign(globalThis, { leadflowKeys: took });
  });
  return async () => {
    const took = await page.evaluate(() => (globalThis as unknown as { leadflowKeys: number[] }).leadflowKeys);
    return took.sort((a, b) => a - b);
  };
}
