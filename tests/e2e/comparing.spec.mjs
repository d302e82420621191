// Side by side: schemes, categories, documents, a what-if; every difference taken apart to its last digit.
import AxeBuilder from '@axe-core/playwright';
import fs from 'node:fs';
import path from 'node:path';
import { go, openSample, rows as csv, set, start } from './page.mjs';
import { dist } from './places.mjs';
import { expect, test } from './watched.mjs';

const figure = (text) => Number(text.replace('−', '-').replace('+', ''));
const exact = (all) => all.map((element) => Number(element.dataset.exact));
const by = (key, table) => Object.fromEntries(table.map((row) => [row[key], row]));

/** Opens a sample and a comparing page, and waits for its table. */
async function compare(page, address, { id = 'a_city', ...liked } = {}) {
  await start(page, liked);
  await openSample(page, id);
  await go(page, address);
  await page.locator('.lineup tr[data-subject]').first().waitFor();
}

/** Waits until a subject is taken apart. */
async function takenApart(page, name) {
  await expect(page.locator('.panel .panel-title')).toContainText(name);
  await expect(page.locator('.panel')).toHaveAttribute('aria-busy', 'false');
  await expect(page.locator('.waterfall')).toBeVisible();
}

/** Parts add up to the difference, which is right minus left, to all digits. */
async function addsUp(page) {
  const panel = page.locator('.panel');
  const parts = await panel.locator('td[data-figure=part]').evaluateAll(exact);
  const groups = await panel.locator('td[data-figure=group]').evaluateAll(exact);
  const [sum] = await panel.locator('td[data-figure=sum]').evaluateAll(exact);
  const [left, right] = await panel.locator('.one-side [data-figure=published]').evaluateAll(exact);
  const add = (all) => all.reduce((a, b) => a + b, 0);
  expect(parts.length).toBeGreaterThan(4);
  expect(Math.abs(add(parts) - sum)).toBeLessThan(1e-9);
  expect(Math.abs(add(groups) - sum)).toBeLessThan(1e-9);
  expect(Math.abs(right - left - sum)).toBeLessThan(1e-9);
  // Each line of both sides is its causes.
  const lines = await panel.locator('.waterfall-part').evaluateAll((all) => all.map((line) => [...line.querySelectorAll('td')].map((cell) => cell.dataset.exact)));
  for (const cells of lines.filter((line) => line[0] !== undefined)) {
    const numbers = cells.map(Number);
    expect(Math.abs(add(numbers.slice(0, -1)) - numbers.at(-1))).toBeLessThan(1e-9);
  }
  return sum;
}

async function quiet(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map((fault) => `${fault.id}: ${fault.nodes.slice(0, 4).map((node) => node.target).join(' | ')}`)).toEqual([]);
}

test('schemes: ranks, places, scores and differences are those of the results of each', async ({ page }) => {
  await compare(page, '#/compare/schemes?group=*');
  const declared = by('unit_id', csv(set('a_city', 'expected', 'unit_scores.csv')));
  const others = ['austerity', 'service30'].map((name) => by('unit_id', csv(set('a_city', 'expected', `unit_scores__${name}.csv`))));
  const shown = await page.locator('.lineup tr[data-subject]').evaluateAll((all) => all.map((row) => ({
    id: row.dataset.subject,
    cells: [...row.querySelectorAll('td')].map((cell) => ({
      rank: cell.querySelector('[data-figure=rank]').textContent.trim(),
      published: cell.querySelector('[data-figure=published]').textContent.trim(),
      places: cell.querySelector('[data-places]')?.dataset.places,
      arrow: cell.querySelector('.change [aria-hidden]')?.textContent.replace(/\s/g, ''),
      difference: cell.querySelector('.lineup-difference')?.dataset.exact,
    })),
  })));
  expect(shown.length).toBe(40);
  for (const { id, cells } of shown) {
    const before = declared[id];
    expect([cells[0].rank, cells[0].published]).toEqual([before.rank, before.total_2dp]);
    others.forEach((table, k) => {
      const [cell, after] = [cells[k + 1], table[id]];
      expect([id, cell.rank, cell.published]).toEqual([id, after.rank, after.total_2dp]);
      const places = Number(before.rank) - Number(after.rank);
      expect(Number(cell.places)).toBe(places);
      expect(cell.arrow).toBe(places > 0 ? `▲${places}` : places < 0 ? `▼${-places}` : '–');
      expect(Math.abs(Number(cell.difference) - (after.total_6dp - before.total_6dp))).toBeLessThan(2e-6);
    });
  }
});

