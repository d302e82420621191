// Where work lives: the list of documents, the bin, the library, versions, 定稿, and what is said about all of it.
import AxeBuilder from '@axe-core/playwright';
import fs from 'node:fs';
import { catalogue, empty, keys, read, saved, stamped, write } from './cupboard.mjs';
import { go, openSample, start } from './page.mjs';
import { expect, test } from './watched.mjs';

const title = '示例市2025年度市级机关目标责任制考核';

/** Presses a line of the document's menu. */
async function deed(page, name) {
  await page.locator('#document-menu').click();
  await page.locator('.menu-list').getByRole('button', { name, exact: true }).click();
}

/** Fills the dialog's fields in their order and presses what it is for. */
async function answer(page, ...texts) {
  const dialog = page.locator('dialog.dialog');
  await expect(dialog).toBeVisible();
  for (const [place, text] of texts.entries()) await dialog.locator(`#dialog-field-${place}`).fill(text);
  await dialog.locator('button[type=submit]').click();
  await expect(dialog).toHaveCount(0);
}

/** A change: the open document gets another title. */
async function rename(page, to) {
  await deed(page, '重命名…');
  await answer(page, to);
  await expect(page.locator('.header-document strong')).toHaveText(to);
  await saved(page);
}

/** A sample, changed once: a document of one's own. */
async function own(page, to = '我的考核', id = 'a_city') {
  await openSample(page, id);
  await rename(page, to);
}

const rows = (page) => page.locator('.documents-table tbody tr');
const row = (page, name) => rows(page).filter({ hasText: name });
const toast = (page) => page.locator('.toast');

/** The bytes of what is downloaded while something is done. */
async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), text: fs.readFileSync(await download.path(), 'utf8') };
}

async function quiet(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
}

async function accessible(page, what) {
  await quiet(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map((fault) => `${what}: ${fault.id}: ${fault.nodes.slice(0, 4).map((node) => node.target).join(' | ')}`)).toEqual([]);
}

test('an example opened after a document of one\'s own can be changed too', async ({ page }) => {
  await start(page);
  await own(page);
  await go(page, '#/');
  await openSample(page, 'b_ciq');
  await go(page, '#/data');
  await expect(page.locator('main')).not.toContainText('这里只能查看');
  await rename(page, '另一份');
});

test('F04 an example is not kept before it is changed, and then the state says when it was saved', async ({ page }) => {
  await start(page);
  await openSample(page);
  await expect(page.locator('.saved-said')).toHaveText('示例：改动后自动保存为我的文档');
  expect(await keys(page, 'catalogue/')).toEqual([]);
  await rename(page, '改过的考核');
  await expect(page.locator('.saved-said')).toHaveText(/^已保存 \d\d:\d\d:\d\d$/);
  expect((await catalogue(page)).map((entry) => [entry.title, entry.subjects, entry.indicators])).toEqual([['改过的考核', 40, 37]]);
});

test('F14 the list: renamed, copied, deleted, taken back, thrown away', async ({ page }) => {
  await start(page);
  await own(page, '第一份');
  await go(page, '#/');
  await expect(rows(page)).toHaveCount(1);
  for (const text of ['第一份', '40', '37', '从未', '正在编辑']) await expect(rows(page).first()).toContainText(text);
  await row(page, '第一份').getByRole('button', { name: '复制：第一份' }).click();
  await answer(page, '第二份');
  await expect(rows(page)).toHaveCount(2);
  // A document that is not open gets its new title inside too.
  await row(page, '第二份').getByRole('button', { name: '重命名：第二份' }).click();
  await answer(page, '第二份改名');
  await expect(row(page, '第二份改名')).toHaveCount(1);
  await row(page, '第二份改名').locator('.documents-open').click();
  await expect(page.locator('.header-document strong')).toHaveText('第二份改名');
  await page.locator('tr[data-subject]').first().waitFor();
  await go(page, '#/');
  await expect(row(page, '第二份改名')).toContainText('正在编辑');
  // The open one goes to the bin as well; the page is then without a document.
  await row(page, '第二份改名').getByRole('button', { name: /^删除/ }).click();
  await expect(toast(page)).toContainText('已放入回收站');
  await expect(rows(page)).toHaveCount(1);
  await expect(page.locator('.header-document strong')).toHaveCount(0);
  await page.locator('.bin summary').click();
  await page.locator('.bin').getByRole('button', { name: /^彻底删除/ }).click();
  await answer(page);
  await expect(page.locator('.bin')).toHaveCount(0);
  expect((await catalogue(page)).map((entry) => entry.title)).toEqual(['第一份']);
});

