// Tables of an office: in by file, drop and clipboard; looked at, mended, taken in as one step; and files back out.
import AxeBuilder from '@axe-core/playwright';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { listed, sheetNames, unzipped, workbook, zipped } from './office.mjs';
import { set, start } from './page.mjs';
import { dist, ready, singleAddress } from './places.mjs';
import { expect, test } from './watched.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const office = (name) => path.join(here, '../sheets/office', name);
const sample = path.join(dist, 'samples/office.xlsx');

const take = (page) => page.locator('.intake-take');
/** The page of tables, with these files given. */
async function give(page, files) {
  await page.evaluate(() => { location.hash = '#/import'; });
  await page.locator('#intake-field').setInputFiles(files);
}
const looked = (page) => expect(page.locator('#intake-confirm')).toBeVisible({ timeout: 30_000 });
/** One line of the table of changes: new, changed, unchanged, absent. */
const counts = async (page, of) => (await page.locator(`#intake-change tr[data-of=${of}] td`).allInnerTexts()).map((text) => parseInt(text, 10));
/** New and changed ones; what does not occur at all is left out. */
const changed = async (page, of) => [...await counts(page, of), 0, 0].slice(0, 2);
/** Takes in what is looked at, and waits for the document. */
async function takeIn(page) {
  await expect(take(page)).toBeEnabled();
  await take(page).click();
  await expect(page.locator('#intake-confirm')).toHaveCount(0);
}
/** Drops a file on the page. */
const drop = (page, name, bytes) => page.evaluate(([name, bytes]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
  document.querySelector('.frame').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
}, [name, bytes.toString('base64')]);
const saved = async (page, act) => {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), act()]);
  return { name: file.suggestedFilename(), bytes: fs.readFileSync(await file.path()) };
};
/** Opens the dialog of files on the page of results. */
async function chooseExport(page, choice) {
  await page.locator('#results-export').click();
  await page.locator(`.exporting input[value=${choice}]`).check();
  return saved(page, () => page.locator('.exporting button[type=submit]').click());
}

test('the sample file: from the first page to the ranking in three presses and less than a minute', async ({ page }) => {
  await start(page);
  const begun = Date.now();
  await page.locator('#open-tables').click();
  await page.locator('#intake-sample').click();
  await expect(take(page)).toBeEnabled({ timeout: 30_000 });
  await expect(take(page)).toContainText('36 个指标');
  await expect(take(page)).toContainText('22 个单位');
  await take(page).click();
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
  expect(Date.now() - begun).toBeLessThan(60_000);
  await expect(page.locator('.toast')).toContainText('已导入');
  await expect(page.locator('html')).toHaveAttribute('data-save', 'saved');
});

