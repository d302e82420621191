// Several pages over one cupboard: one writes, the others look, and nobody's screen changes by itself. The same with
// Web Locks and on a plain http host, where pages have to ask each other.
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { banner, begin, beside, cell, checkJournal, cupboard, edit, exported, figure, first, fromList, intranet, sheet, state, type, under } from './faults.mjs';
import { ready, singleAddress } from './places.mjs';
import { expect, test } from './watched.mjs';

/** Another page with the same document. */
async function another(context, id, address = './') {
  const page = await context.newPage();
  await ready(page, address);
  await fromList(page, id);
  return page;
}

const takeOver = (page) => page.locator('.saved-take').click();
const writers = (journal) => journal.map((record) => record.writer).filter((writer, k, all) => writer !== all[k - 1]);

for (const [row, host, at] of [['R21', 'with Web Locks', (url) => url], ['R22', 'without Web Locks', intranet]]) {
  test(`${row} two pages, one document, ${host}: the second looks, and takes over when asked`, async ({ page, context, baseURL }) => {
    const address = at(baseURL);
    const id = await begin(page, address);
    expect(await page.evaluate(() => !!navigator.locks)).toBe(row === 'R21');
    await edit(page, figure(1));
    const second = await another(context, id, address);
    await state(second, 'read-only');
    await expect(banner(second, 'read-only')).toBeVisible();
    await expect(cell(second)).toHaveText(figure(1));
    await expect(cell(second)).toHaveAttribute('aria-readonly', 'true');
    // The second looks for longer than a beat lasts; it writes nothing.
    const before = await cupboard(page);
    await edit(page, figure(2));
    await edit(page, figure(3));
    const journal = checkJournal(await cupboard(page), id);
    expect(writers(journal).length).toBe(1);
    expect(under(await cupboard(page), 'lease/').sort()).toEqual(under(before, 'lease/').sort());

    await takeOver(second);
    await state(second, 'saved');
    await sheet(second);
    await expect(cell(second)).toHaveText(figure(3));
    await state(page, 'read-only');
    await edit(second, figure(4));
    await edit(second, figure(5));
    await expect(cell(page)).toHaveText(figure(3));
    await expect(cell(page)).toHaveAttribute('aria-readonly', 'true');
    const after = checkJournal(await cupboard(page), id);
    expect(writers(after).length).toBe(2);
    expect(after.slice(0, 3).map((record) => record.writer)).toEqual(journal.slice(0, 3).map((record) => record.writer));
    expect(new Set(after.slice(3).map((record) => record.writer)).size).toBe(1);
    // And back again.
    await takeOver(page);
    await state(page, 'saved');
    await sheet(page);
    await expect(cell(page)).toHaveText(figure(5));
    await edit(page, figure(6));
    await state(second, 'read-only');
    expect(writers(checkJournal(await cupboard(page), id)).length).toBe(3);
  });

  test(`R23 the writing page crashed, ${host}: taken over within six seconds`, async ({ page, context, baseURL, complaints }) => {
    const address = at(baseURL);
    const id = await begin(page, address);
    await edit(page, figure(1));
    const second = await another(context, id, address);
    await state(second, 'read-only');
    const third = await context.newPage();
    await ready(third, address);
    const devtools = await context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    devtools.send('Page.crash').catch(() => {});
    await crashed;
    const since = Date.now();
    // By the button of a page that was looking.
    await takeOver(second);
    await state(second, 'saved');
    expect(Date.now() - since).toBeLessThan(6_000);
    await sheet(second);
    await edit(second, figure(2));
    // And by a page that opens the document when nobody is left.
    const others = await context.newCDPSession(second);
    const gone = second.waitForEvent('crash');
    others.send('Page.crash').catch(() => {});
    await gone;
    const silent = Date.now();
    await fromList(third, id);
    await state(third, 'saved');
    expect(Date.now() - silent).toBeLessThan(6_000);
    await expect(cell(third)).toHaveText(figure(2));
    await edit(third, figure(3));
    expect(writers(checkJournal(await cupboard(third), id)).length).toBe(3);
    complaints.length = 0;
  });
}