test('R15 what was deleted is put back as it was, by the notice and out of the bin', async ({ page }) => {
  await start(page);
  await own(page, '要删的');
  await go(page, '#/');
  const before = await read(page, 'snapshot/');
  await row(page, '要删的').getByRole('button', { name: /^删除/ }).click();
  await expect(page.locator('.documents-none')).toBeVisible();
  await page.waitForTimeout(10_000);
  await toast(page).getByRole('button', { name: '撤销' }).click();
  await expect(row(page, '要删的')).toHaveCount(1);
  await row(page, '要删的').getByRole('button', { name: /^删除/ }).click();
  await page.locator('.bin summary').click();
  await expect(page.locator('.bin')).toContainText('30 天');
  await page.locator('.bin').getByRole('button', { name: /^放回/ }).click();
  await expect(row(page, '要删的')).toHaveCount(1);
  expect(await read(page, 'snapshot/')).toEqual(before);
  await row(page, '要删的').locator('.documents-open').click();
  await expect(page.locator('.header-document strong')).toHaveText('要删的');
});

test('the indicator set is kept, and a new assessment begins with it', async ({ page }) => {
  await start(page);
  await own(page, '今年的');
  await deed(page, '把指标体系存入库');
  await expect(toast(page)).toContainText('已存入库');
  await go(page, '#/');
  const set = page.locator('.library-list li');
  await expect(set).toHaveCount(1);
  await set.getByRole('button', { name: /^用它新建考核/ }).click();
  const dialog = page.locator('dialog.dialog');
  await dialog.locator('#dialog-field-0').fill('明年的');
  await dialog.locator('button[type=submit]').click();
  await expect(dialog.locator('.dialog-problem')).toContainText('至少填一个');
  await dialog.locator('#dialog-field-1').fill('甲局\tA\n乙局，B\n丙局');
  await expect(dialog).toContainText('共 3 个');
  await dialog.locator('button[type=submit]').click();
  await expect(page.locator('.header-document strong')).toHaveText('明年的');
  await expect(page.locator('.header-document')).toContainText('3 个考核对象 · 37 项指标');
  await saved(page);
  await go(page, '#/');
  await expect(rows(page)).toHaveCount(2);
  await set.getByRole('button', { name: /^删除/ }).click();
  await expect(set).toHaveCount(0);
  await toast(page).getByRole('button', { name: '撤销' }).click();
  await expect(set).toHaveCount(1);
});

test('R16 F49 a checkpoint is compared with, restored, and restoring is undone', async ({ page }) => {
  await start(page);
  await own(page, '初稿');
  await deed(page, '存档点…');
  await answer(page, '初评');
  await expect(toast(page)).toContainText('已建存档点“初评”');
  await rename(page, '复核稿');
  await go(page, '#/versions');
  const version = page.locator('.labels > li').filter({ hasText: '初评' });
  await version.getByRole('button', { name: /^与现在的差别/ }).click();
  await expect(version.locator('.difference')).toContainText('初稿');
  await expect(version.locator('.difference')).toContainText('复核稿');
  await version.getByRole('button', { name: /^恢复到此版本/ }).click();
  await expect(page.locator('.header-document strong')).toHaveText('初稿');
  await expect(page.locator('.labels > li').filter({ hasText: '恢复前的内容' })).toHaveCount(1);
  await toast(page).getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('.header-document strong')).toHaveText('复核稿');
  await saved(page);
  await page.reload();
  await expect(page.locator('.header-document strong')).toHaveText('复核稿');
  await version.getByRole('button', { name: /^删除/ }).click();
  await expect(version).toHaveCount(0);
  await toast(page).getByRole('button', { name: '撤销' }).click();
  await expect(version).toHaveCount(1);
});

