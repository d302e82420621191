// Two programs over one cupboard, the older one and the newer one, and pages that reload themselves.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serve } from '../../scripts/serve.mjs';
import { banner, begin, beside, cell, cupboard, edit, exported, figure, first, fromList, kept, sheet, state, type } from './faults.mjs';
import { dist, ready } from './places.mjs';
import { expect, test } from './watched.mjs';

let folder;
let server;
const at = (version) => new URL(`${version}/`, server.url).href;
test.beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mingheng-versions-'));
  for (const version of ['v1', 'v2']) {
    fs.mkdirSync(path.join(folder, version));
    for (const name of fs.readdirSync(dist)) {
      // Without the worker in the background each of them is always what is served.
      if (name === 'index.html' || name === 'sw.js') continue;
      fs.symlinkSync(path.join(dist, name), path.join(folder, version, name));
    }
    const text = fs.readFileSync(path.join(dist, 'index.html'), 'utf8');
    const other = version === 'v1' ? text : text.replace('content="mingheng 1"', 'content="mingheng 2"');
    if (version === 'v2' && other === text) throw new Error('index.html does not name the database and its version');
    fs.writeFileSync(path.join(folder, version, 'index.html'), other);
    fs.writeFileSync(path.join(folder, version, 'sw.js'), '');
  }
  server = await serve({ root: folder });
});
test.afterAll(async () => {
  await server.close();
  fs.rmSync(folder, { recursive: true });
});

const version = (page) => page.evaluate(() => indexedDB.databases().then((all) => all.find((one) => one.name === 'mingheng')?.version));

test('R26 a newer program comes: the old page saves, closes, and only looks; nothing is lost', async ({ page, context }) => {
  const id = await begin(page, at('v1'));
  await edit(page, figure(1));
  const newer = await context.newPage();
  // Typed and not yet known to be saved when the newer one comes.
  await type(page, figure(2));
  await ready(newer, at('v2'));
  await expect.poll(() => version(newer)).toBe(2);
  await state(page, 'read-only');
  await expect(cell(page)).toHaveAttribute('aria-readonly', 'true');
  await expect(banner(page, 'read-only')).toBeVisible();
  await fromList(newer, id);
  await state(newer, 'saved');
  await expect(cell(newer)).toHaveText(figure(2));
  await edit(newer, figure(3));
  await expect(cell(page)).toHaveText(figure(2));
  expect(first(await exported(page))).toBe(Number(figure(2)));
});

test('R26 while a page of the old program does not let go, the new one says so, waits, and then begins', async ({ page, context }) => {
  const id = await begin(page, at('v1'));
  await edit(page, figure(1));
  await page.goto('about:blank');
  // It hears nothing: as a page that stands still.
  const deaf = await beside(context, at('v1'));
  await deaf.evaluate(() => new Promise((done) => {
    const request = indexedDB.open('mingheng', 1);
    request.onsuccess = () => { window.held = request.result; done(); };
  }));
  await ready(page, at('v2'));
  await expect(banner(page, 'blocked')).toBeVisible();
  // Longer than an opening that says nothing is waited for.
  await page.waitForTimeout(5_000);
  await expect(banner(page, 'blocked')).toBeVisible();
  await expect(banner(page, 'memory')).toHaveCount(0);
  await deaf.evaluate(() => window.held.close());
  await expect(banner(page, 'blocked')).toHaveCount(0);
  // This tab had the document open: it opens by itself, and a press on its line meanwhile waits for nothing else.
  await state(page, 'saved');
  await fromList(page, id);
  await expect(cell(page)).toHaveText(figure(1));
  await edit(page, figure(2));
  expect(await version(page)).toBe(2);
});

test('R27 an older program is opened afterwards: it says so, writes nothing, and hands out what is there', async ({ page, context }) => {
  const id = await begin(page, at('v2'));
  await edit(page, figure(1));
  await page.goto('about:blank');
  const other = await beside(context, at('v2'));
  const before = await cupboard(other);
  await page.addInitScript(() => {
    const { transaction } = IDBDatabase.prototype;
    window.writes = 0;
    IDBDatabase.prototype.transaction = function counted(...args) {
      if (args[1] === 'readwrite') window.writes += 1;
      return transaction.apply(this, args);
    };
  });
  await ready(page, at('v1'));
  await expect(banner(page, 'newer-store')).toBeVisible();
  // Work goes on in memory; nothing of it is written.
  await page.locator('#file-field').setInputFiles(path.join(dist, 'samples/b_ciq.json'));
  await state(page, 'memory');
  await sheet(page);
  await type(page, figure(2));
  const [download] = await Promise.all([page.waitForEvent('download'), banner(page, 'newer-store').getByRole('button').last().click()]);
  const rescue = JSON.parse(fs.readFileSync(await download.path(), 'utf8'));
  for (const [key, text] of Object.entries(kept(before, id))) expect(rescue.records[key]).toBe(text);
  expect(await page.evaluate(() => window.writes)).toBe(0);
  expect(await cupboard(other)).toEqual(before);
});

test('R28 pages of two programs: at most one reload by itself in sixty seconds', async ({ page, context }) => {
  await page.clock.install();
  await begin(page, at('v1'));
  await edit(page, figure(1));
  const other = await beside(context, at('v1'));
  let loads = 0;
  page.on('load', () => { loads += 1; });
  const hello = () => other.evaluate(() => {
    const channel = new BroadcastChannel('mingheng');
    channel.postMessage(JSON.stringify({ mark: 'mingheng-tabs-1', message: { say: 'hello', from: 'newer', schema: 99 } }));
    channel.close();
  });
  // Long after opening and all is saved: the page may fetch the newer program by itself.
  await page.clock.fastForward(6_000);
  await state(page, 'saved');
  await hello();
  await expect.poll(() => loads).toBe(1);
  await ready(page);
  await state(page, 'saved');
  // It got the old one again.
  for (const seconds of [6, 20, 20]) {
    await page.clock.fastForward(seconds * 1_000);
    await hello();
    await state(page, 'read-only');
  }
  await expect(banner(page, 'read-only')).toBeVisible();
  expect(loads).toBe(1);
});
