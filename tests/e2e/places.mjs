// Where the page can be opened from, for the specs that open it from elsewhere than the usual site.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
/** The finished site. */
export const dist = path.join(here, '../../dist');
/** All of it in one file. */
export const single = path.join(dist, 'mingheng.html');
export const singleAddress = pathToFileURL(single).href;
/** A site that breaks on demand: `scripts/build --dev --features faults --out …`. */
export const faulty = process.env.MINGHENG_FAULTY || path.join(here, '../../target/web/site-faults');

/** Opens an address and waits until the page needs nothing more. `page` may be a frame, then `address` is left out. */
export async function ready(page, address) {
  if (address) await page.goto(address);
  await page.locator('html[data-ready=true]').waitFor();
}

/** The main job: opens a sample, sees its scores, has one explained, down to the reported figure. */
export async function mainJob(page, expect) {
  await page.locator('[data-sample=a_city]').click();
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
  await page.locator('[data-switch=category] .segment-option').nth(1).click();
  await expect(page.locator('tr[data-subject]')).toHaveCount(18);
  await page.locator('tr[data-subject=D37] [data-column=published] a').click();
  const panel = page.locator('.panel');
  await expect(panel.locator('.panel-title')).toContainText('示例市市委党校');
  await expect(panel.locator('.part-sum')).toContainText('79.9914');
  for (const name of ['工作任务完成情况', '重点工作', '年度重点任务完成率']) {
    await panel.locator('.parts a', { hasText: name }).click();
    await expect(panel.locator('.panel-title')).toContainText(name);
    await expect(panel).toHaveAttribute('aria-busy', 'false');
  }
  await expect(panel.locator('[data-figure=headline]')).toHaveText('6.4167');
  await expect(panel.locator('.steps')).toContainText('0.916667');
  await panel.locator('.panel-close').click();
  await expect(panel).toHaveCount(0);
}