test('F50 final: read-only with a seal and a digest that is computed again; reopening asks why', async ({ page }) => {
  await start(page);
  await own(page, '终稿');
  await go(page, '#/versions');
  await page.locator('.standing').getByRole('button').click();
  await answer(page, '王科长');
  const standing = page.locator('.standing.is-final');
  await expect(standing).toContainText('王科长');
  await expect(standing).toContainText('与定稿时一致');
  const digest = await standing.locator('code').first().textContent();
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  await expect(page.locator('.seal-text')).toContainText(digest.slice(0, 12));
  // In print, in the file, and computed again: the same digits.
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.seal-text')).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await saved(page);
  const file = await downloaded(page, () => page.keyboard.press('Control+s'));
  expect(JSON.parse(file.text).document.log.at(-1).what.finalised.digest).toBe(digest);
  await page.locator('#document-menu').click();
  await expect(page.locator('.menu-list').getByRole('button', { name: '重命名…' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await standing.getByRole('button', { name: '解除定稿…' }).click();
  await page.locator('dialog.dialog button[type=submit]').click();
  await expect(page.locator('.dialog-problem')).toHaveText('请写明理由。');
  await answer(page, '数据有误，重报', '李四');
  await expect(page.locator('.seal')).toHaveCount(0);
  await expect(page.locator('.log li')).toHaveCount(2);
  await expect(page.locator('.log li').first()).toContainText('数据有误，重报');
  await rename(page, '终稿之后');
});

test('an exported file opens as the same document', async ({ page }) => {
  await start(page);
  await own(page, '要导出的');
  const first = await downloaded(page, () => deed(page, '导出文件'));
  expect(first.name).toMatch(/^要导出的_\d{4}-\d\d-\d\d\.json$/);
  await go(page, '#/');
  await expect(row(page, '要导出的')).not.toContainText('从未');
  await page.locator('#file-field').setInputFiles({ name: first.name, mimeType: 'application/json', buffer: Buffer.from(first.text) });
  await page.locator('tr[data-subject]').first().waitFor();
  await saved(page);
  const second = await downloaded(page, () => page.keyboard.press('Control+s'));
  expect(JSON.parse(second.text)).toEqual(JSON.parse(first.text));
  expect(await catalogue(page)).toHaveLength(2);
});

test('F15 the reminder comes with twenty changes, is no dialog, and goes with a file', async ({ page }) => {
  await start(page);
  await own(page, '第 0 稿');
  for (let k = 1; k <= 20; k += 1) await rename(page, `第 ${k} 稿`);
  const chip = page.locator('.saved-reminder');
  await expect(chip).toContainText(/已修改 2\d 处/);
  await expect(page.locator('dialog')).toHaveCount(0);
  await downloaded(page, () => chip.click());
  await expect(chip).toHaveCount(0);
});

test('R13 a browser that cleared the documents is found out', async ({ page }) => {
  await start(page);
  await own(page, '会丢的');
  await go(page, '#/');
  await expect(rows(page)).toHaveCount(1);
  await page.locator('html[data-save=saved]').waitFor();
  await row(page, '会丢的').getByRole('button', { name: '复制：会丢的' }).click();
  await answer(page, '会丢的二');
  // Nothing is open any more, so nothing can be saved again from memory.
  await row(page, '会丢的二').locator('.documents-open').click();
  await page.evaluate(() => sessionStorage.clear());
  await go(page, '#/about');
  await page.reload();
  await empty(page);
  await page.reload();
  const lost = page.locator('[data-banner=lost]');
  await expect(lost).toContainText('本机曾有 2 份文档（最后保存');
  await expect(lost).toContainText('请从文件恢复');
  await lost.getByRole('button').click();
  await expect(lost).toHaveCount(0);
});

test('R19 finishing clears what is ours and nothing else; the list bears the author', async ({ page }) => {
  await start(page);
  await own(page, '练习');
  await deed(page, '经办人…');
  await answer(page, '培训一班');
  await go(page, '#/');
  await expect(row(page, '练习')).toContainText('培训一班');
  await page.evaluate(() => {
    localStorage.setItem('other.app', 'theirs');
    localStorage.setItem('minghengish', 'theirs');
  });
  await go(page, '#/about');
  const clear = page.locator('#clear-ours');
  await clear.click();
  await expect(clear).toContainText('再按一次');
  await clear.click();
  await expect(toast(page)).toContainText('已清除');
  expect(await keys(page)).toEqual([]);
  expect(await page.evaluate(() => Object.keys(localStorage).sort())).toEqual(['minghengish', 'other.app']);
  await go(page, '#/');
  await expect(page.locator('.documents-none')).toBeVisible();
});

test('a reload opens the same document at the same place, an example too', async ({ page }) => {
  await start(page);
  await openSample(page, 'e_county');
  await go(page, '#/indicators');
  await page.reload();
  await expect(page.locator('.tree-row').first()).toBeVisible();
  await rename(page, '县里的');
  await go(page, '#/');
  await page.reload();
  await expect(page.locator('.header-document strong')).toHaveText('县里的');
  await expect(page.locator('.home')).toBeVisible();
});

test('R27 what a newer program or nobody can read stays as it is, and can be downloaded', async ({ page }) => {
  await start(page);
  await own(page, '好的');
  const [entry] = await catalogue(page);
  await write(page, {
    'catalogue/newer00': stamped({ ...entry, id: 'newer00', title: '未来的', schema: 99 }),
    'catalogue/broken0': '{oops',
  });
  await page.reload();
  await go(page, '#/');
  await expect(rows(page)).toHaveCount(3);
  await expect(row(page, '未来的')).toContainText('更新版本所存');
  await expect(row(page, '已损坏')).toContainText('名称读不出来');
  const file = await downloaded(page, () => row(page, '未来的').getByRole('button', { name: '下载原始数据' }).click());
  expect(JSON.parse(file.text)).toMatchObject({ format: 'mingheng-rescue', document: 'newer00' });
  await accessible(page, 'strange lines');
});

test('a second window reads only, and takes over', async ({ page, context }) => {
  await start(page);
  await own(page, '两处');
  const other = await context.newPage();
  await start(other);
  await row(other, '两处').locator('.documents-open').click();
  await expect(other.locator('.saved-said')).toHaveText('只读：另一个窗口正在编辑');
  await expect(other.locator('[data-banner=read-only]')).toBeVisible();
  await accessible(other, 'read-only');
  await rename(page, '两处改');
  await expect(other.locator('[data-banner=other-saved]')).toBeVisible();
  await expect(other.locator('.header-document strong')).toHaveText('两处');
  await other.locator('[data-banner=other-saved]').getByRole('button', { name: '载入那边保存的' }).click();
  await expect(other.locator('.header-document strong')).toHaveText('两处改');
  await other.locator('.saved').getByRole('button', { name: '接管编辑' }).click();
  await expect(other.locator('.saved-said')).toContainText('已保存');
  await expect(page.locator('.saved-said')).toHaveText('只读：已被另一个窗口接管');
  await rename(other, '接管之后');
});

test('R07 R66 where nothing can be kept, that is said for as long as it is so', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => { throw new DOMException('denied', 'UnknownError'); };
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
    }
  });
  await page.goto('./');
  await page.locator('html[data-ready=true]').waitFor();
  await expect(page.locator('[data-banner=memory]')).toBeVisible();
  await openSample(page);
  await deed(page, '重命名…');
  await answer(page, '只在内存');
  await expect(page.locator('.saved-said')).toHaveText('仅内存：关闭网页即丢失');
  await accessible(page, 'memory only');
  const file = await downloaded(page, () => page.locator('[data-banner=memory]').getByRole('button').click());
  expect(JSON.parse(file.text).document.title).toBe('只在内存');
});