test('the same file again changes nothing, another figure is one change, and one undo takes it back', async ({ page }) => {
  await start(page);
  await give(page, sample);
  await looked(page);
  await takeIn(page);
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
  await give(page, sample);
  await looked(page);
  for (const of of ['Indicators', 'Subjects', 'Values']) expect(await changed(page, of), of).toEqual([0, 0]);
  await expect(take(page)).toBeDisabled();
  // 单位建筑面积能耗 of the first department, and nothing else.
  const csv = '单位名称,单位建筑面积能耗\n示例市政务服务办,60\n';
  await page.getByRole('button', { name: '换别的文件' }).click();
  await give(page, { name: '更正.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await looked(page);
  expect(await changed(page, 'Values')).toEqual([0, 1]);
  const moved = page.locator('.intake-moved tbody tr');
  await expect(moved).toHaveCount(1);
  await expect(moved).toContainText('77.5');
  await expect(moved).toContainText('60');
  await takeIn(page);
  await expect(page.locator('.toast')).toContainText('已导入');
  await page.locator('.toast button').click();
  await give(page, sample);
  await looked(page);
  expect(await changed(page, 'Values')).toEqual([0, 0]);
});

test('a newcomer: pastes the indicator table, imports a data sheet, mends three cells, sees the ranking, exports', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await start(page);
  const table = [
    ['示例市2025年度考核指标体系表'],
    ['一级指标', '三级指标', '分值', '目标值', '计量单位', '评分标准', '考核周期'],
    ['工作实绩', '年度重点任务完成率', '60', '100', '%', '完成目标值得满分，未完成的按完成率计分', '年度'],
    ['资源利用', '预算执行率', '40', '95', '%', '≥95得满分，90–95得80%，其余不得分', '年度'],
    ['合计', '', '100', '', '', '', ''],
  ].map((row) => row.join('\t')).join('\n');
  await page.locator('#open-tables').click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), table);
  await page.locator('#intake-paste').click();
  await page.keyboard.press('Control+V');
  await looked(page);
  await expect(page.locator('#intake-sheets')).toContainText('指标体系表');
  expect((await counts(page, 'Indicators'))[0]).toBe(2);
  await expect(page.locator('#intake-standards tbody tr')).toHaveCount(2);
  await takeIn(page);

  // Indicators alone have no results: the page says so, and does not look as if any were on their way.
  await page.evaluate(() => { location.hash = '#/results'; });
  await expect(page.locator('.banner')).toContainText('现在算不出结果');
  await expect(page.locator('h1')).toHaveText('考核结果');
  await expect(page.locator('.skeleton')).toHaveCount(0);

  // Three departments and two indicators; three cells that are no numbers.
  const rows = [['单位名称', '年度重点任务完成率', '预算执行率'], ['示例市公安局', '九成', '96'], ['示例市教育局', '91', '97x'], ['示例市民政局', '#N/A', '98']];
  const csv = rows.map((row) => row.join(',')).join('\n');
  await give(page, { name: '数据.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await looked(page);
  const errors = page.locator('#intake-faults tr[data-grade=error]');
  await expect(errors).toHaveCount(3);
  await expect(take(page)).toBeDisabled();
  for (const left of [2, 1, 0]) {
    await errors.first().locator('.intake-mend-field').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('95');
    await page.keyboard.press('Enter');
    await expect(errors).toHaveCount(left);
  }
  await expect(take(page)).toBeEnabled();
  await take(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#intake-confirm')).toHaveCount(0);
  await page.evaluate(() => { location.hash = '#/results'; });
  await expect(page.locator('tr[data-subject]')).toHaveCount(3);
  // 91 % of 60 points, and the budget mended to 95: 54.6 + 40.
  await expect(page.locator('tr[data-subject]', { hasText: '示例市教育局' })).toContainText('94.6');
  const file = await chooseExport(page, 'results');
  expect(file.name).toMatch(/_结果_\d{4}-\d\d-\d\d\.xlsx$/);
  expect(sheetNames(file.bytes)).toContain('结果排名');
});

test('files come out in the language that was chosen, under names that file systems take', async ({ page }) => {
  await start(page);
  await give(page, sample);
  await looked(page);
  await takeIn(page);
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
  const csv = await chooseExport(page, 'results-csv');
  expect([...csv.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(csv.bytes.toString()).toContain('示例市公安局');
  await page.locator('.exporting input[value=collection]').check();
  const sheets = await saved(page, () => page.locator('.exporting button[type=submit]').click());
  expect(Object.keys(unzipped(sheets.bytes))).toHaveLength(22);
  await page.locator('.exporting-language[lang=en] input').check();
  await page.locator('.exporting input[value=results]').check();
  const results = await saved(page, () => page.locator('.exporting button[type=submit]').click());
  expect(sheetNames(results.bytes).some((name) => /[a-z]/i.test(name))).toBe(true);
  expect(results.name.length).toBeLessThanOrEqual(80);
  const { violations } = await new AxeBuilder({ page }).include('.exporting').analyze();
  expect(violations.map((fault) => fault.id)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.locator('.exporting')).toHaveCount(0);
});

test('a file with 37 faults: each at its cell, and the list of them as a workbook', async ({ page }) => {
  await start(page);
  await give(page, office('37_faults.xlsx'));
  await looked(page);
  const planted = fs.readFileSync(office('37_faults.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
  const cells = await page.locator('#intake-faults tr[data-cell]').evaluateAll((rows) => rows.map((row) => row.dataset.cell));
  for (const [sheet, cell] of planted) expect(cells, `${sheet}!${cell}`).toContain(`${sheet}!${cell}`);
  const file = await saved(page, () => page.locator('#intake-faults-file').click());
  expect(file.name).toMatch(/问题清单.*\.xlsx$/);
  expect(sheetNames(file.bytes).length).toBeGreaterThan(1);
});

test('Excel of an older office: CSV in GB18030', async ({ page }) => {
  await start(page);
  await give(page, set('a_city/import/指标体系表_gb18030.csv'));
  await looked(page);
  expect((await counts(page, 'Indicators'))[0]).toBe(36);
  await expect(page.locator('#intake-sheets')).toContainText('年度重点任务完成率');
});

test('the same workbook through the opener of the first page, and dropped on it', async ({ page }) => {
  await start(page);
  await page.locator('#file-field').setInputFiles(office('indicators.xlsx'));
  await looked(page);
  await expect(page).toHaveURL(/#\/import$/);
  await page.getByRole('button', { name: '换别的文件' }).click();
  await page.evaluate(() => { location.hash = '#/'; });
  await drop(page, 'indicators.xlsx', fs.readFileSync(office('indicators.xlsx')));
  await looked(page);
});

test('what was decided for a layout is decided again the next time', async ({ page }) => {
  await start(page);
  await give(page, office('indicators.xlsx'));
  await looked(page);
  const role = page.locator('#intake-sheets select[id^=intake-role-0-]').last();
  const id = await role.getAttribute('id');
  await role.selectOption({ label: '指标说明' });
  await expect(page.locator(`#${id} + .intake-sure`)).toHaveAttribute('data-sure', 'chosen');
  await takeIn(page);
  await give(page, office('indicators.xlsx'));
  await looked(page);
  await expect(page.locator(`#${id} + .intake-sure`)).toHaveAttribute('data-sure', 'chosen');
  await expect(page.locator(`#${id} option:checked`)).toHaveText('指标说明');
});

test('collection sheets of several units go into one document', async ({ page }) => {
  await start(page);
  await give(page, [office('indicators.xlsx'), office('subjects.xlsx')]);
  await looked(page);
  await page.locator('#intake-leave-faulty').check({ timeout: 2_000 }).catch(() => {});
  await takeIn(page);
  await give(page, [office('collection_教育局.xlsx'), office('collection_民政局.xlsx')]);
  await looked(page);
  expect((await counts(page, 'Values'))[0]).toBeGreaterThan(0);
});

const unreadable = [
  ['空.xlsx', Buffer.alloc(0)],
  ['半截.xlsx', fs.readFileSync(office('indicators.xlsx')).subarray(0, 900)],
  ['通知.docx', zipped({ 'word/document.xml': '<w:document/>', '[Content_Types].xml': '<Types/>' })],
  ['图片.xlsx', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])],
];
for (const language of ['zh-Hans', 'en']) {
  test(`files that cannot be read say why, each in its own words: ${language}`, async ({ page }) => {
    await start(page, { language });
    const said = new Set();
    for (const [name, buffer] of unreadable) {
      await give(page, { name, mimeType: 'application/octet-stream', buffer });
      const news = page.locator('.intake-news li');
      await expect(news).toContainText(name);
      const text = (await news.innerText()).replace(name, '').trim();
      expect(text.length, name).toBeGreaterThan(10);
      expect(/[\u4e00-\u9fff]/.test(text), text).toBe(language !== 'en');
      said.add(text);
    }
    expect(said.size).toBeGreaterThanOrEqual(3);
    await expect(page.locator('.header-document strong')).toHaveCount(0);
  });
}

/** What the page's processes hold for themselves, in MB; read from Linux. */
async function holding(page, browser) {
  const devtools = await browser.newBrowserCDPSession();
  const inside = await page.context().newCDPSession(page);
  return async () => {
    await inside.send('HeapProfiler.collectGarbage');
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter((one) => one.type === 'renderer').map((one) => fs.readFileSync(`/proc/${one.id}/smaps_rollup`, 'utf8'));
    return renderers.reduce((sum, text) => sum + Number(/Private_Dirty:\s+(\d+)/.exec(text)[1]) / 1024, 0);
  };
}
/** Cells alone in far corners are a table of few cells; every other file is refused, and why is said. */
const far = (address) => `<row r="1"><c r="A1"><v>1</v></c></row><row r="${/\d+/.exec(address)}"><c r="${address}"><v>1</v></c></row>`;
const texts = '<c r="A1" t="s"><v>0</v></c>';
const hostile = {
  'R33 two cells, the whole sheet between them': { file: () => workbook(far('XFD1048576')) },
  'R34 two cells, 42 million between them': { file: () => workbook(far('AAA60000')) },
  'R35 four thousand million texts announced': {
    file: () => workbook(`<row r="1">${texts}</row>`, { others: { 'xl/sharedStrings.xml': '<sst count="4000000000" uniqueCount="4000000000"><si><t>甲</t></si></sst>' } }),
  },
  'R36 256 MB packed into 256 KB': {
    file: () => workbook('', { others: { 'xl/sharedStrings.xml': `<sst><si><t>${'a'.repeat(256 << 20)}</t></si></sst>` }, packed: true }),
    said: '解开后超过',
  },
  'R36 ten million cells': { file: () => workbook('<row><c><v>1</v></c><c><v>2</v></c></row>'.repeat(5_000_000), { packed: true }), said: '单元格超过' },
  'R36 an archive that lists 65,535 files': { file: () => listed(65_535), said: '文件超过 2000 个' },
  'R37 a thousand million laughs': {
    file: () => workbook('<row><c><v>&i;</v></c></row>', { before: `<!DOCTYPE a [<!ENTITY a 'ha'>${[...'abcdefgh'].map((name, k) => `<!ENTITY ${'bcdefghi'[k]} '${`&${name};`.repeat(10)}'>`).join('')}]>` }),
    said: '引用了文件以外的内容',
  },
  'R37 a file outside': { file: () => workbook('<row><c><v>&x;</v></c></row>', { before: "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" }), said: '引用了文件以外的内容' },
};
for (const [what, { file, said }] of Object.entries(hostile)) {
  test(`hostile, ${what}: the page lives, holds little, and the document is untouched`, async ({ page, browser }) => {
    test.skip(process.platform !== 'linux', 'memory is read from /proc');
    await start(page);
    await page.locator('[data-sample=b_ciq]').click();
    await expect(page.locator('tr[data-subject]').first()).toBeVisible();
    const buffer = file();
    const held = await holding(page, browser);
    const before = await held();
    let most = before;
    let looking = true;
    const watching = (async () => { while (looking) most = Math.max(most, await held()); })();
    const begun = Date.now();
    await give(page, { name: '来件.xlsx', mimeType: 'application/octet-stream', buffer });
    const end = page.locator(said ? '.intake-news li' : '.intake-news li, #intake-confirm');
    await expect(end).toBeVisible({ timeout: 20_000 });
    const took = Date.now() - begun;
    looking = false;
    await watching;
    if (said) await expect(end).toContainText(said);
    // The clerk itself, what it was given and what the browser keeps of both.
    expect(most).toBeLessThan(before + 64);
    await page.evaluate(() => { location.hash = '#/results'; });
    await expect(page.locator('tr[data-subject]')).toHaveCount(14);
    await expect(page.getByRole('button', { name: '没有可撤销的改动' })).toBeDisabled();
    console.log(`${what}: ${(buffer.length / 1024).toFixed(0)} KB, ${took} ms, ${(most - before).toFixed(0)} MB more`);
  });
}

test.describe('without the service worker, which has the clerk already', () => {
test.use({ serviceWorkers: 'block' });

test('R39 a clerk that cannot start harms nothing, says so, and is tried again', async ({ page, complaints }) => {
  await start(page);
  await page.locator('[data-sample=b_ciq]').click();
  await expect(page.locator('tr[data-subject]').first()).toBeVisible();
  await page.route('**/clerk.js*', (route) => route.abort());
  await give(page, sample);
  await expect(page.locator('.intake-news')).toContainText('没有改动');
  await page.unroute('**/clerk.js*');
  await page.locator('#intake-retry').click();
  await looked(page);
  complaints.length = 0;
});

test('R40 reading is stopped at once and nothing is taken in', async ({ page, complaints }) => {
  await start(page);
  // Its program never comes.
  await page.route('**/clerk_bg.wasm*', () => {});
  await give(page, sample);
  await page.locator('#intake-stop').click();
  await expect(page.locator('.intake-news')).toContainText('已停止');
  await page.unroute('**/clerk_bg.wasm*');
  await page.locator('#intake-retry').click();
  await looked(page);
  complaints.length = 0;
});

test('R40 nobody waits longer than twenty seconds: the clerk is ended, that is said, and the next one reads', async ({ page, complaints }) => {
  await page.clock.install();
  await start(page);
  await page.route('**/clerk_bg.wasm*', () => {});
  const clerks = () => page.workers().filter((worker) => worker.url().includes('clerk')).length;
  await give(page, sample);
  await expect(page.locator('#intake-stop')).toBeVisible();
  await expect.poll(clerks).toBe(1);
  await page.clock.fastForward(19_000);
  await expect(page.locator('#intake-stop')).toBeVisible();
  await page.clock.fastForward(2_000);
  await expect(page.locator('.intake-news')).toContainText('读了 20 秒还没读完');
  await expect.poll(clerks).toBe(0);
  await expect(page.locator('.header-document strong')).toHaveCount(0);
  await page.unroute('**/clerk_bg.wasm*');
  await page.locator('#intake-retry').click();
  await looked(page);
  complaints.length = 0;
});

});

test('a template without a document', async ({ page }) => {
  await start(page);
  await page.locator('#open-tables').click();
  const file = await saved(page, () => page.getByRole('button', { name: '下载模板' }).click());
  expect(file.name).toMatch(/模板.*\.xlsx$/);
  expect(sheetNames(file.bytes).length).toBeGreaterThan(0);
});

for (const [language, theme] of [['zh-Hans', 'light'], ['en', 'dark']]) {
  test(`accessible: ${language}, ${theme}`, async ({ page }) => {
    const faults = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target).join(' ')}`);
    };
    await start(page, { language, theme, address: './#/import' });
    expect(await faults()).toEqual([]);
    await give(page, office('37_faults.xlsx'));
    await looked(page);
    expect(await faults()).toEqual([]);
  });
}

test('the single file takes tables in without any request', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => { if (!/^(file|blob|data):/.test(request.url())) asked.push(request.url()); });
  await ready(page, singleAddress);
  await page.locator('#open-tables').click();
  await page.locator('#intake-sample').click();
  await looked(page);
  await takeIn(page);
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
  const file = await chooseExport(page, 'results');
  expect(sheetNames(file.bytes).length).toBeGreaterThan(2);
  expect(asked).toEqual([]);
});

test('R40 while 20 MB are read the page answers at once, and stopping gives everything back', async ({ page, browser }, info) => {
  test.skip(process.platform !== 'linux', 'memory is read from /proc');
  const file = info.outputPath('大表.csv');
  const head = `单位名称,${Array.from({ length: 60 }, (_, k) => `指标${k}`).join(',')}\n`;
  // Long numbers: as many cells as are read, so that all of the file is.
  const line = `${Array.from({ length: 60 }, (_, k) => `${1000 + k}.123456789`).join(',')}\n`;
  const lines = Math.floor(19.5 * 1024 * 1024 / (line.length + 16));
  fs.writeFileSync(file, head + Array.from({ length: lines }, (_, k) => `单位${String(k).padStart(6, '0')},${line}`).join(''));
  await page.addInitScript(() => {
    if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return;
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((task) => [task.startTime, task.duration])))
      .observe({ type: 'longtask' });
  });
  await start(page);
  await page.locator('[data-sample=b_ciq]').click();
  await expect(page.locator('tr[data-subject]').first()).toBeVisible();
  await page.evaluate(() => { location.hash = '#/import'; });
  // A clerk was at work before: what its program leaves behind is no matter of this file.
  await page.locator('#intake-field').setInputFiles(office('indicators.xlsx'));
  await looked(page);
  await page.getByRole('button', { name: '换别的文件' }).click();

  const held = await holding(page, browser);
  await page.waitForTimeout(1_000);
  const before = await held();
  const begun = await page.evaluate(() => performance.now());
  await page.locator('#intake-field').setInputFiles(file);
  await expect(page.locator('#intake-stop')).toBeVisible();
  let during = 0;
  await expect.poll(async () => { during = await held(); return during; }, { intervals: [50] }).toBeGreaterThan(before + 20);
  await page.locator('#intake-stop').click({ timeout: 5_000 });
  await expect(page.locator('.intake-news')).toContainText('已停止');
  const long = await page.evaluate((begun) => window.tasks.filter(([at]) => at > begun).map(([, length]) => length), begun);
  expect(Math.max(0, ...long)).toBeLessThanOrEqual(100);
  await expect.poll(held, { timeout: 20_000 }).toBeLessThan(before + 10);
  console.log(`held ${before.toFixed(1)} MB, while reading ${during.toFixed(1)} MB, afterwards ${(await held()).toFixed(1)} MB; long tasks ${long}`);
  await page.evaluate(() => { location.hash = '#/results'; });
  await expect(page.getByRole('button', { name: '没有可撤销的改动' })).toBeDisabled();
});

test('R41 the encoding and the separator of a text file are chosen by hand, and the first rows follow', async ({ page }) => {
  await start(page);
  // A list in which every line has a semicolon, too: what parts it is a guess.
  const csv = '单位名称;简称,得分;满分\n示例市公安局;公安,91;100\n示例市教育局;教育,88;100\n';
  await give(page, { name: '成绩.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await looked(page);
  const first = page.locator('.intake-preview tbody tr').nth(1).locator('td');
  await page.locator('#intake-separator-0').focus();
  await page.locator('#intake-separator-0').selectOption({ label: '分号 ;' });
  await expect(first).toHaveText(['示例市公安局', '公安,91', '100']);
  await page.locator('#intake-separator-0').selectOption({ label: '逗号 ,' });
  await expect(first).toHaveText(['示例市公安局;公安', '91;100']);
  await expect(page.locator('#intake-separator-0')).toBeFocused();
  await expect(page.locator('#intake-encoding-0 option:checked')).toHaveText('UTF-8');
  await page.locator('#intake-encoding-0').focus();
  await page.locator('#intake-encoding-0').selectOption({ label: 'GB18030 (GBK)' });
  await expect(first.first()).not.toContainText('示例市');
  await page.locator('#intake-encoding-0').selectOption({ label: 'UTF-8' });
  await expect(first).toHaveText(['示例市公安局;公安', '91;100']);
  await expect(page.locator('#intake-encoding-0')).toBeFocused();
});

test('R41 a text that nobody can read is read once a person says how', async ({ page }) => {
  await start(page);
  // Big5 is none of the encodings; half of it is ASCII all the same.
  await give(page, { name: '繁体.csv', mimeType: 'text/csv', buffer: Buffer.from('b3e6a6ec2c666f6f0aa4bdc0c92c310a', 'hex') });
  await expect(page.locator('.intake-news')).toContainText('认不出文字的编码');
  await page.locator('#intake-encoding-0').selectOption({ label: 'UTF-8' });
  await looked(page);
  await expect(page.locator('.intake-preview')).toContainText('foo');
  await expect(page.locator('.intake-news')).toHaveCount(0);
});

test('a zip of collection sheets that came back, as Windows packs it: chosen, and dropped on the first page', async ({ page }) => {
  await start(page);
  await give(page, [office('indicators.xlsx'), office('subjects.xlsx')]);
  await looked(page);
  await page.locator('#intake-leave-faulty').check({ timeout: 2_000 }).catch(() => {});
  await takeIn(page);
  const units = ['教育局', '民政局'];
  const returned = Object.fromEntries(units.map((unit) => [`收回/采集表_${unit}.xlsx`, fs.readFileSync(office(`collection_${unit}.xlsx`))]));
  const names = { '收回': 'cad5bbd8', '采集表': 'b2c9bcafb1ed', '教育局': 'bdccd3fdbed6', '民政局': 'c3f1d5feBed6' };
  const gbk = (name) => Buffer.concat(name.split(/(收回|采集表|教育局|民政局)/).map((part) => (names[part] ? Buffer.from(names[part], 'hex') : Buffer.from(part))));
  const nested = zipped({ 'a.csv': 'a,b\n' });
  const archive = zipped({ ...returned, '又一包.zip': nested }, { written: (name) => (name.endsWith('.zip') ? Buffer.from(name) : gbk(name)) });
  await give(page, { name: '收回.zip', mimeType: 'application/zip', buffer: archive });
  await looked(page);
  for (const unit of units) await expect(page.locator('#intake-sheets')).toContainText(`收回.zip/收回/采集表_${unit}.xlsx`);
  await expect(page.locator('.intake-news')).toContainText('压缩包里的压缩包');
  const [fresh] = await counts(page, 'Values');
  expect(fresh).toBeGreaterThan(0);
  await page.getByRole('button', { name: '换别的文件' }).click();
  await page.evaluate(() => { location.hash = '#/'; });
  await drop(page, '收回.zip', archive);
  await looked(page);
  expect((await counts(page, 'Values'))[0]).toBe(fresh);
});

/** The ranking on show: places, names and totals. */
const ranking = (page) => page.locator('tr[data-subject]').evaluateAll((lines) => lines.map((line) => line.innerText.replace(/\s+/g, ' ')));

test('our own workbook: handed out, and opened elsewhere as the same ranking by choosing, by dropping, and over another document', async ({ page, browser, baseURL }) => {
  test.setTimeout(120_000);
  await start(page);
  await page.locator('[data-sample=a_city]').click();
  await expect(page.locator('tr[data-subject]').first()).toBeVisible();
  const title = await page.locator('.header-document strong').innerText();
  const before = await ranking(page);
  const file = await chooseExport(page, 'own');
  expect(file.name).toMatch(/_工作簿_\d{4}-\d\d-\d\d\.xlsx$/);

  const elsewhere = async (work) => {
    const context = await browser.newContext({ locale: 'zh-CN', baseURL });
    const other = await context.newPage();
    await start(other);
    await work(other);
    await expect(other).toHaveURL(/#\/results/, { timeout: 30_000 });
    await expect(other.locator('tr[data-subject]').first()).toBeVisible();
    expect(await ranking(other)).toEqual(before);
    await expect(other.locator('.header-document strong')).toHaveText(title);
    await expect(other.locator('html')).toHaveAttribute('data-save', 'saved');
    await context.close();
  };
  const own = { name: file.name, mimeType: 'application/octet-stream', buffer: file.bytes };
  await elsewhere(async (other) => {
    const chooser = other.waitForEvent('filechooser');
    await other.locator('#open-file').click();
    await (await chooser).setFiles(own);
  });
  await elsewhere((other) => drop(other, file.name, file.bytes));
  await elsewhere(async (other) => {
    await other.locator('[data-sample=b_ciq]').click();
    await expect(other.locator('tr[data-subject]').first()).toBeVisible();
    await give(other, own);
    await looked(other);
    await expect(other.locator('#intake-sheets')).toContainText('明衡自己的工作簿');
    await takeIn(other);
  });
});

test('our own workbook that could not be read in again is not handed out, and the way out is named', async ({ page }) => {
  await start(page);
  await page.locator('[data-sample=a_city]').click();
  await expect(page.locator('tr[data-subject]').first()).toBeVisible();
  const json = await chooseExport(page, 'json');
  const whole = JSON.parse(json.bytes.toString());
  // More tables than a workbook may have sheets.
  whole.document.tables = Object.fromEntries(Array.from({ length: 256 }, (_, k) => [`t${k}`, []]));
  await page.evaluate(() => { location.hash = '#/'; });
  delete whole.sha256;
  await page.keyboard.press('Escape');
  await page.locator('#file-field').setInputFiles({ name: '大.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(whole)) });
  await expect(page).toHaveURL(/#\/results/);
  await expect(page.locator('tr[data-subject]').first()).toBeVisible();
  await page.locator('#results-export').click();
  await page.locator('.exporting input[value=own]').check();
  await page.locator('.exporting button[type=submit]').click();
  await expect(page.locator('.exporting-failed')).toContainText('完整备份（JSON）');
});

test('on paper every fault stands in full, and nothing that only a screen needs', async ({ page }) => {
  await start(page);
  await give(page, office('37_faults.xlsx'));
  await looked(page);
  await page.emulateMedia({ media: 'print' });
  const cut = await page.locator('.intake-table, .intake-preview').evaluateAll((tables) => tables.filter((table) => table.scrollHeight > table.clientHeight + 2).length);
  expect(cut).toBe(0);
  await expect(page.locator('#intake-confirm')).toBeHidden();
});

test('on a phone nothing of the import is wider than the screen, and no label falls into letters', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await start(page, { language: 'en' });
  await give(page, [office('37_faults.xlsx'), office('indicators_wps.csv')]);
  await looked(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  // A line is about 20 px high.
  const high = await page.locator('.intake-option label, .intake-grade').evaluateAll((labels) => Math.max(...labels.map((label) => label.offsetHeight)));
  expect(high).toBeLessThan(45);
});

/** A document with a few results, made of the sample file. */
async function withResults(page, like) {
  await start(page, like);
  await give(page, sample);
  await looked(page);
  await takeIn(page);
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
}

test.describe('inside WeChat', () => {
  test.use({ userAgent: 'Mozilla/5.0 (Linux; Android 13; V2217A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 XWEB/1160065 Mobile Safari/537.36 MicroMessenger/8.0.47.2560(0x28002F36) WeChat/arm64 NetType/WIFI Language/zh_CN' });
  test('R57 what drops files is named at once, and the text can be copied', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await withResults(page);
    await chooseExport(page, 'results-csv');
    const said = page.locator('.exporting .exporting-state');
    await expect(said).toContainText('微信', { timeout: 1_500 });
    await expect(said).toContainText('在浏览器打开');
    await said.getByRole('button', { name: '复制内容' }).click();
    await expect(said).toContainText('已复制');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('示例市公安局');
    await page.keyboard.press('Escape');
    await expect(page.locator('.toast .handed')).toContainText('已复制');
    await page.locator('.toast').getByRole('button', { name: '知道了' }).click();
    await expect(page.locator('.handed')).toHaveCount(0);
  });
});

test('R57 a download that does not arrive: asked after three seconds, with the text and the share sheet', async ({ page, context }) => {
  // A browser that has a share sheet; the download itself is refused.
  await page.addInitScript(() => {
    navigator.canShare = (what) => what.files?.length === 1;
    navigator.share = async ({ files }) => { window.shared = [files[0].name, await files[0].text()]; };
  });
  const refuses = await context.newCDPSession(page);
  await refuses.send('Browser.setDownloadBehavior', { behavior: 'deny' });
  await withResults(page);
  await page.locator('#results-export').click();
  await page.locator('.exporting input[value=results-csv]').check();
  await page.locator('.exporting button[type=submit]').click();
  const said = page.locator('.exporting .exporting-state');
  await expect(said.locator('.exporting-busy')).toHaveCount(0);
  await page.waitForTimeout(1_000);
  await expect(said.locator('.handed')).toHaveCount(0);
  await expect(said).toContainText('没有看到？', { timeout: 5_000 });
  await said.getByRole('button', { name: '分享…' }).click();
  await expect.poll(() => page.evaluate(() => window.shared?.[0])).toMatch(/结果.*\.csv$/);
  expect(await page.evaluate(() => window.shared[1])).toContain('示例市公安局');
  // A workbook is no text.
  await page.locator('.exporting input[value=results]').check();
  await page.locator('.exporting button[type=submit]').click();
  await expect(said).toContainText('没有看到？', { timeout: 15_000 });
  await expect(said.getByRole('button', { name: '复制内容' })).toHaveCount(0);
});

test('by keyboard alone: from the first page through a mended cell to the ranking', async ({ page }) => {
  await start(page);
  const at = () => page.evaluate(() => {
    const element = document.activeElement;
    return element.id || element.className || element.tagName;
  });
  /** Tab until this has the focus. */
  const tabTo = async (wanted, most = 60) => {
    for (let k = 0; k < most; k += 1) {
      if (await page.locator(wanted).first().evaluate((element) => element === document.activeElement).catch(() => false)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${wanted} is not reached: ${await at()}`);
  };
  await tabTo('#open-tables');
  await page.keyboard.press('Enter');
  await expect(page.locator('.intake h1')).toBeFocused();
  await tabTo('#intake-sample', 12);
  await page.keyboard.press('Enter');
  await expect(take(page)).toBeEnabled({ timeout: 30_000 });
  // What had the focus is gone: it goes on at the section of files, not at the beginning of the page.
  await expect(page.locator('#intake-files-title')).toBeFocused();
  await tabTo('.intake-take', 400);
  await page.keyboard.press('Enter');
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
  await expect(page.locator('main h1')).toBeFocused();

  // A file with one wrong cell; given by pasting, which a keyboard can.
  await page.evaluate(() => { location.hash = '#/import'; });
  await expect(page.locator('.intake h1')).toBeFocused();
  await tabTo('#intake-paste', 12);
  await page.keyboard.insertText('单位名称\t单位建筑面积能耗\n示例市公安局\t九成\n');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await looked(page);
  await expect(page.locator('#intake-files-title')).toBeFocused();
  await tabTo('.intake-mend-field', 60);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('61');
  await page.keyboard.press('Enter');
  await expect(page.locator('#intake-faults tr[data-grade=error]')).toHaveCount(0);
  await expect(page.locator('#intake-check-title')).toBeFocused();
  await tabTo('.intake-take', 40);
  await page.keyboard.press('Enter');
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);

  // The dialog of files: in, out by Escape, and back where it was opened.
  await tabTo('#results-export', 60);
  await page.keyboard.press('Enter');
  await expect(page.locator('.exporting')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.exporting input[value=own]')).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.locator('.exporting')).toHaveCount(0);
  await expect(page.locator('#results-export')).toBeFocused();
});
