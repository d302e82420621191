// Papers: results, bulletin, notice and chart on A4, printed and saved.
import AxeBuilder from '@axe-core/playwright';
import fs from 'node:fs';
import { go, openSample, rows, set, start } from './page.mjs';
import { expect, test } from './watched.mjs';

const official = () => rows(set('a_city', 'expected', 'unit_scores.csv'));

/** Sizes of a PDF's pages, in points. */
function pages(pdf) {
  return [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)/g)]
    .map((match) => [Number(match[3]), Number(match[4])]);
}

async function papers(page, kind, liked) {
  await start(page, liked);
  await openSample(page);
  await go(page, `#/paper/${kind}`);
  await page.locator('.paper-sheet').waitFor();
}

test('F17 the result table names every subject once, with its published total and rank', async ({ page }) => {
  await papers(page, 'results');
  const shown = await page.locator('.paper-table tbody tr').evaluateAll((lines) => lines.map((line) => ({
    rank: line.cells[0].textContent, name: line.cells[1].textContent, total: line.querySelector('.is-total').textContent,
  })));
  const expected = official();
  expect(shown).toHaveLength(expected.length);
  const totals = shown.map(({ rank, total }) => `${rank} ${total}`).sort();
  expect(totals).toEqual(expected.map((row) => `${row.rank} ${row.total_2dp}`).sort());
  expect(new Set(shown.map(({ name }) => name)).size).toBe(expected.length);
});

test('F17 on paper the table lies wide, its heading stands on every page, and nothing else is printed', async ({ page }) => {
  await papers(page, 'results');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.paper-tools')).toBeHidden();
  await expect(page.locator('.rail')).toBeHidden();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const sizes = pages(pdf);
  expect(sizes.length).toBeGreaterThan(1);
  for (const [width, height] of sizes) {
    expect(width).toBeCloseTo(841.92, 0);
    expect(height).toBeCloseTo(594.96, 0);
  }
  expect(await page.locator('.paper-table thead').first().evaluate((head) => getComputedStyle(head).display)).toBe('table-header-group');
});

test('a bulletin counts the grades that were given', async ({ page }) => {
  await papers(page, 'bulletin');
  const text = await page.locator('.paper-sheet').innerText();
  const counts = {};
  for (const row of official()) counts[`${row.category} ${row.grade_final}`] = (counts[`${row.category} ${row.grade_final}`] || 0) + 1;
  const sections = await page.locator('.paper-sheet h3 + p').allInnerTexts();
  expect(sections).toHaveLength(2);
  for (const [key, count] of Object.entries(counts)) {
    const [category, grade] = key.split(' ');
    expect(sections[category === 'A' ? 0 : 1]).toContain(`${grade} ${count} 个`);
  }
  await page.locator('[name=paper-office]').fill('示例市考核办 <b>');
  await expect(page.locator('.paper-foot')).toContainText('示例市考核办 <b>');
  expect(text).toContain('通报');
  const sizes = pages(await page.pdf({ preferCSSPageSize: true }));
  for (const [width] of sizes) expect(width).toBeCloseTo(594.96, 0);
});

test('a notice lists names by rank, by pinyin or by strokes, and says so', async ({ page }) => {
  await papers(page, 'notice');
  // 良好 of category A: the top grade has too few names to tell orders apart.
  const top = page.locator('.paper-names').nth(1).locator('li');
  const names = () => top.evaluateAll((items) => items.map((item) => item.textContent.trim()));
  const byRank = await names();
  const expected = official().filter((row) => row.category === 'A' && row.grade_final === '良好');
  expect(byRank).toHaveLength(expected.length);
  await expect(page.locator('.paper-sheet')).toContainText('按名次排列');
  await page.locator('[name=paper-order][value=name]').check();
  await expect(page.locator('.paper-sheet')).toContainText('排名不分先后');
  const sorted = (locale) => page.evaluate(([list, name]) => [...list].sort(new Intl.Collator(name).compare), [byRank, locale]);
  expect(await names()).toEqual(await sorted('zh-u-co-pinyin'));
  await page.locator('[name=paper-order][value=strokes]').check();
  expect(await names()).toEqual(await sorted('zh-u-co-stroke'));
  await expect(page.locator('.paper-sheet')).not.toContainText(/\d\d\.\d\d/);
  await page.locator('[name=paper-scores]').check();
  await expect(top.first()).toContainText(/\d\d\.\d\d/);
  await page.locator('[name=paper-top]').check();
  await expect(page.locator('.paper-sheet h4')).toHaveCount(2);
  // A Friday: five working days end on the Thursday after.
  await page.locator('[name=paper-first]').fill('2026-11-20');
  await page.locator('[name=paper-first]').blur();
  await expect(page.locator('.paper-sheet')).toContainText('2026年11月20日至2026年11月26日');
});

test('F18 a chart is saved with title, legend and source, as drawing and as picture', async ({ page }) => {
  await papers(page, 'chart');
  await page.locator('.segments, fieldset').first().waitFor();
  const [svgFile] = await Promise.all([page.waitForEvent('download'), page.locator('#save-svg').click()]);
  const svg = fs.readFileSync(await svgFile.path(), 'utf8');
  expect(svgFile.suggestedFilename()).toMatch(/结果图_\d{4}-\d\d-\d\d\.svg$/);
  const parsed = await page.evaluate((text) => {
    const drawing = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      broken: !!drawing.querySelector('parsererror'), title: drawing.querySelector('title')?.textContent,
      texts: [...drawing.querySelectorAll('text')].map((element) => element.textContent),
      outside: /href|url\(|<image|<script/.test(text), width: Number(drawing.documentElement.getAttribute('width')),
    };
  }, svg);
  expect(parsed.broken).toBe(false);
  expect(parsed.outside).toBe(false);
  expect(parsed.title).toContain('考核');
  for (const inside of ['工作任务完成情况', '加分', '扣分']) expect(parsed.texts).toContain(inside);
  expect(parsed.texts.join(' ')).toContain('来源');
  const [pngFile] = await Promise.all([page.waitForEvent('download'), page.locator('#save-png').click()]);
  const png = fs.readFileSync(await pngFile.path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(parsed.width * 3);
});

test('the explanation of one subject is one step away', async ({ page }) => {
  await papers(page, 'results');
  await page.locator('select[name=paper-subject]').selectOption('D37');
  await expect(page.locator('.panel .panel-title')).toBeVisible();
  await expect(page).toHaveURL(/#\/results\/D37\/total/);
});

for (const language of ['zh-Hans', 'en']) {
  for (const theme of ['light', 'dark']) {
    test(`papers are accessible, ${language}, ${theme}`, async ({ page }) => {
      await papers(page, 'notice', { language, theme });
      for (const kind of ['notice', 'bulletin', 'results', 'chart']) {
        await go(page, `#/paper/${kind}`);
        await page.locator('.paper-sheet').waitFor();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${kind} ${id} ${nodes[0].html}`)).toEqual([]);
      }
      if (language === 'en') {
        const ours = await page.locator('.papers').evaluate((root) => {
          const copy = root.cloneNode(true);
          copy.querySelectorAll('[data-content], svg').forEach((element) => element.remove());
          return copy.textContent;
        });
        expect(ours).not.toMatch(/[\u3400-\u9fff]/);
      }
    });
  }
}
