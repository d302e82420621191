// The program stops in the middle, with a document that is really kept: what was saved stays as it was. How the last
// resort looks is in crash.spec.mjs.
import fs from 'node:fs';
import { serve } from '../../scripts/serve.mjs';
import { banner, begin, cell, cupboard, edit, exported, figure, first, kept, sheet, state, under } from './faults.mjs';
import { faulty, ready } from './places.mjs';
import { expect, test } from './watched.mjs';

let server;
test.beforeAll(async () => { server = await serve({ root: faulty }); });
test.afterAll(() => server?.close());

/** The program panics, and saving stops. */
async function panic(page) {
  await page.locator('#fault').click();
  await expect(page.locator('#crash-box')).toBeVisible();
}

for (const site of ['click', 'effect', 'async', 'drop']) {
  test(`R69 a panic in ${site} with a kept document: saving stops, the rescue file is what was saved, reopening restores it`, async ({ page, complaints }) => {
    const id = await begin(page, `${server.url}?panic=${site}`);
    for (const k of [1, 2, 3]) await edit(page, figure(k));
    const document = await exported(page);
    await state(page, 'saved');
    await panic(page);
    const frozen = kept(await cupboard(page), id);
    const beat = (await cupboard(page))[`lease/${id}/beat`];
    // Nothing that the program still believes reaches the disk: no act, and no sign of life for longer than a beat.
    await page.evaluate(() => {
      const field = window.document.querySelector('.cells-editor');
      if (!field) return;
      field.value = '99';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.dispatchEvent(new Event('blur'));
    });
    await page.waitForTimeout(2_500);
    expect(kept(await cupboard(page), id)).toEqual(frozen);
    expect((await cupboard(page))[`lease/${id}/beat`]).toBe(beat);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载救援文件' }).click()]);
    const rescue = JSON.parse(fs.readFileSync(await download.path(), 'utf8'));
    expect(rescue.document).toBe(id);
    const saved = Object.fromEntries(Object.entries(frozen).filter(([key]) => !key.startsWith('backup/')));
    expect(rescue.records).toEqual(saved);
    expect(under(saved, 'snapshot/').length).toBeGreaterThan(0);
    await page.getByRole('button', { name: '重新打开' }).click();
    await ready(page);
    await state(page, 'saved');
    await sheet(page);
    await expect(cell(page)).toHaveText(figure(3));
    expect(JSON.stringify((await exported(page)).document)).toBe(JSON.stringify(document.document));
    // A program of this kind opens the rescue file as the document it was.
    await page.evaluate(() => { location.hash = '#/'; });
    await page.locator('#file-field').setInputFiles(await download.path());
    await expect.poll(() => page.evaluate(() => window.minghengOpen.id)).not.toBe(id);
    await state(page, 'saved');
    expect(first(await exported(page))).toBe(Number(figure(3)));
    complaints.length = 0;
  });
}

test('R70 two crashes on one document within a minute: it is listed and not opened, another one opens', async ({ page, complaints }) => {
  const id = await begin(page, `${server.url}?panic=click`);
  await edit(page, figure(1));
  for (const _ of [1, 2]) {
    await page.evaluate(() => { location.hash = '#/data'; });
    await panic(page);
    await page.getByRole('button', { name: '重新打开' }).click();
    await ready(page);
  }
  expect(await page.evaluate(() => window.minghengSafe)).toBe(true);
  await expect(page.locator('html')).not.toHaveAttribute('data-save', /./);
  await expect(banner(page, 'safe')).toBeVisible();
  await page.evaluate(() => { location.hash = '#/'; });
  await expect(page.locator(`tr[data-document="${id}"]`)).toBeVisible();
  await page.locator('[data-sample=e_county]').click();
  await expect(page.locator('tr[data-subject]')).toHaveCount(12);
  complaints.length = 0;
});
