// The frame around every page in a real Chromium: the door, the command palette, keys, messages, and how it is shown.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowBundle } from '../../flows/language/document.ts';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk({ signIn: false, reducedMotion: 'no-preference' });
  ({ page } = desk);
}, 120_000);
afterAll(() => desk?.close());

const find = () => page.getByRole('combobox', { name: /Find a page/ });
const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

describe('at the door', () => {
  it('a wrong password is said with the focus on it, tied to the fields; paste works; the page asked for is restored', async () => {
    await page.goto(`${desk.server.address}/runs?outcome=error&q=last#foot`);
    await page.waitForURL(/\/login/);
    // The address field takes the focus by itself; no mouse from here on.
    await page.waitForFunction(() => document.activeElement?.id === 'email');
    await page.keyboard.type(desk.server.admin.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type('not this one');
    await page.keyboard.press('Enter');
    const told = page.getByRole('alert');
    await told.waitFor();
    expect(await told.evaluate((element) => element === document.activeElement)).toBe(true);
    const id = await told.getAttribute('id');
    const password = page.getByLabel(/^password/i).first();
    for (const field of [page.getByLabel(/e-?mail/i), password]) {
      expect(await field.getAttribute('aria-describedby')).toContain(id);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
    }
    await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((text) => navigator.clipboard.writeText(text), desk.server.admin.password);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('ControlOrMeta+V');
    expect(await password.inputValue()).toBe(desk.server.admin.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
    expect(page.url()).toContain('/runs?outcome=error&q=last#foot');
  });
});

describe('the command palette', () => {
  it('finds a page by what another system calls it, goes there by Enter, and puts the focus into the page', async () => {
    for (const [words, place] of [
      ['suppression list', 'DNC'],
      ['convoso connect', 'Connections'],
      ['affiliate', 'Sources'],
    ] as const) {
      await page.keyboard.press('ControlOrMeta+K');
      await find().fill(words);
      const first = page.getByRole('option').first();
      await expect.poll(() => first.textContent()).toContain(place);
      expect(await first.getAttribute('aria-selected')).toBe('true');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: place, level: 1 }).waitFor();
      await page.waitForFunction(() => document.activeElement?.id === 'content');
    }
  });

  it('opens by its button, counts what it finds aloud, and gives the focus back on Escape', async () => {
    const button = page.getByRole('button', { name: /Find a page/ });
    await button.focus();
    await page.keyboard.press('Enter');
    await find().fill('#duplicate');
    await page.getByRole('option', { name: /Duplicate lead check/ }).waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /\d found/ })
      .waitFor();
    await page.keyboard.press('Escape');
    await find().waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.classList.contains('lf-topbar__find'));
  });

  it('finds the nodes of the open flow, and adds a node type by the name of another system', async () => {
    await page.keyboard.press('ControlOrMeta+K');
    await find().fill('#duplicate');
    await page.getByRole('option', { name: /Duplicate lead check/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('application').waitFor();
    const { body } = await desk.server.api('GET', '/flows/duplicate-lead-check');
    const count = Object.keys((body.bundle as unknown as FlowBundle).document.nodes).length;
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(count);
    await page.keyboard.press('ControlOrMeta+K');
    await find().fill('@api duplicate lead check');
    // The node drawn and its type are both called so; the node comes by its type's names.
    await page.getByRole('group', { name: 'Nodes of this drawing' }).getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.classList.contains('react-flow__node'));
    expect(await focused()).not.toBe('');
    await page.keyboard.press('ControlOrMeta+K');
    await find().fill('@suppression list add');
    const add = page.getByRole('group', { name: 'Add a node' }).getByRole('option').first();
    await add.waitFor();
    await add.click();
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(count + 1);
    await page.keyboard.press('ControlOrMeta+K');
    await find().fill('>undo');
    await expect.poll(() => page.getByRole('option').first().textContent()).toMatch(/Undo.*(Ctrl|⌘)\+Z/);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(count);
  });

  it('shows what was used last first', async () => {
    await page.keyboard.press('ControlOrMeta+K');
    const recent = page.getByRole('group', { name: 'Used last' }).getByRole('option');
    expect(await recent.first().textContent()).toContain('Undo');
    await page.keyboard.press('Escape');
    await find().waitFor({ state: 'detached' });
  });
});