test('who moves is counted as the table shows it, in the group that is looked at', async ({ page }) => {
  await compare(page, '#/compare/schemes');
  await expect(page.locator('.lineup tr[data-subject]')).toHaveCount(22);
  const places = await page.locator('td[data-column="1"] [data-places]').evaluateAll((all) => all.map((one) => Number(one.dataset.places)));
  const count = (wanted) => places.filter(wanted).length;
  await expect(page.locator('[data-moves=up]')).toContainText(String(count((p) => p > 0)));
  await expect(page.locator('[data-moves=down]')).toContainText(String(count((p) => p < 0)));
  await expect(page.locator('[data-moves=same]')).toHaveText(String(count((p) => p === 0)));
  await expect(page.locator('.agreement')).toContainText('τ-b');
  await page.locator('[data-switch=against] .segment-option').nth(1).click();
  await expect(page).toHaveURL(/against=2/);
  await page.locator('input[name=scheme][value=service30]').uncheck();
  await expect(page.locator('.lineup.of-2, .of-2 .lineup')).toBeVisible();
  await expect(page.locator('.grade-matrix')).toBeVisible();
  const matrix = await page.locator('.grade-matrix td.number').evaluateAll((all) => all.reduce((sum, cell) => sum + Number(cell.textContent), 0));
  expect(matrix).toBe(40);
});

test('a row is taken apart: parts add up to the difference of the unrounded totals', async ({ page }) => {
  await compare(page, '#/compare/schemes');
  for (const id of ['D01', 'D15', 'D02']) {
    await page.locator(`tr[data-subject=${id}] a`).click();
    await expect(page).toHaveURL(new RegExp(`subject=${id}`));
    await takenApart(page, await page.locator(`tr[data-subject=${id}] a`).textContent());
    const sum = await addsUp(page);
    const inTable = await page.locator(`tr[data-subject=${id}] td[data-column="1"] .lineup-difference`).getAttribute('data-exact');
    expect(Math.abs(sum - Number(inTable))).toBeLessThan(1e-9);
    // Under other weights of the same data nothing is done better or worse.
    const performance = await page.locator('.waterfall-part td:nth-of-type(2)').evaluateAll(exact);
    expect(performance.filter(Number.isFinite).every((part) => Math.abs(part) < 1e-9)).toBe(true);
    await expect(page.locator('.said p').first()).toContainText('分');
  }
  await page.locator('.panel-close').click();
  await expect(page.locator('.panel')).toHaveCount(0);
});

test('rows are searched and sorted, and a link shows the same again', async ({ page }) => {
  await compare(page, '#/compare/schemes?group=*');
  await page.locator('[data-sort="分差.1"]').click();
  const differences = await page.locator('td[data-column="1"] .lineup-difference').evaluateAll(exact);
  expect(differences).toEqual([...differences].sort((a, b) => b - a));
  await page.getByRole('searchbox').fill('教育');
  await expect(page.locator('.lineup tr[data-subject]')).toHaveCount(1);
  const address = await page.evaluate(() => location.hash);
  await go(page, '#/compare/categories');
  await page.locator('.profile-table').waitFor();
  await go(page, address);
  await expect(page.locator('.lineup tr[data-subject]')).toHaveCount(1);
  await page.getByRole('searchbox').fill('没有这样的单位');
  await page.getByRole('button', { name: '清除筛选' }).click();
  await expect(page.locator('.lineup tr[data-subject]')).toHaveCount(40);
});