test('F66 the diagnostics say nothing of what is in a document', async ({ page }) => {
  await start(page);
  await own(page, '机密考核');
  await go(page, '#/about');
  await expect(page.locator('#storage-level')).toHaveText('完整保存');
  const file = await downloaded(page, () => page.getByRole('button', { name: '下载诊断文件' }).click());
  expect(JSON.parse(file.text)).toMatchObject({ format: 'mingheng-diagnostics', level: 'full', kept: { catalogue: { count: 1 } } });
  for (const word of ['机密', '示例市']) expect(file.text).not.toContain(word);
});

for (const language of ['zh-Hans', 'en']) {
  for (const theme of ['light', 'dark']) {
    test(`no accessibility faults where work is kept: ${language}, ${theme}`, async ({ page }) => {
      await start(page, { theme });
      await own(page, '一份');
      await deed(page, '存档点…');
      await answer(page, '初评');
      await deed(page, '把指标体系存入库');
      await go(page, '#/');
      await expect(page.locator('.library-list li')).toHaveCount(1);
      await row(page, '一份').getByRole('button', { name: '复制：一份' }).click();
      await answer(page, '二份');
      await row(page, '二份').getByRole('button', { name: /^删除/ }).click();
      if (language === 'en') await page.locator('.header-language').click();
      await page.locator('.bin summary').click();
      await accessible(page, 'list and bin');
      await page.locator('#document-menu').click();
      await accessible(page, 'menu');
      await page.keyboard.press('Escape');
      await page.locator('.library-list').getByRole('button').first().click();
      await accessible(page, 'dialog');
      await page.keyboard.press('Escape');
      await go(page, '#/versions');
      await page.locator('.label-acts button').first().click();
      await accessible(page, 'versions');
      await page.locator('.standing').getByRole('button').click();
      await page.locator('dialog.dialog button[type=submit]').click();
      await expect(page.locator('.seal')).toBeVisible();
      await accessible(page, 'final');
      await go(page, '#/about');
      await accessible(page, 'about');
      if (language === 'en') {
        // Whatever is Chinese in here is the document's own.
        const ours = await page.evaluate(() => {
          const copy = document.body.cloneNode(true);
          copy.querySelectorAll('[data-content], script, style').forEach((part) => part.remove());
          return copy.textContent.match(/[\u4e00-\u9fff]+/g) || [];
        });
        expect(ours).toEqual([]);
      }
    });
  }
}

