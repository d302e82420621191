// The last resort: what happens when the program stops in the middle. The site here was built to break on demand
// (scripts/build --dev --features faults); what is saved is written by these tests, as docs/deploy.md describes it.
import AxeBuilder from '@axe-core/playwright';
import fs from 'node:fs';
import path from 'node:path';
import { serve } from '../../scripts/serve.mjs';
import { dist, faulty, ready, singleAddress } from './places.mjs';
import { expect, test } from './watched.mjs';

let server;
test.beforeAll(async () => {
  if (!fs.existsSync(path.join(faulty, 'index.html'))) throw new Error(`no site in ${faulty}: scripts/build --dev --features faults --out ${faulty}`);
  server = await serve({ root: faulty });
});
test.afterAll(() => server?.close());

const overlay = (page) => page.locator('#crash-box');
const button = (page, name) => overlay(page).getByRole('button', { name });

/** What is saved: two documents, one of them with a mark at its beginning, and copies that are nobody's records. */
const saved = {
  'catalogue/d1': '{"title":"一号文档"}',
  'snapshot/d1/000001': '\uFEFF{"考核":"🧮 终稿","n":0.1}\r\n',
  'snapshot/d1/000002': '{"text":"\u0000 \u2028 </script>"}',
  'journal/d1/000003': '{"set":"A101"}',
  'quarantine/d1/000004': '{"cut off',
  'backup/d1/daily': '{"backup":true}',
  'catalogue/d10': '{"title":"十号文档"}',
  'snapshot/d10/000001': '{"other":true}',
};
/** Writes them, and says which document is open. */
async function fill(page, open) {
  await page.evaluate(async ([records, id]) => {
    const [name, version] = document.querySelector('meta[name=mingheng-store]').content.split(' ');
    const db = await new Promise((done, failed) => {
      const asking = indexedDB.open(name, Number(version));
      asking.onupgradeneeded = () => asking.result.createObjectStore('cupboard');
      asking.onsuccess = () => done(asking.result);
      asking.onerror = () => failed(asking.error);
    });
    const writing = db.transaction('cupboard', 'readwrite');
    for (const [key, text] of Object.entries(records)) writing.objectStore('cupboard').put(new TextEncoder().encode(text), key);
    await new Promise((done) => { writing.oncomplete = done; });
    db.close();
    if (id) window.minghengOpen = { id, title: '一号文档' };
  }, [saved, open]);
}
const records = (...keys) => Object.fromEntries(keys.map((key) => [key, saved[key]]));
const ofOne = records('catalogue/d1', 'snapshot/d1/000001', 'snapshot/d1/000002', 'journal/d1/000003', 'quarantine/d1/000004');
const ofAll = { ...ofOne, ...records('catalogue/d10', 'snapshot/d10/000001') };

/** Presses the button that sets the fault off, and waits for the overlay; the answer is after how many ms it came. */
async function breakDown(page) {
  await page.evaluate(() => {
    window.brokeAfter = new Promise((seen) => {
      const fault = document.getElementById('fault');
      let since;
      fault.addEventListener('click', () => { since = performance.now(); }, { capture: true });
      const look = () => (document.querySelector('#crash-box[open]') ? seen(performance.now() - since) : requestAnimationFrame(look));
      look();
    });
  });
  await page.locator('#fault').click();
  await expect(overlay(page)).toBeVisible();
  return page.evaluate(() => window.brokeAfter);
}

/** What the rescue button hands out. */
async function rescue(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, /下载救援文件|Download rescue file/).click()]);
  return { name: download.suggestedFilename(), file: JSON.parse(fs.readFileSync(await download.path(), 'utf8')) };
}

for (const site of ['click', 'effect', 'async', 'drop']) {
  test(`R69 a panic in ${site}: said at once, saving stopped, what was saved in hand, reopened whole`, async ({ page, complaints }) => {
    await ready(page, `${server.url}?panic=${site}`);
    await page.locator('[data-sample=a_city]').click();
    await page.locator('tr[data-subject]').first().waitFor();
    await fill(page, 'd1');
    expect(await page.evaluate(() => window.minghengPoisoned)).toBeUndefined();
    expect(await breakDown(page)).toBeLessThan(500);
    expect(await page.evaluate(() => window.minghengPoisoned)).toBe(true);
    await expect(overlay(page)).toHaveAttribute('role', 'alertdialog');
    await expect(overlay(page)).toContainText('保存过的内容都还在');
    await expect(overlay(page).getByRole('button')).toHaveText(['下载救援文件', '重新打开', '回到上一版本', '复制错误信息']);
    await expect(button(page, '下载救援文件')).toBeFocused();
    await expect(overlay(page).getByRole('textbox')).toHaveValue(new RegExp(`mingheng-fault: ${site}`));
    const { name, file } = await rescue(page);
    expect(name).toMatch(/^明衡救援-\d{4}-\d\d-\d\d\.json$/);
    expect(file).toEqual({ format: 'mingheng-rescue', schemaVersion: 1, at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), document: 'd1', records: ofOne });
    // Here belongs, when it exists: the rescue file opens as the document it was.
    await button(page, '重新打开').click();
    await ready(page);
    await expect(overlay(page)).toHaveCount(0);
    await expect(page.locator('main h1')).toBeVisible();
    expect(await page.evaluate(() => [window.minghengPoisoned, window.minghengSafe])).toEqual([undefined, undefined]);
    expect(complaints.filter((line) => !/mingheng-fault|unreachable/.test(line))).toEqual([]);
    complaints.length = 0;
  });
}

