// The main job: from a sample to every score, and from every score to how it came about.
import { explained, go, openSample, rows, set, start } from './page.mjs';
import { expect, test } from './watched.mjs';

const cell = (page, subject, column) => page.locator(`tr[data-subject="${subject}"] [data-column="${column}"]`);

async function agrees(page, file) {
  const expected = rows(set('a_city', 'expected', file));
  await expect(page.locator('tr[data-subject]')).toHaveCount(expected.length);
  const shown = await page.locator('tr[data-subject]').evaluateAll((all) => all.map((row) => {
    const text = (column) => row.querySelector(`[data-column="${column}"]`).textContent.trim();
    return [row.dataset.subject, text('published'), text('rank'), text('grade')].join(' ');
  }));
  expect(shown.sort()).toEqual(expected.map((row) => [row.unit_id, row.total_2dp, row.rank, row.grade_final].join(' ')).sort());
}

test('one click leads from the first page to a scored sample', async ({ page }) => {
  await start(page);
  await openSample(page);
  await expect(page).toHaveURL(/#\/results\?category=A$/);
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
});

test('all forty departments have the published score, rank and grade of the expected table', async ({ page }) => {
  await start(page);
  await openSample(page);
  await page.getByRole('radio', { name: /全部/ }).check();
  await agrees(page, 'unit_scores.csv');
});

test('a scheme recomputes everything, and the arrows say who moved', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/results?scheme=austerity');
  await expect(page.getByRole('radio', { name: '财政紧缩期' })).toBeChecked();
  await expect(cell(page, 'D01', 'published')).toHaveText('85.37');
  await agrees(page, 'unit_scores__austerity.csv');
  await expect(cell(page, 'D01', 'change')).toContainText('上升 1 名');
  await expect(page.locator('.legend-compared')).toContainText('与现行权重相比');
  await page.getByRole('radio', { name: '现行权重' }).check();
  await expect(cell(page, 'D01', 'published')).toHaveText('85.56');
  await agrees(page, 'unit_scores.csv');
  await expect(page.locator('.legend-compared')).toContainText('财政紧缩期');
  await expect(cell(page, 'D01', 'change')).toContainText('下降 1 名');
});