test('the whole of it at 320 pixels, without a bar below', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await start(page);
  await own(page, '窄屏上的一份名称很长很长的年度目标责任制考核');
  for (const address of ['#/', '#/versions', '#/about']) {
    await go(page, address);
    await page.locator('h1').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  }
});

test('a keyboard alone renames, makes a checkpoint and deletes', async ({ page }) => {
  await start(page);
  await openSample(page);
  await page.locator('#document-menu').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.menu-deed').first()).toBeFocused();
  for (let k = 0; k < 12; k += 1) {
    if (await page.evaluate(() => document.activeElement.textContent === '重命名…')) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(page.locator('#dialog-field-0')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('键盘改名');
  await page.keyboard.press('Enter');
  await expect(page.locator('.header-document strong')).toHaveText('键盘改名');
  await expect(page.locator('#document-menu')).toBeFocused();
  await saved(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(page.locator('.menu-list')).toHaveCount(0);
  await expect(page.locator('#document-menu')).toBeFocused();
});

test('two lines pressed one after the other, and one pressed twice: what is open in the end is kept', async ({ page }) => {
  await start(page);
  await own(page, '甲考核');
  await go(page, '#/');
  await row(page, '甲考核').getByRole('button', { name: '复制：甲考核' }).click();
  await answer(page, '乙考核');
  await expect(rows(page)).toHaveCount(2);
  // All at once, as somebody does who is impatient.
  await page.evaluate(() => {
    const line = (wanted) => [...document.querySelectorAll('.documents-table tbody tr')]
      .find((tr) => tr.textContent.includes(wanted)).querySelector('.documents-open');
    for (const pressed of [line('乙考核'), line('甲考核'), line('乙考核'), line('乙考核')]) pressed.click();
  });
  await expect(page.locator('.header-document strong')).toHaveText(/[甲乙]考核/);
  await expect(page.locator('html')).toHaveAttribute('data-save', 'saved');
  await rename(page, '改了名的考核');
  // One of the two has the new name, whichever was open by then; the other is as it was.
  const titles = (await catalogue(page)).map((entry) => entry.title);
  expect(titles).toContain('改了名的考核');
  expect(titles.filter((title) => /^[甲乙]考核$/.test(title))).toHaveLength(1);
  expect(titles).toHaveLength(2);
  await page.reload();
  await page.locator('html[data-ready=true]').waitFor();
  await expect(page.locator('.header-document strong')).toHaveText('改了名的考核');
});

test('what is nowhere but on the screen is not left without a question', async ({ page }) => {
  await page.addInitScript(() => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'UnknownError'); }; });
  await start(page);
  await openSample(page);
  await deed(page, '重命名…');
  await answer(page, '只在内存里');
  await expect(page.locator('html')).toHaveAttribute('data-save', 'memory');
  await go(page, '#/');
  await page.locator('[data-sample=b_ciq]').click();
  const dialog = page.locator('dialog.dialog');
  await expect(dialog).toContainText('没有保存');
  await dialog.getByRole('button', { name: '取消' }).click();
  await expect(page.locator('.header-document strong')).toHaveText('只在内存里');
  await page.locator('[data-sample=b_ciq]').click();
  await dialog.locator('button[type=submit]').click();
  await expect(page.locator('.header-document strong')).not.toHaveText('只在内存里');
});

test('R27 a file of a newer version is looked at: nothing can be changed, nothing is kept, nothing is said to be exported', async ({ page }) => {
  await start(page);
  const file = JSON.parse(fs.readFileSync(new URL('../../dist/samples/b_ciq.json', import.meta.url), 'utf8'));
  file.schemaVersion = 99;
  await page.locator('#file-field').setInputFiles({ name: 'newer.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) });
  await expect(page.locator('tr[data-subject]').first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-save', 'read-only');
  expect(await keys(page, 'catalogue/')).toEqual([]);
  await go(page, '#/data');
  await expect(page.locator('main')).toContainText('更高版本');
  await expect(page.locator('.cells-body .is-value').first()).toHaveAttribute('aria-readonly', 'true');
  await expect(page.locator('.cells-editor')).not.toBeEditable();
  await page.keyboard.press('Control+s');
  await expect(toast(page)).toContainText('没有写出文件');
});
