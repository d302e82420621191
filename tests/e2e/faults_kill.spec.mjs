// The browser or the page ends without a warning: what was reported as saved is there.
import fs from 'node:fs';
import { serve } from '../../scripts/serve.mjs';
import { begin, cell, cupboard, edit, exported, figure, first, fromList, kill, launch, profile, state, type } from './faults.mjs';
import { dist, ready } from './places.mjs';
import { expect, test } from './watched.mjs';

test.describe('the whole browser', () => {
  let server;
  let folder;
  test.beforeEach(async () => {
    server = await serve({ root: dist });
    folder = profile();
  });
  test.afterEach(async () => {
    await server.close();
    // The browser's other processes end a moment after it was killed, and may still write.
    const removed = () => { try { fs.rmSync(folder, { recursive: true, force: true }); return true; } catch (refused) { return refused.code; } };
    await expect.poll(removed, { timeout: 30_000 }).toBe(true);
  });

  test('R01 fifty times kill -9 right after "saved": fifty times the document as it was', async ({ browser }) => {
    test.setTimeout(1_200_000);
    const rounds = 50;
    // What it has to be comes from a page that nobody kills.
    const quiet = await browser.newContext({ acceptDownloads: true, serviceWorkers: 'block' });
    const page = await quiet.newPage();
    await begin(page, server.url);
    const expected = [];
    for (let k = 1; k <= rounds; k += 1) {
      await edit(page, figure(k));
      const file = await exported(page);
      expect(first(file)).toBe(Number(figure(k)));
      expected.push(file.sha256);
    }
    await quiet.close();
    expect(new Set(expected).size).toBe(rounds);

    let context = await launch(folder);
    const id = await begin(context.pages()[0], server.url);
    let intact = 0;
    for (let k = 1; k <= rounds; k += 1) {
      await edit(context.pages()[0], figure(k));
      await kill(context, folder);
      context = await launch(folder);
      const again = context.pages()[0];
      await ready(again, server.url);
      await fromList(again, id);
      await expect(cell(again)).toHaveText(figure(k));
      if ((await exported(again)).sha256 === expected[k - 1]) intact += 1;
    }
    await kill(context, folder);
    expect(intact).toBe(rounds);
  });

  test('R02 kill -9 after a minute of an edit a second: at most the last second is lost', async () => {
    test.setTimeout(180_000);
    let context = await launch(folder);
    const page = context.pages()[0];
    const id = await begin(page, server.url);
    const typed = [];
    const end = Date.now() + 60_000;
    for (let k = 1; Date.now() < end; k += 1) {
      const next = Date.now() + 1_000;
      await type(page, figure(k));
      typed.push({ k, at: Date.now() });
      await page.waitForTimeout(Math.max(0, next - Date.now()));
    }
    // Not a moment later than the next one is typed.
    await type(page, figure(typed.length + 1));
    const killed = Date.now();
    await kill(context, folder);
    context = await launch(folder);
    await ready(context.pages()[0], server.url);
    await fromList(context.pages()[0], id);
    const survived = (Number(await cell(context.pages()[0]).textContent()) - 10) * 8;
    const due = typed.filter(({ at }) => killed - at > 1_000).length;
    expect(typed.length).toBeGreaterThan(30);
    expect(survived).toBeGreaterThanOrEqual(due);
    await kill(context, folder);
  });
});

test('R03 the page\'s process crashes: it opens again as it was, without a question', async ({ page, context, complaints }) => {
  const id = await begin(page, './');
  await edit(page, '12.5');
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => {});
  await crashed;
  // The tab is reloaded as a person would; only the tools' own view of the page is gone.
  await devtools.send('Page.reload');
  const look = (expression) => devtools.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })
    .then((answer) => answer.result.value, () => undefined);
  await expect.poll(() => look('document.documentElement.dataset.save')).toBe('saved');
  expect(await look('window.minghengOpen.id')).toBe(id);
  await look('location.hash = "#/data"');
  await expect.poll(() => look('(document.querySelector(".cells-body .is-value") || {}).textContent')).toBe('12.5');
  complaints.length = 0;
});

test.describe('R04 the page is closed 50 ms after the last key', () => {
  for (const [name, leave] of [
    ['by its cross', async (page) => { await page.close({ runBeforeUnload: true }); await expect.poll(() => page.isClosed()).toBe(true); }],
    ['by going elsewhere', async (page) => { await page.goto('about:blank'); await page.close(); }],
  ]) {
    test(`R04 ${name}: what was still in the field is there, and nobody was asked`, async ({ page, context }) => {
      test.setTimeout(150_000);
      const id = await begin(page, './');
      let asked = 0;
      context.on('dialog', (dialog) => { asked += 1; dialog.accept(); });
      let now = page;
      for (let k = 1; k <= 5; k += 1) {
        await cell(now).click();
        await now.keyboard.press('Control+a');
        await now.keyboard.type(figure(k));
        await now.waitForTimeout(50);
        await leave(now);
        now = await context.newPage();
        await ready(now, './');
        await fromList(now, id);
        await expect(cell(now)).toHaveText(figure(k));
      }
      expect(asked).toBe(0);
    });
  }

  test('R04 a page that is only hidden has committed, and goes on where it was', async ({ page }) => {
    await begin(page, './');
    await cell(page).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('77.5');
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    });
    await state(page, 'saved');
    expect(await page.evaluate(() => document.activeElement.tagName)).toBe('TEXTAREA');
    const records = Object.entries(await cupboard(page));
    expect(records.filter(([key]) => key.startsWith('journal/')).map(([, text]) => text).join()).toContain('77.5');
  });
});
