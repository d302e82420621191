// Where the page stands: from a disk, from two folders, without a network. Work is edited, kept, found and handed out.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '../../scripts/serve.mjs';
import { begin, cell, edit, exported, figure, first, fromList, sheet, state } from './faults.mjs';
import { dist, ready, single, singleAddress } from './places.mjs';
import { expect, test } from './watched.mjs';

const inside = (url) => /^(blob|data):/.test(url);

/** Every request of the context from now on. */
function listen(context) {
  const asked = [];
  context.on('request', (request) => asked.push(request.url()));
  return asked;
}

/** Edited, kept, reloaded, undone, handed out. */
async function fullRun(page) {
  for (const k of [1, 2, 3]) await edit(page, figure(k), 0);
  expect(first(await exported(page))).toBe(Number(figure(3)));
  await page.locator('main h1').focus();
  await page.keyboard.press('Control+z');
  await expect(cell(page)).toHaveText(figure(2));
  await state(page, 'saved');
}

test('R59 the single file from a disk: edited, kept by itself, reloaded, exported, without one request', async ({ page, context }) => {
  const asked = listen(context);
  await begin(page, singleAddress);
  await fullRun(page);
  await page.reload();
  await ready(page);
  await sheet(page);
  await expect(cell(page)).toHaveText(figure(2));
  expect(first(await exported(page))).toBe(Number(figure(2)));
  expect(asked.filter((url) => !inside(url))).toEqual([`${singleAddress}`, asked.filter((url) => !inside(url)).at(-1)]);
  expect(asked.every((url) => inside(url) || url.split('#')[0] === singleAddress)).toBe(true);
});

test('R60 the single file in two folders finds the same documents', async ({ page, context }) => {
  const folders = [0, 1].map(() => fs.mkdtempSync(path.join(os.tmpdir(), 'mingheng ')));
  try {
    const [here, there] = folders.map((folder, k) => {
      const copy = path.join(folder, k ? '绩效 新.html' : 'mingheng.html');
      fs.copyFileSync(single, copy);
      return pathToFileURL(copy).href;
    });
    const id = await begin(page, here);
    await edit(page, figure(1));
    await page.close();
    const other = await context.newPage();
    await ready(other, there);
    await fromList(other, id);
    await state(other, 'saved');
    await expect(cell(other)).toHaveText(figure(1));
    await edit(other, figure(2));
  } finally {
    for (const folder of folders) fs.rmSync(folder, { recursive: true });
  }
});

test('R62 the server is gone: edited, kept, and opened again from what is kept', async ({ page, context }) => {
  const server = await serve({ root: dist, base: '/gone/' });
  await ready(page, server.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => new Promise((taken) => {
    if (navigator.serviceWorker.controller) taken();
    else navigator.serviceWorker.addEventListener('controllerchange', () => taken());
  })));
  await begin(page, server.url);
  await server.close();
  await context.setOffline(true);
  await fullRun(page);
  await page.reload();
  await ready(page);
  await sheet(page);
  await expect(cell(page)).toHaveText(figure(2));
  await edit(page, figure(4));
  expect(first(await exported(page))).toBe(Number(figure(4)));
});

test.describe('without the service worker', () => {
  // It fetches in its own time; here only the page counts.
  test.use({ serviceWorkers: 'block' });

  for (const [name, address] of [['the site', './'], ['the single file', './mingheng.html']]) {
    test(`R76 ${name}: not one request after it was loaded, through a whole run of editing, keeping and exporting`, async ({ page, context, complaints }) => {
      await ready(page, address);
      // The blocked worker's registration is nothing at all; no browser does that.
      complaints.length = 0;
      const asked = listen(context);
      await page.locator('#file-field').setInputFiles(path.join(dist, 'samples/b_ciq.json'));
      await page.locator('tr[data-subject]').first().waitFor();
      await state(page, 'saved');
      await sheet(page);
      await fullRun(page);
      for (const hash of ['#/results', '#/indicators', '#/data/events', '#/settings', '#/compare', '#/versions', '#/about', '#/']) {
        await page.evaluate((to) => { location.hash = to; }, hash);
        await page.locator('main h1').first().waitFor();
      }
      await state(page, 'saved');
      expect(asked.filter((url) => !inside(url))).toEqual([]);
    });
  }
});