test('R69 a panic in the worker: only its desk breaks, the page says so and goes on', async ({ page, complaints }) => {
  await ready(page, `${server.url}?panic=worker`);
  await page.locator('[data-sample=a_city]').click();
  await page.locator('tr[data-subject]').first().waitFor();
  await page.locator('#fault').click();
  await expect(page.locator('#announcer')).toContainText('计算程序中断了');
  await expect(page.locator('main .warning')).toContainText('已算出的结果还在');
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
  expect(await page.evaluate(() => window.minghengPoisoned)).toBeUndefined();
  await page.locator('.header-open').click();
  await page.locator('[data-sample=b_ciq]').click();
  await expect(page.locator('tr[data-subject]')).toHaveCount(7);
  await page.locator('tr[data-subject] [data-column=published] a').first().click();
  await expect(page.locator('.panel .part-sum')).toBeVisible();
  await expect(overlay(page)).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.getItem('mingheng.crashes'))).toBeNull();
  expect(complaints.filter((line) => !/mingheng-fault|unreachable/.test(line))).toEqual([]);
  complaints.length = 0;
});

test('R69 the overlay: in English, without accessibility faults, held open, its text copied', async ({ page, complaints, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.addInitScript(() => localStorage.setItem('mingheng.preferences', '{"language":"en","theme":"dark"}'));
  await ready(page, `${server.url}?panic=click#/indicators`);
  await breakDown(page);
  // No document is open: there is nothing to go back in.
  await expect(overlay(page).getByRole('button')).toHaveText(['Download rescue file', 'Reopen', 'Copy error message']);
  await expect(overlay(page)).toContainText('Nothing that was saved is lost');
  const { violations } = await new AxeBuilder({ page }).include('#crash-box').analyze();
  expect(violations.map((fault) => fault.id)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(overlay(page)).toBeVisible();
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement === document.body || !!document.activeElement.closest('#crash-box'))).toBe(true);
  }
  await button(page, 'Copy error message').click();
  await expect(overlay(page).getByRole('status')).toHaveText('Copied.');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('mingheng-fault: click');
  expect(copied).toContain(await page.locator('meta[name=mingheng-build]').getAttribute('content'));
  expect(copied).toContain('#/indicators');
  complaints.length = 0;
});

test('R69 going back to the version before leaves a word for the next start', async ({ page, complaints }) => {
  await ready(page, `${server.url}?panic=drop`);
  await fill(page, 'd1');
  await breakDown(page);
  const before = Date.now();
  await button(page, '回到上一版本').click();
  await ready(page);
  const mark = await page.evaluate(() => JSON.parse(localStorage.getItem('mingheng.return')));
  expect(mark.document).toBe('d1');
  expect(Math.abs(mark.at - before)).toBeLessThan(30_000);
  // Here belongs, when it exists: the version before is what is open, and what was open is kept beside it.
  complaints.length = 0;
});

test('R69 without an open document the rescue file holds all of them', async ({ page }) => {
  await ready(page, singleAddress);
  await fill(page);
  await page.evaluate(() => window.minghengCrash('a message'));
  const { file } = await rescue(page);
  expect(file.document).toBeNull();
  expect(file.records).toEqual(ofAll);
});

test('R69 looking for what was saved never makes a database, and says when there is nothing', async ({ page }) => {
  await ready(page, './');
  await page.evaluate(() => {
    document.querySelector('meta[name=mingheng-store]').content = 'mingheng-absent 1';
    window.minghengCrash('a message');
  });
  await button(page, '下载救援文件').click();
  await expect(overlay(page).getByRole('status')).toHaveText('这台电脑上没有保存过内容。');
  expect(await page.evaluate(() => indexedDB.databases().then((all) => all.map((one) => one.name)))).not.toContain('mingheng-absent');
});

test('R69 a browser without storage still shows the overlay, and why nothing can be rescued', async ({ page, complaints }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'indexedDB']) Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
  });
  await ready(page, `${server.url}?panic=async`);
  await breakDown(page);
  await button(page, '下载救援文件').click();
  await expect(overlay(page).getByRole('status')).toContainText('denied');
  complaints.length = 0;
});

test('R69 a trap that no panic announced is heard; an ordinary error is not a crash', async ({ page, complaints }) => {
  await ready(page, './');
  await page.evaluate(() => {
    setTimeout(() => { throw new Error('ordinary'); });
    Promise.reject(new TypeError('ordinary'));
    return new Promise((done) => setTimeout(done, 100));
  });
  await expect(overlay(page)).toHaveCount(0);
  for (const way of ['thrown', 'refused']) {
    await page.evaluate((how) => {
      const trap = new WebAssembly.RuntimeError(`memory access out of bounds (${how})`);
      if (how === 'thrown') setTimeout(() => { throw trap; }); else Promise.reject(trap);
    }, way);
    await expect(overlay(page).getByRole('textbox')).toHaveValue(new RegExp(`out of bounds \\(${way}\\)`));
    await page.reload();
    await ready(page);
  }
  complaints.length = 0;
});

