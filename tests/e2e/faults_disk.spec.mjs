// Storage that is slow, full, broken, damaged, cleared, or not there; a clock that jumps; undoing after a reload.
import path from 'node:path';
import { banner, begin, beside, cell, cupboard, document as sample, edit, exported, figure, first, fromList, kept, openDocument, sheet, state, type, under, write } from './faults.mjs';
import { dist, ready, singleAddress } from './places.mjs';
import { expect, test } from './watched.mjs';

/** How the browser may fail to open the database. Each notes when it was asked. */
const failures = {
  'it throws': () => {
    IDBFactory.prototype.open = () => { window.askedAt ??= performance.now(); throw new DOMException('gone wrong', 'UnknownError'); };
  },
  'it answers with an error': () => {
    IDBFactory.prototype.open = () => {
      window.askedAt ??= performance.now();
      const request = {};
      for (const name of ['onsuccess', 'onerror', 'onblocked', 'onupgradeneeded']) request[name] = null;
      request.error = new DOMException('gone wrong', 'AbortError');
      Object.setPrototypeOf(request, IDBOpenDBRequest.prototype);
      setTimeout(() => request.onerror?.(new Event('error')));
      return request;
    };
  },
  'it never answers': () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function never() {
      window.askedAt ??= performance.now();
      // A real request of another name, of which nothing is heard.
      const request = open.call(this, 'never');
      for (const name of ['onsuccess', 'onerror', 'onblocked', 'onupgradeneeded']) Object.defineProperty(request, name, { set() {} });
      return request;
    };
  },
};

test('R05 a page closed while it was still opening changed nothing', async ({ page, context, baseURL }) => {
  const id = await begin(page, './');
  await edit(page, '12.5');
  await page.close();
  const other = await beside(context, baseURL);
  const before = kept(await cupboard(other), id);
  expect(under(before, 'snapshot/').length).toBeGreaterThan(0);
  const hasty = await context.newPage();
  await hasty.addInitScript((doc) => {
    sessionStorage.setItem('mingheng.tab', JSON.stringify(doc));
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function late(...args) {
      window.asked = true;
      const request = {};
      for (const name of ['onsuccess', 'onerror', 'onblocked', 'onupgradeneeded']) request[name] = null;
      setTimeout(() => {
        const real = open.apply(this, args);
        for (const key of ['result', 'error', 'transaction']) Object.defineProperty(request, key, { get: () => real[key] });
        for (const name of ['success', 'error', 'upgradeneeded', 'blocked']) real.addEventListener(name, (event) => request[`on${name}`]?.(event));
      }, 3000);
      return Object.setPrototypeOf(request, IDBOpenDBRequest.prototype);
    };
  }, id);
  await hasty.goto('./');
  await hasty.waitForFunction(() => window.asked);
  await hasty.waitForTimeout(100);
  await hasty.close({ runBeforeUnload: true });
  await expect.poll(() => hasty.isClosed()).toBe(true);
  expect(kept(await cupboard(other), id)).toEqual(before);
  const again = await context.newPage();
  await ready(again, './');
  await fromList(again, id);
  await expect(cell(again)).toHaveText('12.5');
});