test('R23 a page that was frozen wakes up after its turn passed: what it writes is refused', async ({ page, context }) => {
  const id = await begin(page, './');
  await edit(page, figure(1));
  // Frozen in the middle of a write: its transaction is asked for, and begins only when it wakes.
  await page.evaluate(() => {
    const { transaction } = IDBDatabase.prototype;
    window.wake = () => { IDBDatabase.prototype.transaction = transaction; };
    IDBDatabase.prototype.transaction = function asleep(store, mode, ...rest) {
      if (mode === 'readwrite') throw new DOMException('asleep', 'AbortError');
      return transaction.call(this, store, mode, ...rest);
    };
    BroadcastChannel.prototype.dispatchEvent = () => false;
  });
  await type(page, figure(7));
  await state(page, 'unsaved');
  const second = await another(context, id);
  await takeOver(second);
  await state(second, 'saved');
  await sheet(second);
  await edit(second, figure(2));
  await page.evaluate(() => window.wake());
  await state(page, 'read-only');
  await edit(second, figure(3));
  const journal = checkJournal(await cupboard(second), id);
  expect(writers(journal).length).toBe(2);
  expect(journal.map((record) => JSON.stringify(record)).join()).not.toContain(`"entry":${figure(7)}`);
  await second.reload();
  await ready(second);
  await sheet(second);
  await expect(cell(second)).toHaveText(figure(3));
  await expect(banner(second, 'harmed')).toHaveCount(0);
});

test('R24 fifty times back and forth between two pages while one is edited: the other keeps what it shows', async ({ page, context }) => {
  test.setTimeout(120_000);
  const id = await begin(page, './');
  await edit(page, figure(1));
  const second = await another(context, id);
  await state(second, 'read-only');
  await expect(cell(second)).toHaveText(figure(1));
  for (let k = 2; k <= 51; k += 1) {
    await page.bringToFront();
    if (k % 2) await edit(page, figure(k));
    await second.bringToFront();
    expect(await cell(second).textContent()).toBe(figure(1));
  }
  // It says that there is something newer, and shows it when it is asked to.
  await expect(banner(second, 'other-saved')).toBeVisible();
  await expect(cell(page)).toHaveText(figure(51));
  await banner(second, 'other-saved').getByRole('button').first().click();
  await sheet(second);
  await expect(cell(second)).toHaveText(figure(51));
  await state(second, 'read-only');
  await edit(page, figure(52));
  expect(writers(checkJournal(await cupboard(page), id)).length).toBe(1);
});

test('R25 a duplicated tab is another writer', async ({ page, context }) => {
  const id = await begin(page, './');
  await edit(page, figure(1));
  const [copy] = await Promise.all([context.waitForEvent('page'), page.evaluate(() => { window.open(location.href); })]);
  await ready(copy);
  await copy.locator('html[data-save]').waitFor();
  expect(await copy.evaluate(() => sessionStorage.getItem('mingheng.tab'))).toBe(await page.evaluate(() => sessionStorage.getItem('mingheng.tab')));
  await state(copy, 'read-only');
  await takeOver(copy);
  await state(copy, 'saved');
  await state(page, 'read-only');
  await sheet(copy);
  await edit(copy, figure(2));
  expect(new Set(writers(checkJournal(await cupboard(page), id))).size).toBe(2);
});