test('the slope chart draws every subject, its names do not cover one another, and it is saved whole', async ({ page }) => {
  await compare(page, '#/compare/schemes?subject=D05');
  await expect(page.locator('#slope-chart [data-line]')).toHaveCount(22);
  await expect(page.locator('#slope-chart [data-line=D05] .slope-line')).toHaveClass(/is-chosen/);
  for (const anchor of ['end', 'start']) {
    const heights = await page.locator('#slope-chart .slope-name').evaluateAll((all, side) => all
      .filter((text) => (text.getAttribute('text-anchor') ?? 'start') === side)
      .map((text) => Number(text.getAttribute('y'))).sort((a, b) => a - b), anchor);
    expect(heights.length).toBe(22);
    expect(heights.slice(1).every((at, k) => at - heights[k] > 16)).toBe(true);
  }
  const save = async (button) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
    return { name: file.suggestedFilename(), bytes: fs.readFileSync(await file.path()) };
  };
  const svg = await save('#save-svg');
  expect(svg.name).toMatch(/_比较_\d{4}-\d\d-\d\d\.svg$/);
  const parsed = await page.evaluate((text) => {
    const drawing = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      root: drawing.documentElement.nodeName,
      faults: drawing.querySelectorAll('parsererror').length,
      lines: drawing.querySelectorAll('[data-line]').length,
      references: [...drawing.querySelectorAll('*')].filter((one) => one.hasAttribute('href') || one.hasAttribute('style')).length,
      text: drawing.documentElement.textContent,
    };
  }, svg.bytes.toString('utf8'));
  expect({ ...parsed, text: '' }).toEqual({ root: 'svg', faults: 0, lines: 22, references: 0, text: '' });
  for (const said of ['名次变化', '上升', '下降', '所选', '来源：', '现行权重']) expect(parsed.text).toContain(said);
  expect(parsed.text).toMatch(/\d{4}-\d\d-\d\d/);
  const png = await save('#save-png');
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  const wide = await page.locator('#slope-chart').getAttribute('width');
  expect(png.bytes.readUInt32BE(16)).toBe(Number(wide) * 3);
});

test('a comparison is saved as a table, of all and of one', async ({ page }) => {
  await compare(page, '#/compare/schemes?subject=D01');
  await takenApart(page, '');
  const save = async (button) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    const text = fs.readFileSync(await file.path(), 'utf8');
    expect(text.startsWith('\ufeff')).toBe(true);
    return text.slice(1).trim().split('\r\n').map((line) => line.split(','));
  };
  const [head, ...lines] = await save('#export-csv');
  const column = (name) => head.indexOf(name);
  const austerity = by('unit_id', csv(set('a_city', 'expected', 'unit_scores__austerity.csv')));
  expect(lines.length).toBe(40);
  for (const line of lines) {
    const after = austerity[line[column('编号')]];
    expect([line[column('公布得分（右）')], line[column('名次（右）')]]).toEqual([after.total_2dp, after.rank]);
    expect(figure(line[column('差（右减左）')])).toBeCloseTo(line[column('未舍入总分（右）')] - line[column('未舍入总分（左）')], 5);
  }
  const [, ...parts] = await save('#export-subject');
  expect(parts.at(-1)[0]).toBe('合计');
  const sum = await page.locator('td[data-figure=sum]').getAttribute('data-exact');
  expect(figure(parts.at(-1)[10])).toBeCloseTo(Number(sum), 6);
});

test('categories: shares of the whole, spread and grades of each', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/compare/categories');
  await page.locator('.profile-table').waitFor();
  const indicators = csv(set('a_city', 'indicators.csv'));
  await page.locator('#whole-tree').click();
  await expect(page.locator('.profile-table tr.is-indicator')).toHaveCount(indicators.length);
  const sums = await page.locator('.profile-table').evaluate((table) => [0, 1].map((column) => [...table.querySelectorAll('tr.depth-0')]
    .reduce((sum, row) => sum + Number(row.querySelectorAll('td')[column].dataset.exact ?? 0), 0)));
  sums.forEach((sum) => expect(sum).toBeCloseTo(1, 9));
  const scores = csv(set('a_city', 'expected', 'unit_scores.csv'));
  for (const category of ['A', 'B']) {
    const own = scores.filter((row) => row.category === category).map((row) => Number(row.total_2dp)).sort((a, b) => a - b);
    const cells = await page.locator(`.distributions tr[data-category=${category}] td`).allTextContents();
    const numbers = cells.map(Number);
    const at = (share) => { const h = (own.length - 1) * share; const k = Math.floor(h); return own[k] + (h - k) * ((own[k + 1] ?? own[k]) - own[k]); };
    expect(numbers[0]).toBe(own.length);
    [own[0], at(0.25), at(0.5), at(0.75), own.at(-1), own.reduce((a, b) => a + b, 0) / own.length]
      .forEach((wanted, k) => expect(Math.abs(numbers[k + 2] - wanted)).toBeLessThan(0.00501));
    const grades = scores.filter((row) => row.category === category && row.grade_final === '优秀').length;
    expect(numbers[9]).toBe(grades);
  }
});

test('one subject under another category: both results, and what makes the difference', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/compare/categories');
  await page.locator('#under-subject').selectOption('D37');
  await expect(page).toHaveURL(/subject=D37&under=A/);
  await takenApart(page, '示例市市委党校');
  await expect(page.locator('.one-side[data-side=left]')).toContainText('79.99');
  await expect(page.locator('.one-side[data-side=left]')).toContainText('B 类');
  await expect(page.locator('.one-side[data-side=right]')).toContainText('A 类');
  await expect(page.locator('.panel')).toContainText('与同类比较');
  await addsUp(page);
});

