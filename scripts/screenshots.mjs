// Opens the city sample, asks why one office got 79.99, and takes a picture in each language.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from './serve.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(path.join(here, '../tests/e2e/package.json'))('playwright-core');
const server = await serve({ root: path.join(here, '../dist') });
const browser = await chromium.launch({
  executablePath: process.env.MINGHENG_CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  for (const language of ['zh', 'en']) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 960 } });
    await page.goto(server.url);
    await page.waitForSelector('html[data-ready=true]');
    if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
    await page.locator('[data-sample="a_city"]').click();
    await page.locator('tr[data-subject]').first().waitFor();
    await page.goto(`${server.url}#/results/D37/total?category=B`);
    await page.getByText('79.991441').first().waitFor();
    await page.waitForTimeout(800);
    await page.screenshot({ path: path.join(here, `../docs/results.${language}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