test('R06 no space left: said, exported, tried again, and nothing old touched', async ({ page, context, baseURL }) => {
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(baseURL);
  // The browser asks how much there is only when more is wanted than it knows to be there: so the first whole document
  // fits, and the second, a third of a megabyte, does not.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 500_000 });
  await ready(page, './');
  const id = await openDocument(page, path.join(dist, 'samples/a_city.json'));
  await sheet(page);
  const before = await cupboard(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await type(page, '33.4375');
  await state(page, 'unsaved');
  await expect(banner(page, 'unsaved')).toContainText('空间');
  expect((await exported(page)).text).toContain('33.4375');
  await state(page, 'unsaved');
  const full = await cupboard(page);
  for (const key of under(before, `snapshot/${id}/`)) expect(full[key]).toBe(before[key]);
  expect(Object.keys(full).filter((key) => key.startsWith('journal/')).map((key) => full[key]).join()).not.toContain('33.4375');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  const freed = Date.now();
  await state(page, 'saved');
  // Ten seconds, and the second in which the page looks at its clock.
  expect(Date.now() - freed).toBeLessThan(11_500);
  await expect(banner(page, 'unsaved')).toHaveCount(0);
  await page.reload();
  await ready(page);
  await sheet(page);
  await expect(cell(page)).toHaveText('33.4375');
});

for (const [name, fail] of Object.entries(failures)) {
  test(`R07 the database cannot be opened, ${name}: in memory only, said within five seconds`, async ({ page }) => {
    await page.addInitScript(fail);
    await page.addInitScript(() => {
      const look = () => {
        if (document.querySelector('[data-banner=memory]')) window.saidAt = performance.now(); else setTimeout(look, 20);
      };
      look();
    });
    await ready(page, './');
    await banner(page, 'memory').waitFor();
    expect(await page.evaluate(() => window.saidAt - window.askedAt)).toBeLessThan(5_000);
    await page.locator('#file-field').setInputFiles(sample);
    await state(page, 'memory');
    await sheet(page);
    await type(page, '44.5');
    await state(page, 'memory');
    expect(first(await exported(page))).toBe(44.5);
    await expect(banner(page, 'memory')).toBeVisible();
  });
}

/** What becomes of a snapshot's text when its disk is bad. */
const damages = {
  'a flipped bit': (text) => `${text.slice(0, 400)}${String.fromCharCode(text.charCodeAt(400) ^ 1)}${text.slice(401)}`,
  'cut off': (text) => text.slice(0, text.length / 2),
  'of no length': () => '',
  'a text instead of bytes': (text) => ({ as: text.replace('"document"', '"documemt"') }),
};
for (const [name, damage] of Object.entries(damages)) {
  test(`R09 the newest snapshot is ${name}: the one before and the journal stand in, what was damaged is kept`, async ({ page, context, baseURL }) => {
    const id = await begin(page, './');
    for (const k of [1, 2, 3]) await edit(page, figure(k));
    await page.goto('about:blank');
    const other = await beside(context, baseURL);
    const before = await cupboard(other);
    const newest = under(before, `snapshot/${id}/`).at(-1);
    expect(under(before, `snapshot/${id}/`).length).toBe(2);
    const broken = damage(before[newest]);
    await write(other, { [newest]: broken });
    await ready(page, './');
    await fromList(page, id);
    await expect(cell(page)).toHaveText(figure(3));
    await expect(banner(page, 'harmed')).toBeVisible();
    await edit(page, figure(9));
    const after = await cupboard(other);
    const aside = under(after, `quarantine/${id}/`).map((key) => after[key]);
    expect(aside).toContain(broken.as ?? broken);
    await page.reload();
    await ready(page);
    await sheet(page);
    await expect(cell(page)).toHaveText(figure(9));
    await expect(banner(page, 'harmed')).toHaveCount(0);
  });
}

test('R11 stored text that cannot be parsed is never replaced by nothing', async ({ page, context, baseURL }) => {
  const id = await begin(page, './');
  await edit(page, figure(1));
  await page.goto('about:blank');
  const other = await beside(context, baseURL);
  const before = await cupboard(other);
  const snapshots = under(before, `snapshot/${id}/`);
  const oops = Object.fromEntries(snapshots.map((key, k) => [key, `{oops ${k}`]));
  await write(other, oops);
  await ready(page, './');
  await page.locator(`tr[data-document="${id}"] .documents-open`).click();
  await expect(banner(page, 'unreadable')).toBeVisible();
  // Work goes on with another document; nothing of the first is touched by it.
  const fresh = await openDocument(page);
  expect(fresh).not.toBe(id);
  await sheet(page);
  await edit(page, figure(2));
  const after = await cupboard(other);
  expect(kept(after, id)).toEqual({ ...kept(before, id), ...oops });
  // One of the two is damaged: what was damaged goes aside, as it was, and only with the next write.
  await write(other, { [snapshots[0]]: before[snapshots[0]] });
  await fromList(page, id);
  await expect(cell(page)).toHaveText(figure(1));
  await edit(page, figure(3));
  const mended = await cupboard(other);
  expect(under(mended, `quarantine/${id}/`).map((key) => mended[key])).toContain('{oops 1');
});

test('R12 everything is cleared under an open page: saved again within two seconds, and said', async ({ page, context, baseURL }) => {
  const id = await begin(page, './');
  await edit(page, '12.5');
  const devtools = await context.newCDPSession(page);
  await page.evaluate(() => {
    window.states = [];
    new MutationObserver(() => window.states.push([document.documentElement.dataset.save, performance.now()]))
      .observe(document.documentElement, { attributes: true, attributeFilter: ['data-save'] });
  });
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(baseURL).origin, storageTypes: 'indexeddb' });
  await expect(banner(page, 'saving-again')).toBeVisible();
  await state(page, 'saved');
  const states = await page.evaluate(() => window.states);
  expect(states[0][0]).not.toBe('saved');
  expect(states.at(-1)[0]).toBe('saved');
  expect(states.at(-1)[1] - states[0][1]).toBeLessThan(2_000);
  const records = await cupboard(page);
  expect(under(records, `snapshot/${id}/`).length).toBe(1);
  expect(under(records, 'catalogue/')).toEqual([`catalogue/${id}`]);
  await edit(page, '13.5');
  await page.reload();
  await ready(page);
  await sheet(page);
  await expect(cell(page)).toHaveText('13.5');
});

test('R12 whoever leaves before it is saved again is asked', async ({ page, context, baseURL }) => {
  await begin(page, './');
  await edit(page, '12.5');
  // Nothing can be opened any more: it stays unsaved.
  await page.evaluate(() => { IDBFactory.prototype.open = () => { throw new DOMException('gone wrong', 'UnknownError'); }; });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(baseURL).origin, storageTypes: 'indexeddb' });
  await state(page, 'unsaved');
  const asked = page.waitForEvent('dialog');
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await closing;
  expect(page.isClosed()).toBe(false);
  expect(first(await exported(page))).toBe(12.5);
});