test.describe('R70 a document that stops the page again and again', () => {
  const crash = async (page, id) => {
    await page.evaluate((document) => { window.minghengOpen = document && { id: document, title: document }; }, id);
    await breakDown(page);
    await button(page, '重新打开').click();
    await ready(page);
  };
  const safe = (page) => page.evaluate(() => window.minghengSafe === true);

  test('after its second crash the page starts without opening it, and says so', async ({ page, complaints }) => {
    await ready(page, `${server.url}?panic=click`);
    await crash(page, 'd1');
    expect(await safe(page)).toBe(false);
    await crash(page, 'd1');
    expect(await safe(page)).toBe(true);
    await expect(page.locator('#crash-safe')).toContainText('这次没有打开文档');
    // Other documents open.
    await page.locator('[data-sample=b_ciq]').click();
    await expect(page.locator('tr[data-subject]')).toHaveCount(7);
    await page.locator('#crash-safe').getByRole('button', { name: '知道了' }).click();
    await expect(page.locator('#crash-safe')).toHaveCount(0);
    // Still so after a reload: whoever reloads does not ask for another crash.
    await page.reload();
    await ready(page);
    expect(await safe(page)).toBe(true);
    // Here belongs, when it exists: the list of documents is what is shown.
    complaints.length = 0;
  });

  test('crashes of two documents are not a loop', async ({ page, complaints }) => {
    await ready(page, `${server.url}?panic=click`);
    await crash(page, 'd1');
    await crash(page, 'd2');
    expect(await safe(page)).toBe(false);
    await crash(page, 'd1');
    expect(await safe(page)).toBe(false);
    complaints.length = 0;
  });

  test('a page that lived for a minute in between has forgotten the first', async ({ page, complaints }) => {
    await page.clock.install();
    await ready(page, `${server.url}?panic=click`);
    await page.evaluate(() => {
      window.minghengOpen = { id: 'd1', title: '' };
      window.minghengCrash('a message');
    });
    await page.clock.runFor(100);
    await page.reload();
    await ready(page);
    expect(await page.evaluate(() => JSON.parse(localStorage.getItem('mingheng.crashes')).map((one) => one.document))).toEqual(['d1']);
    await page.clock.runFor(61_000);
    expect(await page.evaluate(() => localStorage.getItem('mingheng.crashes'))).toBeNull();
    complaints.length = 0;
  });

  test('at most five crashes are kept, and what others wrote there harms nothing', async ({ page, complaints }) => {
    for (const text of ['{', '7', '[null,null,3]', '{"length":9}']) {
      await page.addInitScript((planted) => { if (!sessionStorage.getItem(planted)) { sessionStorage.setItem(planted, '1'); localStorage.setItem('mingheng.crashes', planted); } }, text);
      await ready(page, `${server.url}?panic=click`);
      expect(await safe(page)).toBe(false);
    }
    await page.evaluate(() => localStorage.setItem('mingheng.crashes', JSON.stringify(['a', 'b', 'c', 'd', 'e'].map((document) => ({ document, at: 1 })))));
    await crash(page, 'd1');
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('mingheng.crashes')));
    expect(kept.map((one) => one.document)).toEqual(['b', 'c', 'd', 'e', 'd1']);
    complaints.length = 0;
  });
});

test('a page for use cannot be told to break', async ({ page }) => {
  for (const name of ['page_bg.wasm', 'worker_bg.wasm', 'clerk_bg.wasm']) {
    expect(fs.readFileSync(path.join(faulty, name)).includes('mingheng-fault'), name).toBe(true);
    expect(fs.readFileSync(path.join(dist, name)).includes('mingheng-fault'), name).toBe(false);
  }
  await ready(page, './?panic=click');
  await expect(page.locator('#fault')).toHaveCount(0);
});

test('R39 a table that breaks its reader breaks nothing else, and the next one is read', async ({ page, complaints }) => {
  await ready(page, server.url);
  await page.locator('[data-sample=b_ciq]').click();
  await page.locator('tr[data-subject]').first().waitFor();
  await page.evaluate(() => { location.hash = '#/import'; });
  const give = (name, text) => page.locator('main input[type=file]').first()
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await give('坏.csv', '单位名称,得分\n__BOOM__,1\n');
  await expect(page.locator('main')).toContainText('读表格的程序中断了，文档没有改动');
  await expect(overlay(page)).toHaveCount(0);
  complaints.length = 0;
  await give('好.csv', '单位名称,分类\n甲单位,N\n');
  await expect(page.locator('main')).toContainText('好.csv');
  await page.evaluate(() => { location.hash = '#/results'; });
  await expect(page.locator('tr[data-subject]')).toHaveCount(14);
});
