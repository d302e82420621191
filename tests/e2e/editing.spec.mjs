// Changing what matters: values, weights, rules, grades, events, categories; undone, redone, and only supposed.
import AxeBuilder from '@axe-core/playwright';
import { go, openSample, start } from './page.mjs';
import { expect, test } from './watched.mjs';

const field = (page, name) => page.locator(`[data-field="${name}"]`);
const undo = (page) => page.locator('.history-undo');
const published = (page, subject) => page.locator(`tr[data-subject="${subject}"] [data-column=published]`);

/** What is committed is answered: the undo button names it. */
async function done(page, text) {
  await expect(undo(page)).toHaveAttribute('aria-label', text);
}

/** The totals and ranks of the table of results. */
async function ranking(page) {
  await go(page, '#/results');
  await expect(page.locator('tr[data-subject]')).toHaveCount(40);
  return page.locator('tr[data-subject]').evaluateAll((all) => all.map((row) => [row.dataset.subject,
    row.querySelector('[data-column=published]').textContent.trim(), row.querySelector('[data-column=rank]').textContent.trim()].join(' ')));
}

async function clean(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map((fault) => `${fault.id}: ${fault.nodes.slice(0, 4).map((node) => node.target).join(' | ')}`)).toEqual([]);
}

/** Tab until this has the focus. */
async function tabTo(page, locator, most = 80) {
  for (let step = 0; step < most; step += 1) {
    if (await locator.evaluateAll((all) => all.includes(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('not reached by the tab key');
}

test('a value is changed from the keyboard; the total and the rank follow, and all of it can be undone', async ({ page }) => {
  await start(page);
  await openSample(page);
  const before = await ranking(page);
  await go(page, '#/data/indicator/A102');
  const row = page.locator('.cells-row[data-place]', { hasText: '示例市生态环境局' });
  const cell = row.locator('.is-value');
  const editor = page.locator('.cells-editor');
  await expect(cell).toHaveText('2.7');
  const total = row.locator('.cells-total');
  const earlier = await total.textContent();
  await tabTo(page, editor, 40);
  while (!(await cell.evaluate((one) => one.id === 'cells-active'))) await page.keyboard.press('ArrowDown');
  // What cannot be understood stays, is marked, and says what to type.
  await page.keyboard.type('abc');
  await page.keyboard.press('Enter');
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue('abc');
  await expect(editor).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.cells-wrong')).toContainText('看不懂');
  await page.keyboard.press('Escape');
  await expect(editor).toHaveValue('');
  await expect(cell).toHaveText('2.7');
  await page.keyboard.type('１．５％');
  await page.keyboard.press('Enter');
  await expect(cell).not.toHaveId('cells-active');
  await done(page, /撤销：实际值 PM2\.5平均浓度降幅 · 示例市生态环境局 · 全年：2\.7 → 1\.5/);
  await expect(cell).toHaveText('1.5');
  await expect(total).not.toHaveText(earlier);
  await expect(row.locator('.is-by-hand')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(cell).toHaveText('2.7');
  await expect(total).toHaveText(earlier);
  await page.keyboard.press('Control+y');
  await expect(cell).toHaveText('1.5');
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+z');
  await expect(cell).toHaveText('2.7');
  expect(await ranking(page)).toEqual(before);
});

test('a word that is being put together commits nothing', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/data/subjects');
  const cell = page.locator('.grid tr[data-place="9"] input').first();
  await cell.focus();
  await cell.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await expect(cell).toBeFocused();
  await cell.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true });
  await expect(cell).toBeFocused();
});

test('a weight, a rule, a grade, an event and a category are changed; undoing all leads back', async ({ page }) => {
  await start(page);
  await openSample(page);
  const before = await ranking(page);

  await go(page, '#/indicators/A101');
  await field(page, 'A101/points/A').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await done(page, /撤销：分值 年度重点任务完成率 · A：9 → 7/);
  await expect(page.locator('.tree-left').first()).toContainText('2');

  await field(page, 'A101/parameter/cap').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('many');
  await page.keyboard.press('Enter');
  await expect(page.locator('.banner')).toContainText('现在算不出结果');
  await expect(field(page, 'A101/parameter/cap')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.node-parameters')).toContainText('many');
  await go(page, '#/settings');
  await expect(page.locator('.banner a')).toHaveAttribute('href', '#/indicators/A101');
  await clean(page);
  await page.locator('.banner a').focus();
  await page.keyboard.press('Enter');
  await field(page, 'A101/parameter/cap').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('0.9');
  await page.keyboard.press('Enter');
  await expect(page.locator('.banner')).toHaveCount(0);

  await go(page, '#/settings');
  await field(page, 'final/band/1/minimum').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('92');
  await page.keyboard.press('Enter');
  await expect(page.locator('.bands')).toContainText('须低于上一等次');
  await expect(page.locator('.banner')).toBeVisible();
  await field(page, 'final/band/1/minimum').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('85');
  await page.keyboard.press('Enter');
  await expect(page.locator('.banner')).toHaveCount(0);

  await field(page, 'category/A').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('党群机关');
  await page.keyboard.press('Enter');
  await done(page, /分类名称/);
  await tabTo(page, page.locator('.add-category'));
  await page.keyboard.press('Enter');
  await done(page, /增加分类 新分类/);
  await expect(field(page, 'category/C01')).toBeFocused();

  await go(page, '#/data/events');
  await tabTo(page, page.locator('.add-event'));
  await page.keyboard.press('Enter');
  await expect(page.locator('.event-form input[name=subject]')).toBeFocused();
  await page.keyboard.type('D01');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('省级表彰');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1.5');
  await page.keyboard.press('Enter');
  await done(page, /增加加减分事项 省级表彰/);
  await expect(page.locator('.list')).toContainText('省级表彰');
  await expect(page.locator('.add-event')).toBeFocused();

  expect(await ranking(page)).not.toEqual(before);
  for (let step = 0; step < 20 && (await undo(page).getAttribute('aria-disabled')) === 'false'; step += 1) {
    const label = await undo(page).getAttribute('aria-label');
    await page.keyboard.press('Control+z');
    await expect(undo(page)).not.toHaveAttribute('aria-label', label);
  }
  await expect(undo(page)).toHaveAttribute('aria-label', '没有可撤销的改动');
  await expect(page.locator('[data-column=grade]').first()).toBeVisible();
  await expect.poll(() => ranking(page)).toEqual(before);
});

test('a subject is removed with its values and comes back with them', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/data/subjects');
  const row = page.locator('.grid tr[data-place]', { hasText: 'D37' });
  await row.getByRole('button', { name: /删除/ }).click();
  await expect(page.locator('.announcer-passing')).toContainText('删除单位 示例市市委党校');
  await expect(page.locator('.grid tr[data-place]')).toHaveCount(39);
  await page.locator('.announcer-passing').getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('.grid tr[data-place]')).toHaveCount(40);
  await go(page, '#/results');
  await expect(published(page, 'D37')).toHaveText('79.99');
});

test('what is only supposed is marked, told and dropped or kept as one', async ({ page }) => {
  await start(page);
  await openSample(page);
  const before = await ranking(page);
  await tabTo(page, page.locator('.history-suppose'));
  await page.keyboard.press('Enter');
  await expect(page.locator('.supposing')).toContainText('试算中，尚未生效：0 处改动');
  await go(page, '#/indicators/A101');
  await field(page, 'A101/points/A').fill('1');
  await page.keyboard.press('Enter');
  await expect(page.locator('.supposing')).toContainText('1 处改动');
  await expect(page.locator('[data-effect]')).toContainText(/名次变化/);
  await expect(page.locator('[data-effect]')).toContainText(/升得最多/);
  await go(page, '#/data/indicator/A102');
  await page.locator('.cells-row[data-place]', { hasText: '示例市生态环境局' }).locator('.is-value').click();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await expect(page.locator('.supposing')).toContainText('2 处改动');
  await expect(page.locator('.cells-cell.is-supposed')).toHaveCount(1);
  await clean(page);
  await go(page, '#/results');
  await expect(page.locator('.change.up, .change.down').first()).toBeVisible();
  await expect(page.locator('.legend-compared')).toContainText('与试算前相比');
  await page.locator('.supposing').getByRole('button', { name: '放弃' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.supposing')).toHaveCount(0);
  await expect.poll(() => ranking(page)).toEqual(before);
  await expect(undo(page)).toHaveAttribute('aria-disabled', 'true');

  await page.locator('.history-suppose').click();
  await go(page, '#/settings');
  await field(page, 'final/cap/bonus').fill('1');
  await page.keyboard.press('Enter');
  await expect(page.locator('.supposing')).toContainText('1 处改动');
  await page.locator('.supposing').getByRole('button', { name: '采用' }).click();
  await expect(page.locator('.supposing')).toHaveCount(0);
  await done(page, /撤销：试算的改动/);
  await page.keyboard.press('Control+z');
  await expect(field(page, 'final/cap/bonus')).toHaveValue('3');
  await expect.poll(() => ranking(page)).toEqual(before);
});

test('a formula of one’s own says where it cannot be read', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/indicators/A101');
  await field(page, 'A101/method').selectOption('formula');
  await expect(page.locator('.banner')).toBeVisible();
  const text = field(page, 'A101/parameter/text');
  await text.fill('x / / t');
  await text.press('Control+Enter');
  await expect(page.locator('.formula-place mark')).toHaveText('/');
  await text.fill('if(x >= t, 1, x / t)');
  await text.press('Control+Enter');
  await expect(page.locator('.banner')).toHaveCount(0);
});

test('from an explained figure to the cell it rests on', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/results/D37/A101?category=B');
  await page.locator('.panel').getByRole('link', { name: '修改' }).click();
  await expect(page).toHaveURL(/#\/data\/indicator\/A101\/D37$/);
  await expect(page.locator('.cells-row[data-place]')).toHaveCount(1);
  await expect(page.locator('.cells')).toContainText('示例市市委党校');
});

const places = ['#/data', '#/data/indicator/A102', '#/data/table', '#/data/events', '#/data/subjects', '#/settings', '#/indicators/A101', '#/indicators/工作质量和效果'];
for (const language of ['zh-Hans', 'en']) {
  for (const theme of ['light', 'dark']) {
    test(`no accessibility faults where things are changed: ${language}, ${theme}`, async ({ page }) => {
      // Eight pages, each looked through as a whole.
      test.slow();
      await start(page, { language, theme });
      await openSample(page);
      for (const address of places) {
        await go(page, address);
        await page.locator('[data-field], .list').first().waitFor();
        await clean(page);
      }
      await go(page, '#/data/events');
      await page.locator('.add-event').click();
      await clean(page);
    });
  }
}

test('in English nothing of ours is Chinese where things are changed', async ({ page }) => {
  await start(page, { language: 'en' });
  await openSample(page);
  await page.locator('.history-suppose').click();
  for (const address of places) {
    await go(page, address);
    await page.locator('[data-field], .list').first().waitFor();
    if (address === '#/data/events') await page.locator('.add-event').click();
    const chinese = await page.evaluate(() => {
      const found = [];
      const ours = (element) => !element.closest('[data-content], [lang^="zh"]:not(html)');
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const element = walk.currentNode.parentElement;
        if (/[㐀-鿿＀-￯]/.test(walk.currentNode.data) && element && ours(element) && !/SCRIPT|STYLE/.test(element.tagName)) found.push(walk.currentNode.data);
      }
      return found;
    });
    expect(chinese, address).toEqual([]);
  }
});

test('nothing but the table scrolls sideways on a small screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await start(page);
  await openSample(page);
  for (const address of places) {
    await go(page, address);
    await page.locator('[data-field], .list').first().waitFor({ state: 'attached' });
    const { wide, out } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth - window.innerWidth,
      out: [...document.querySelectorAll('main *, .panel *, header *')]
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1
          && !element.closest('.segments, .maths, .evidence-frame, .visually-hidden, svg, .grid-frame, .cells-frame, .list-frame, .tabs'))
        .filter((element) => getComputedStyle(element).visibility !== 'hidden')
        .slice(0, 3).map((element) => element.className || element.tagName),
    }));
    expect(wide, address).toBeLessThanOrEqual(0);
    expect(out, address).toEqual([]);
  }
});