test('a changed copy: only what was changed makes a difference, and who is not there is named', async ({ page }) => {
  await start(page);
  await openSample(page);
  const file = JSON.parse(fs.readFileSync(path.join(dist, 'samples/a_city.json'), 'utf8'));
  file.document.title = '去年的考核';
  const gone = file.document.subjects.find((subject) => subject.id === 'D40');
  gone.id = 'D99';
  gone.name = '去年才有的单位';
  const text = JSON.stringify(file).replaceAll('"D40"', '"D99"');
  await go(page, '#/compare/documents');
  await page.locator('#beside-field').setInputFiles({ name: 'last.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.locator('.lineup tr[data-subject]').first().waitFor();
  await expect(page.locator('.lineup thead')).toContainText('去年的考核');
  await page.locator('.unmatched summary').click();
  await expect(page.locator('[data-unmatched=D99]')).toHaveText('去年才有的单位');
  await expect(page.locator('[data-unmatched=D40]')).toBeVisible();
  await page.locator('[data-switch=compare-group] .segment-option').last().click();
  await expect(page.locator('.lineup tr[data-subject]')).toHaveCount(39);
  await expect(page.locator('.grade-matrix')).toBeVisible();
  await page.locator('#turn').click();
  await expect(page.locator('.lineup thead .lineup-side').first()).not.toContainText('去年的考核');
  // The browser does not read a file twice by itself: a link to it says so.
  await page.reload();
  await page.locator('html[data-ready=true]').waitFor();
  await expect(page.locator('main')).toContainText('重新选择');
});

test('two years: new and dropped indicators stand in the account, which still adds up', async ({ page }) => {
  await start(page);
  await openSample(page);
  const file = JSON.parse(fs.readFileSync(path.join(dist, 'samples/a_city.json'), 'utf8'));
  const set2 = file.document.indicatorSet ?? file.document.set;
  const renamed = set2.indicators.find((indicator) => indicator.id === 'A101');
  expect(renamed).toBeTruthy();
  const text = JSON.stringify(file).replaceAll('"A101"', '"OLD1"').replaceAll(JSON.stringify(renamed.name), '"去年的指标"');
  await go(page, '#/compare/documents');
  await page.locator('#beside-field').setInputFiles({ name: 'last.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.locator('tr[data-subject=D01] a').click();
  await takenApart(page, '');
  await expect(page.locator('.waterfall-part[data-part=A101]')).toContainText('新增');
  await expect(page.locator('.waterfall-part[data-part=OLD1]')).toContainText('不再考核');
  await addsUp(page);
});

test('two different examples share nobody, and the page says so', async ({ page }) => {
  await start(page);
  await openSample(page, 'b_ciq');
  await go(page, '#/compare/documents');
  await page.locator('[data-with="sample:c_company"]').click();
  await expect(page.locator('.unmatched summary')).toContainText('对应上 0 个单位');
  await expect(page.locator('.lineup-frame .empty')).toBeVisible();
  // The link alone opens it again.
  const address = await page.evaluate(() => location.hash);
  await go(page, '#/results');
  await page.locator('tr[data-subject]').first().waitFor();
  await go(page, address);
  await expect(page.locator('.unmatched summary')).toBeVisible();
  await page.locator('#choose-another').click();
  await expect(page.locator('[data-with="sample:a_city"]')).toBeVisible();
});

test('without a document, a second scheme or a what-if the page says what can be done', async ({ page }) => {
  await start(page, { address: './#/compare/schemes' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('比较');
  // The link is kept while its document is opened.
  await page.locator('[data-sample=c_company]').click();
  await expect(page.locator('main .empty')).toContainText('只有一套权重');
  await go(page, '#/compare/supposed');
  await expect(page.locator('main .empty')).toContainText('没有试算');
  await go(page, '#/compare/schemes?subject=D99');
  await expect(page.locator('h1')).toHaveText('比较');
});

test('print holds every row once, and a head on every sheet', async ({ page }) => {
  await compare(page, '#/compare/schemes?group=*');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.printed-head')).toContainText(/\d{4}-\d\d-\d\d/);
  expect(await page.locator('.lineup thead').evaluate((head) => getComputedStyle(head).display)).toBe('table-header-group');
  await expect(page.locator('.lineup tr[data-subject]:visible')).toHaveCount(40);
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  expect(sheets).toBeGreaterThan(1);
  expect(sheets).toBeLessThan(8);
  const wide = await page.locator('.lineup').evaluate((table) => table.scrollWidth - table.parentElement.clientWidth);
  expect(wide).toBeLessThan(2);
});

test('a keyboard alone: tabs, boxes, a row, its account, and back', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/compare/documents');
  await page.locator('.kinds').waitFor();
  const tabTo = async (locator, most = 80) => {
    for (let step = 0; step < most; step += 1) {
      if (await locator.evaluateAll((all) => all.includes(document.activeElement))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('not reached by the tab key');
  };
  await tabTo(page.locator('[data-kind=schemes]'));
  await page.keyboard.press('Enter');
  await page.locator('.lineup tr[data-subject]').first().waitFor();
  await tabTo(page.locator('input[name=scheme][value=service30]'));
  await page.keyboard.press('Space');
  await expect(page.locator('.of-2 .lineup')).toBeVisible();
  await tabTo(page.locator('.lineup tbody a'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const third = page.locator('tr[data-place="2"] a');
  await expect(third).toBeFocused();
  await page.keyboard.press('Enter');
  await takenApart(page, await third.textContent());
  await expect(page.locator('.panel .panel-title')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('.panel')).toHaveCount(0);
  await expect(third).toBeFocused();
});

test('a keyboard alone: categories, another category for one subject, another document, and the table as a file', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/compare/schemes');
  await page.locator('.kinds').waitFor();
  const tabTo = async (locator, most = 120) => {
    for (let step = 0; step < most; step += 1) {
      if (await locator.evaluateAll((all) => all.includes(document.activeElement))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('not reached by the tab key');
  };
  await tabTo(page.locator('[data-kind=categories]'));
  await page.keyboard.press('Enter');
  await page.locator('#under-subject').waitFor();
  await tabTo(page.locator('#under-subject'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(/subject=/);
  await takenApart(page, '');
  await addsUp(page);
  // Back to the tabs: the tab key goes round.
  await tabTo(page.locator('[data-kind=documents]'), 300);
  await page.keyboard.press('Enter');
  await tabTo(page.locator('[data-with="sample:b_ciq"]'));
  await page.keyboard.press('Enter');
  await expect(page.locator('.unmatched summary')).toBeVisible();
  await tabTo(page.locator('#export-csv'), 200);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});

for (const language of ['zh-Hans', 'en']) {
  for (const theme of ['light', 'dark']) {
    test(`no accessibility faults, ${language}, ${theme}`, async ({ page }) => {
      test.slow();
      await compare(page, '#/compare/schemes?subject=D01', { language, theme });
      await takenApart(page, '');
      await page.locator('.agreement').waitFor();
      await quiet(page);
      await go(page, '#/compare/categories?whole=yes');
      await page.locator('#under-subject').waitFor();
      await quiet(page);
      await go(page, '#/compare/documents');
      await page.locator('.choice').first().waitFor();
      await quiet(page);
      await page.locator('[data-with="sample:a_city"]').click();
      await page.locator('.grade-matrix').waitFor();
      await quiet(page);
      await go(page, '#/compare/supposed');
      await page.locator('main .empty').waitFor();
      await quiet(page);
    });
  }
}

test('an English page speaks English wherever the document does not speak', async ({ page }) => {
  await compare(page, '#/compare/schemes?subject=D01', { language: 'en' });
  await takenApart(page, '');
  for (const address of ['#/compare/categories?subject=D37&under=A', '#/compare/documents', '#/compare/documents?with=sample:a_city', '#/compare/supposed', '#/compare/schemes?subject=D02']) {
    await go(page, address);
    await page.waitForTimeout(700);
    const strange = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.querySelector('.comparing'), NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const { textContent, parentElement } = walker.currentNode;
        if (/[\u3400-\u9fff]/.test(textContent) && !parentElement.closest('[data-content]')) found.push(textContent.trim());
      }
      return found;
    });
    expect(strange).toEqual([]);
  }
});

for (const [width, height] of [[320, 640], [360, 740]]) {
  test(`nothing is wider than a screen of ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await compare(page, '#/compare/schemes');
    for (const address of ['#/compare/schemes', '#/compare/schemes?subject=D01', '#/compare/categories', '#/compare/documents', '#/compare/documents?with=sample:a_city', '#/compare/supposed']) {
      await go(page, address);
      await page.waitForTimeout(600);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([address, over]).toEqual([address, 0]);
    }
  });
}
