// Files in: what is opened, what is refused, and that nothing leaves the computer.
import fs from 'node:fs';
import { openSample, set, start } from './page.mjs';
import { expect, test } from './watched.mjs';

const dropped = (name, text) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

test('an unreadable file keeps the open document and says what, where and what next', async ({ page }) => {
  await start(page);
  await openSample(page);
  await page.locator('.header-open').click();
  await page.locator('#file-field').setInputFiles(dropped('坏文件.json', '{"a": '));
  const refusal = page.locator('.refusal');
  await expect(refusal).toContainText('“坏文件.json”没有打开');
  await expect(refusal).toContainText('没有变');
  for (const part of ['.finding-what', '.finding-place', '.finding-next']) await expect(refusal.locator(part).first()).not.toBeEmpty();
  await expect(page.locator('#announcer')).toContainText('没有打开');
  await page.getByRole('link', { name: '看考核结果' }).click();
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
  await page.goBack();
  await refusal.getByRole('button').click();
  await expect(refusal).toHaveCount(0);
});

test('a folder of tables opens like a document', async ({ page }) => {
  await start(page);
  await page.locator('#folder-field').setInputFiles(set('a_city'));
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
  await expect(page.locator('.header-document')).toContainText('40 个考核对象');
});

test('a folder can be dropped', async ({ page }) => {
  await start(page);
  // What a browser hands over when a folder is dropped: entries to be walked, a hundred at a time.
  const names = fs.readdirSync(set('b_ciq')).filter((name) => /\.(csv|json)$/.test(name));
  const files = names.map((name) => [name, fs.readFileSync(set('b_ciq', name), 'utf8')]);
  await page.evaluate((list) => {
    const file = ([name, text]) => ({
      isFile: true, fullPath: `/b_ciq/${name}`, file: (done) => done(new File([text], name)),
    });
    let given = false;
    const folder = {
      isFile: false,
      createReader: () => ({ readEntries: (done) => { done(given ? [] : list.map(file)); given = true; } }),
    };
    const event = new Event('drop', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: { items: [{ webkitGetAsEntry: () => folder }], files: [] } });
    // A real event has a real transfer; the page reads only what stands here.
    Object.setPrototypeOf(event, DragEvent.prototype);
    document.querySelector('.frame').dispatchEvent(event);
  }, files);
  await expect(page.locator('tr[data-subject]')).toHaveCount(7);
});

test('a second document replaces the first', async ({ page }) => {
  await start(page);
  await openSample(page);
  await page.locator('.header-open').click();
  await openSample(page, 'e_county');
  await expect(page.locator('tr[data-subject]')).toHaveCount(12);
  await expect(page.locator('.header-document')).toContainText('94 项指标');
});

test.describe('quiet', () => {
  // The service worker fetches in its own time; here only the page counts.
  test.use({ serviceWorkers: 'block' });

  test('no request to anywhere once the page is ready', async ({ page, complaints }) => {
    await start(page);
    complaints.length = 0;
    const asked = [];
    page.context().on('request', (request) => asked.push(request.url()));
    await openSample(page);
    await page.locator('tr[data-subject] [data-column=published] a').first().click();
    await page.locator('.steps').waitFor();
    await page.locator('.header-open').click();
    await openSample(page, 'b_ciq');
    await page.locator('.rail a').nth(1).click();
    await page.locator('.tree-row').first().waitFor();
    await page.locator('.header-mark').click();
    await openSample(page, 'c_company');
    await page.locator('.header-language').click();
    expect(asked).toEqual([]);
  });

  test('it works when the network is cut after it was loaded', async ({ page, context, complaints }) => {
    await start(page);
    complaints.length = 0;
    await context.setOffline(true);
    await openSample(page, 'd_civil');
    await expect(page.locator('tr[data-subject]')).toHaveCount(21);
  });
});

test('a browser that denies storage still opens and computes', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
  });
  await page.goto('./');
  await page.locator('html[data-ready=true]').waitFor();
  await page.locator('.header-language').click();
  await openSample(page);
  await expect(page.locator('tr[data-subject]')).toHaveCount(22);
});

test('what the reader likes is kept until the next visit', async ({ page }) => {
  await start(page);
  await page.locator('.header-language').click();
  await page.getByRole('button', { name: /Appearance: light/ }).click();
  await page.reload();
  await page.locator('html[data-ready=true]').waitFor();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page).toHaveTitle(/Home · Mingheng/);
});