/** What other pages may say on our channel. */
const noise = () => {
  const channel = new BroadcastChannel('mingheng');
  const mark = (message) => JSON.stringify({ mark: 'mingheng-tabs-1', message });
  for (const said of [
    '', 'null', '{', '[]', '{"type":"webpackOk"}', '[['.repeat(3000), 'x'.repeat(100_000), 7, null, undefined, true, NaN, [1, [2]], { say: 'took' },
    new ArrayBuffer(9), new Blob(['{}']), new Map([[1, 2]]), new Date(), /x/,
    mark({ say: 'eval', from: 'a' }), mark({ say: 'took', from: 'a', doc: window.target, epoch: -1 }), mark({ say: 'took', from: 'a', doc: [1], epoch: 9 }),
    mark({ say: 'hello', from: 'a', schema: 1e99 }), mark({ say: 'hello', from: 'a', schema: 1, __proto__: 1, more: 1 }),
    // Well formed, and not true.
    mark({ say: 'took', from: 'a', doc: window.target, epoch: 999 }), mark({ say: 'freed', from: 'a', doc: window.target, epoch: 1 }),
    mark({ say: 'wrote', from: 'a', doc: window.target, epoch: 999, seq: 999 }), mark({ say: 'here', from: 'a', doc: window.target, epoch: 999 }),
  ]) channel.postMessage(said);
  // What is said now is heard after all of that.
  channel.postMessage(mark({ say: 'who_writes', from: 'last', doc: window.target }));
  return new Promise((heard) => {
    channel.onmessage = ({ data }) => { if (String(data).includes('"here"') && !String(data).includes('"epoch":999')) { channel.close(); heard(true); } };
  });
};

for (const [name, address, foreign] of [
  ['another page of the site', './', true],
  ['another local file', singleAddress, false],
]) {
  test(`R31 ${name} talks nonsense on our channel: nothing happens`, async ({ page, context, baseURL }) => {
    const id = await begin(page, address);
    await edit(page, figure(1));
    let other;
    if (foreign) {
      other = await beside(context, baseURL);
    } else {
      const file = test.info().outputPath('other.html');
      fs.writeFileSync(file, '<!DOCTYPE html><link rel="icon" href="data:,"><p>another tool</p>');
      other = await context.newPage();
      await other.goto(pathToFileURL(file).href);
    }
    const before = await cupboard(page);
    await other.evaluate((target) => { window.target = target; }, id);
    expect(await other.evaluate(noise)).toBe(true);
    await state(page, 'saved');
    const work = (records) => Object.fromEntries(Object.entries(records).filter(([key]) => !key.endsWith('/beat')));
    expect(work(await cupboard(page))).toEqual(work(before));
    await expect(page.locator('[data-banner]')).toHaveCount(0);
    await edit(page, figure(2));
    await expect(cell(page)).toHaveText(figure(2));
  });
}

test('R32 what is said while a page is loading is heard after it', async ({ page, context }) => {
  const id = await begin(page, './');
  await edit(page, figure(1));
  const second = await context.newPage();
  await second.addInitScript((doc) => {
    sessionStorage.setItem('mingheng.tab', JSON.stringify(doc));
    // Everything that is read takes a second: the other page writes meanwhile.
    const { getAll } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.getAll = function slow(range) {
      window.reading = true;
      const request = getAll.call(this, range);
      let listener = null;
      Object.defineProperty(request, 'onsuccess', { get: () => listener, set(heard) { listener = heard; request.addEventListener('success', (event) => setTimeout(() => heard?.call(request, event), 1000)); } });
      return request;
    };
  }, id);
  await second.goto('./');
  await second.waitForFunction(() => window.reading);
  await edit(page, figure(2));
  await edit(page, figure(3));
  await ready(second);
  await state(second, 'read-only');
  await sheet(second);
  // Either it was read after these edits, or there is a word that there is something newer, and it is shown.
  await expect(async () => {
    const shown = await cell(second).textContent();
    const said = await banner(second, 'other-saved').count();
    expect(shown === figure(3) || said === 1).toBe(true);
  }).toPass();
  await edit(page, figure(4));
  await expect(banner(second, 'other-saved')).toBeVisible();
  await banner(second, 'other-saved').getByRole('button').first().click();
  await sheet(second);
  await expect(cell(second)).toHaveText(figure(4));
  expect(first(await exported(page))).toBe(Number(figure(4)));
});