describe('keys', () => {
  it('are all on a sheet that ? opens from the canvas, and single keys can be switched off there', async () => {
    await page.locator('.react-flow__node').first().focus();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await sheet.waitFor();
    for (const group of ['Everywhere', 'Walk through the drawing', 'Draw', 'Tables', 'Mapping']) {
      expect(await sheet.getByRole('heading', { name: group, exact: true }).count()).toBe(1);
    }
    await sheet.getByRole('switch', { name: 'Single keys' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.classList.contains('react-flow__node'));
    await page.keyboard.press('n');
    await page.keyboard.press('?');
    await page.waitForTimeout(150);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.goto(`${desk.server.address}/settings?tab=appearance`);
    await page.getByRole('switch', { name: /Single keys/ }).focus();
    await page.keyboard.press('Space');
    expect(await page.getByRole('switch', { name: /Single keys/ }).isChecked()).toBe(true);
  });

  it('F6 goes through the regions of a page and comes round', async () => {
    await page.goto(`${desk.server.address}/flows/duplicate-lead-check`);
    await page.locator('section#canvas:focus').waitFor();
    const passed = new Set<string>();
    for (let step = 0; step < 7; step += 1) {
      await page.keyboard.press('F6');
      passed.add(
        await page.evaluate(() => {
          const region = document.activeElement?.closest(
            'header.lf-topbar, nav, aside, section#canvas, main, .fl-header',
          );
          return region?.getAttribute('aria-label') ?? region?.id ?? region?.className ?? 'none';
        }),
      );
    }
    expect(passed).toContain('Places');
    expect(passed).toContain('Node types');
    expect([...passed].some((name) => name.startsWith('Drawing of'))).toBe(true);
    expect(passed).not.toContain('none');
  });

  it('the first stop is a link over the places into the content, and into the drawing', async () => {
    const first = await page.evaluate((stops) => {
      const element = document.querySelector<HTMLElement>(stops);
      element?.focus();
      return element?.textContent;
    }, 'a[href], button, [tabindex="0"]');
    expect(first).toBe('Go to content');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Go to the drawing');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.closest('#canvas') !== null)).toBe(true);
  });
});

describe('what is said', () => {
  it('stays in a log behind the bell until the person clears it; the bar says when the server does not answer', async () => {
    await page.goto(`${desk.server.address}/flows`);
    await page.getByRole('heading', { name: 'Flows', level: 1 }).waitFor();
    await desk.context.setOffline(true);
    await page.locator('.lf-live').filter({ hasText: 'Offline' }).waitFor();
    await desk.context.setOffline(false);
    await page.locator('.lf-live').filter({ hasText: 'Live' }).waitFor();
    const bell = page.getByRole('button', { name: 'Notifications, 2 new' });
    await bell.focus();
    await page.keyboard.press('Enter');
    const log = page.getByRole('dialog', { name: 'Notifications' });
    expect(await log.getByRole('listitem').count()).toBe(2);
    expect(await log.getByRole('listitem').last().textContent()).toMatch(/cannot be reached.*just now/s);
    await log.getByRole('button', { name: 'Clear', exact: true }).click();
    // The button pressed is gone; the list has the focus at once, and hears Escape.
    expect(await log.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await log.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Notifications');
  });
});

describe('how it is shown', () => {
  it('with forced colours the chosen place and the focus keep an outline', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    const chosen = page.locator('.lf-rail__place[aria-current="page"]').first();
    const styleOf = () => chosen.evaluate((element) => getComputedStyle(element).outlineStyle);
    await expect.poll(styleOf, { timeout: 5_000 }).toBe('solid');
    const button = page.getByRole('button', { name: /Find a page/ });
    await button.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => document.activeElement?.matches('.lf-topbar__find:focus-visible'));
    const widthOf = () => button.evaluate((element) => getComputedStyle(element).outlineWidth);
    await expect.poll(widthOf, { timeout: 5_000 }).toBe('2px');
    await page.emulateMedia({ forcedColors: 'none' });
  });

  it('nothing glides once motion is reduced, by the system or by the switch', async () => {
    const moves = () =>
      page.evaluate(() => {
        const probe = document.createElement('span');
        probe.className = 'lf-spinner';
        document.body.append(probe);
        const { animationName } = getComputedStyle(probe);
        probe.remove();
        return `${animationName} ${getComputedStyle(document.documentElement).getPropertyValue('--calm').trim()}`;
      });
    expect(await moves()).toMatch(/^lf-spin 0?\.?18/);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moves()).toMatch(/^none 0m?s$/);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.goto(`${desk.server.address}/settings?tab=appearance`);
    await page.getByRole('radio', { name: 'Reduced' }).check({ force: true });
    expect(await moves()).toMatch(/^none 0m?s$/);
    await page.reload();
    await page.getByRole('radio', { name: 'Reduced' }).waitFor();
    expect(await moves()).toMatch(/^none 0m?s$/);
  });

  it('no page complained', () => {
    expect(desk.complaints).toEqual([]);
  });
});