test('R13 the browser cleared the documents and left the marker: the first page says what was here', async ({ page, context, baseURL }) => {
  await begin(page, './');
  await page.goto('about:blank');
  const other = await beside(context, baseURL);
  await other.evaluate(() => new Promise((done, failed) => {
    const request = indexedDB.deleteDatabase('mingheng');
    request.onsuccess = done;
    request.onerror = () => failed(request.error);
  }));
  expect(await other.evaluate(() => JSON.parse(localStorage.getItem('mingheng.marker')).documents)).toBe(1);
  await ready(page, './');
  await expect(banner(page, 'lost')).toContainText('1');
  await expect(banner(page, 'lost')).toContainText('清除');
});

test('R14 snapshots are written strictly, acts are not', async ({ page }) => {
  await page.addInitScript(() => {
    window.written = [];
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function noted(...args) {
      const made = transaction.apply(this, args);
      if (made.mode === 'readwrite') {
        made.notedKeys = [];
        made.addEventListener('complete', () => window.written.push({ keys: made.notedKeys, durability: made.durability }));
      }
      return made;
    };
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function noted(value, key) {
      this.transaction.notedKeys?.push(key);
      return put.call(this, value, key);
    };
  });
  await begin(page, './');
  for (const k of [1, 2, 3, 4]) await edit(page, figure(k));
  const written = await page.evaluate(() => window.written);
  const whole = written.filter(({ keys }) => keys.some((key) => key.startsWith('snapshot/')));
  const acts = written.filter(({ keys }) => keys.some((key) => key.startsWith('journal/')) && !whole.some((one) => one.keys === keys));
  expect(whole.length).toBeGreaterThanOrEqual(2);
  expect(acts.length).toBeGreaterThanOrEqual(3);
  expect(new Set(whole.map(({ durability }) => durability))).toEqual(new Set(['strict']));
  expect(new Set(acts.map(({ durability }) => durability))).toEqual(new Set(['relaxed']));
});

test('R18 the clock jumps a year back and two forth: the last edit stays the last', async ({ page }) => {
  const year = 365 * 86_400_000;
  await page.clock.install();
  const id = await begin(page, './');
  let k = 0;
  for (const jump of [0, -year, year, year]) {
    if (jump) await page.clock.setSystemTime(await page.evaluate((by) => Date.now() + by, jump));
    for (const _ of [1, 2]) await edit(page, figure(k += 1));
    await page.reload();
    await ready(page);
    await sheet(page);
    await expect(cell(page)).toHaveText(figure(k));
    await edit(page, figure(k += 1));
  }
  const records = await cupboard(page);
  const steps = under(records, `journal/${id}/`).map((key) => JSON.parse(records[key]));
  expect(steps.map((step) => step.seq)).toEqual(steps.map((_, n) => n + 1));
  expect(steps.length).toBe(k);
  await expect(banner(page, 'harmed')).toHaveCount(0);
});

test('R20 a hundred edits, a reload, all undone, all done again: the same document', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, './');
  const original = await exported(page);
  for (let k = 1; k <= 100; k += 1) await type(page, figure(k), k % 5);
  await state(page, 'saved');
  const edited = await exported(page);
  expect(edited.sha256).not.toBe(original.sha256);
  await page.reload();
  await ready(page);
  await sheet(page);
  await expect(cell(page)).toHaveText(figure(100));
  const undo = page.locator('.history-undo');
  const redo = page.locator('.history-redo');
  await page.locator('main h1').focus();
  for (let k = 0; k < 100; k += 1) await page.keyboard.press('Control+z');
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await state(page, 'saved');
  expect((await exported(page)).sha256).toBe(original.sha256);
  // Undoing is kept as well.
  await page.reload();
  await ready(page);
  await sheet(page);
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await page.locator('main h1').focus();
  for (let k = 0; k < 100; k += 1) await page.keyboard.press('Control+y');
  await expect(redo).toHaveAttribute('aria-disabled', 'true');
  await state(page, 'saved');
  expect((await exported(page)).sha256).toBe(edited.sha256);
});

for (const [name, address] of [['the site', './'], ['the single file from a disk', singleAddress]]) {
  test(`R66 ${name} without storage: in memory only, said, and handed out as a file`, async ({ page }) => {
    await page.addInitScript(() => {
      for (const one of ['localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(window, one, { get() { throw new DOMException('denied', 'SecurityError'); } });
      }
    });
    await ready(page, address);
    await expect(banner(page, 'memory')).toBeVisible();
    await page.locator('#file-field').setInputFiles(sample);
    await state(page, 'memory');
    await sheet(page);
    await type(page, '55.5');
    await expect(cell(page)).toHaveText('55.5');
    expect(first(await exported(page))).toBe(55.5);
    await expect(banner(page, 'memory')).toBeVisible();
  });
}
