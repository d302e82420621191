// Everybody can use it: with a keyboard alone, read aloud, in either language, on a small screen.
import AxeBuilder from '@axe-core/playwright';
import { explained, go, openSample, rows as csv, set, start } from './page.mjs';
import { expect, test } from './watched.mjs';

const places = [
  ['first page', '#/'],
  ['indicators', '#/indicators'],
  ['an indicator', '#/indicators/A101'],
  ['results', '#/results?category=A&scheme=austerity'],
  ['a total', '#/results/D15/total?category=A'],
  ['an indicator explained', '#/results/D37/A101?category=B'],
  ['nobody found', '#/results?search=zzz'],
  ['nothing there', '#/results/D99/total'],
];

for (const theme of ['light', 'dark']) {
  for (const [name, address] of places) {
    test(`no accessibility faults: ${name}, ${theme}`, async ({ page }) => {
      await start(page, { theme });
      await openSample(page);
      await go(page, address);
      await page.locator('h1').waitFor();
      if (/\/(D|A)\d/.test(address)) await expect(page.locator('.panel .panel-title')).toBeVisible();
      await expect(page.locator('.panel[aria-busy=true]')).toHaveCount(0);
      // Nothing half-way through an animation is measured.
      await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(violations.map((fault) => `${fault.id}: ${fault.nodes.slice(0, 4).map((node) => node.target).join(' | ')}`)).toEqual([]);
    });
  }
}

test('a keyboard alone reaches every explanation', async ({ page }) => {
  await start(page);
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  const tabTo = async (locator, most = 60) => {
    for (let step = 0; step < most; step += 1) {
      if (await locator.evaluateAll((all) => all.includes(document.activeElement))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('not reached by the tab key');
  };
  await tabTo(page.locator('[data-sample=a_city]'));
  await page.keyboard.press('Enter');
  await page.locator('tr[data-subject]').first().waitFor();
  await tabTo(page.locator('.table a'));
  // Down three rows, along the row to the second dimension.
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
    const before = await page.evaluateHandle(() => document.activeElement);
    await page.keyboard.press(key);
    await page.waitForFunction((was) => document.activeElement !== was, before);
  }
  const segment = page.locator('tr[data-place="3"] .segment').nth(1);
  await expect(segment).toBeFocused();
  await page.keyboard.press('Enter');
  await explained(page, '工作质量和效果');
  await expect(page.locator('.panel .panel-title')).toBeFocused();
  await tabTo(page.locator('.parts a'));
  await page.keyboard.press('Enter');
  await explained(page, '依法行政');
  await tabTo(page.locator('.parts a'));
  await page.keyboard.press('Enter');
  await expect(page.locator('.panel .steps')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.panel')).toHaveCount(0);
  await expect(segment).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(page.locator('tr[data-place="21"] a').nth(4)).toBeFocused();
  // One tab stop: the next one is out of the table.
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => !!document.activeElement.closest('.table'))).toBe(false);
});

test('the tree of indicators opens and closes from the keyboard', async ({ page }) => {
  await start(page);
  await openSample(page);
  await page.locator('.rail a').nth(1).click();
  const rows = page.locator('.tree-row');
  const indicators = csv(set('a_city', 'indicators.csv'));
  const levels = new Set(indicators.flatMap((row) => [row.l1, `${row.l1}/${row.l2}`]));
  await expect(rows).toHaveCount(indicators.length + levels.size);
  await rows.first().locator('a').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(rows.first()).toHaveAttribute('aria-expanded', 'false');
  await page.waitForTimeout(60);
  await page.keyboard.press('ArrowRight');
  await expect(rows.first()).toHaveAttribute('aria-expanded', 'true');
  await page.waitForTimeout(60);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('.panel .panel-title')).toContainText('年度重点任务完成率');
  await expect(page.locator('.panel')).toContainText('得分率 = 完成值 ÷ 目标值');
  await page.getByRole('searchbox').fill('12345');
  await expect(page.locator('.tree-row.is-indicator')).toHaveCount(2);
});

test('both languages, without a reload; in English nothing of ours is Chinese', async ({ page }) => {
  await start(page);
  await openSample(page);
  await page.evaluate(() => { window.sameVisit = true; });
  await page.locator('.header-language').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  for (const [, address] of places) {
    await go(page, address);
    await page.locator('h1').waitFor();
    await expect(page.locator('.panel[aria-busy=true]')).toHaveCount(0);
    const chinese = await page.evaluate(() => {
      const found = [];
      const ours = (element) => !element.closest('[data-content], [lang^="zh"]:not(html)');
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const element = walk.currentNode.parentElement;
        if (/[㐀-鿿＀-￯]/.test(walk.currentNode.data) && element && ours(element) && !/SCRIPT|STYLE/.test(element.tagName)) found.push(walk.currentNode.data);
      }
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
        for (const name of ['aria-label', 'title', 'placeholder']) {
          const text = element.getAttribute(name);
          // A title may repeat a name of the document that is inside the element.
          const names = [...element.querySelectorAll('[data-content]')].map((inner) => inner.textContent);
          if (text && /[㐀-鿿]/.test(text) && ours(element) && !names.includes(text)) found.push(`${name}: ${text}`);
        }
      }
      return found;
    });
    expect(chinese, address).toEqual([]);
  }
  await page.locator('.header-language').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  expect(await page.evaluate(() => window.sameVisit)).toBe(true);
});

for (const [width, height] of [[360, 740], [320, 256]]) {
  test(`nothing scrolls sideways at ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await start(page);
    const fits = async (where) => {
      const { wide, out } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth - window.innerWidth,
        out: [...document.querySelectorAll('main *, .panel *, header *')]
          .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1 && !element.closest('.segments, .maths, .evidence-frame, .visually-hidden, svg'))
          .filter((element) => getComputedStyle(element).visibility !== 'hidden')
          .slice(0, 3).map((element) => element.className || element.tagName),
      }));
      expect(wide, where).toBeLessThanOrEqual(0);
      expect(out, where).toEqual([]);
    };
    await fits('first page');
    await openSample(page);
    for (const [name, address] of places) {
      await go(page, address);
      await page.locator('h1').waitFor({ state: 'attached' });
      await expect(page.locator('.panel[aria-busy=true]')).toHaveCount(0);
      await fits(name);
    }
  });
}

test('every target is at least 24 pixels high or wide enough apart', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/results/D37/total?category=B');
  await explained(page, '示例市市委党校');
  const small = await page.evaluate(() => [...document.querySelectorAll('a, button, input, select, summary')]
    .filter((element) => element.offsetParent && !element.closest('.visually-hidden') && !element.matches('.skip, [hidden]'))
    .filter((element) => !element.matches('.maths *, .losses a, .evidence a'))
    .filter((element) => element.getBoundingClientRect().height < 24)
    .map((element) => `${element.className || element.tagName} ${Math.round(element.getBoundingClientRect().height)}`));
  expect([...new Set(small)]).toEqual([]);
});

test('printed, a result is one sheet of A4', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/results/D37/total?category=B');
  await explained(page, '示例市市委党校');
  const sheets = async () => ((await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
  expect(await sheets()).toBe(1);
  await go(page, '#/results/D37/A101?category=B');
  await explained(page, '年度重点任务完成率');
  expect(await sheets()).toBe(1);
});