test('D37 is explained: 79.99, one cent below the line, rounded once', async ({ page }) => {
  await start(page);
  await openSample(page);
  await page.getByRole('radio', { name: /B 类/ }).check();
  await cell(page, 'D37', 'published').locator('a').click();
  await expect(page).toHaveURL(/#\/results\/D37\/total\?category=B$/);
  await explained(page, '示例市市委党校');
  const panel = page.locator('.panel');
  await expect(panel.locator('[data-figure=headline]')).toHaveText('79.99');
  await expect(panel.locator('.headline')).toContainText('合格');
  await expect(panel.locator('[data-figure=rank]')).toHaveText('第 18 名 / 18');
  await expect(panel.locator('.said')).toContainText('差 0.01 分');
  await expect(panel.locator('.said')).toContainText('79.991441');
  await expect(panel.locator('.said')).toContainText('80.00');
  const parts = await panel.locator('.parts .part:not(.part-sum) .part-value').allTextContents();
  const sum = parts.reduce((all, text) => all + Number(text.replace('−', '-')), 0);
  expect(Math.abs(sum - 79.9914)).toBeLessThan(0.0003);
  await expect(panel.locator('.part-sum')).toContainText('79.9914');
  await expect(panel.locator('.events')).toContainText('失信记录-履约践诺');
  await expect(panel.locator('.losses li').first()).toContainText('省级条线考核位次');
});

test('from the total down to the reported figures and up again, every step has its address', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/results/D37/total?category=B');
  await explained(page, '示例市市委党校');
  const panel = page.locator('.panel');
  await panel.locator('.parts a', { hasText: '工作任务完成情况' }).click();
  await explained(page, '工作任务完成情况');
  await panel.locator('.parts a', { hasText: '重点工作' }).click();
  await explained(page, '重点工作');
  await panel.locator('.parts a', { hasText: '年度重点任务完成率' }).click();
  await explained(page, '年度重点任务完成率');
  await expect(page).toHaveURL(/#\/results\/D37\/A101\?category=B$/);
  await expect(panel.locator('[data-figure=headline]')).toHaveText('6.4167');
  await expect(panel.locator('.evidence').first()).toContainText('measurements.csv');
  await expect(panel.locator('.steps')).toContainText('0.916667');
  await page.goBack();
  await explained(page, '重点工作');
  await page.goForward();
  await explained(page, '年度重点任务完成率');
  await panel.locator('.crumbs a', { hasText: '总分' }).click();
  await explained(page, '示例市市委党校');
  await panel.locator('.panel-close').click();
  await expect(panel).toHaveCount(0);
});

test('a veto is said first, with what it would have been without', async ({ page }) => {
  await start(page);
  await openSample(page);
  await expect(cell(page, 'D15', 'grade')).toHaveText('不合格');
  await expect(cell(page, 'D15', 'adjustment')).toContainText('一票否决：重大安全责任事故');
  await cell(page, 'D15', 'published').locator('a').click();
  await explained(page, '示例市应急管理局');
  await expect(page.locator('.said p').first()).toContainText('一票否决');
  await expect(page.locator('.said')).toContainText('如无否决');
});

test('rows can be searched, filtered and sorted, and the address keeps it', async ({ page }) => {
  await start(page);
  await openSample(page);
  await page.getByRole('searchbox').fill('教育');
  await expect(page.locator('tr[data-subject]')).toHaveCount(1);
  await expect(page.locator('#announcer')).toContainText('显示 1 / 共 22');
  await page.getByRole('button', { name: '清除筛选' }).first().click();
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
  await page.getByLabel('按情况筛选').selectOption('veto');
  await expect(page.locator('tr[data-subject]')).toHaveCount(1);
  await page.goBack();
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
  await page.locator('[data-sort=published]').click();
  await page.locator('[data-sort=published]').click();
  await expect(page.locator('th.column-published')).toHaveAttribute('aria-sort', 'ascending');
  const figures = (await page.locator('[data-column=published]').allTextContents()).map(Number);
  expect(figures).toEqual([...figures].sort((a, b) => a - b));
  await page.locator('.legend-key').nth(2).click();
  await expect(page).toHaveURL(/sort=-dimension/);
  const first = page.locator('tr[data-subject]').first().locator('.segment.comes-first');
  await expect(first).toHaveCount(1);
});

test('nobody is found: the page says so and offers the way back', async ({ page }) => {
  await start(page);
  await openSample(page);
  await page.getByRole('searchbox').fill('没有这样的单位');
  await expect(page.getByText('没有符合条件的单位。')).toBeVisible();
  await page.locator('.table-frame').getByRole('button', { name: '清除筛选' }).click();
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
});

test('a link to a result is kept while its document is opened', async ({ page }) => {
  await start(page, { address: './#/results/D37/total?category=B' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('考核结果');
  await openSample(page);
  await explained(page, '示例市市委党校');
});

test('ten rows are in sight on an office screen at 125 %', async ({ page }) => {
  await page.setViewportSize({ width: 1093, height: 614 });
  await start(page);
  await openSample(page);
  for (const address of ['#/results?category=B', '#/results/D27/total?category=B']) {
    await go(page, address);
    const tenth = await page.locator('tr[data-place="9"]').boundingBox();
    expect(tenth.y + tenth.height).toBeLessThanOrEqual(614);
  }
});

for (const [id, subjects] of [['b_ciq', 7], ['c_company', 5], ['d_civil', 21], ['e_county', 12]]) {
  test(`the sample ${id} opens, and each of its totals leads somewhere`, async ({ page }) => {
    await start(page);
    await openSample(page, id);
    await expect(page.locator('tr[data-subject]')).toHaveCount(subjects);
    await page.locator('tr[data-place="0"] [data-column=published] a').click();
    await expect(page.locator('.parts a').first()).toBeVisible();
    for (let depth = 0; depth < 6 && await page.locator('.parts a').count(); depth += 1) {
      const before = page.url();
      await page.locator('.parts a').first().click();
      await expect(page).not.toHaveURL(before);
      await expect(page.locator('.panel')).toHaveAttribute('aria-busy', 'false');
      await expect(page.locator('.headline strong')).not.toHaveText('');
    }
    await expect(page.locator('.steps')).toBeVisible();
  });
}
