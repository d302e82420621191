// What the specs of the pages share: opening a sample, choosing a language, reading a table of expected figures.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, open } from './watched.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
/** A set of the test cases. */
export const set = (...parts) => path.join(here, '../cases/sets', ...parts);

/** The rows of a CSV file as objects; the files of the cases have no quoted cells where it matters here. */
export function rows(file) {
  const [head, ...lines] = fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(head.map((name, place) => [name, cells[place]])));
}

/** Opens the page with what the reader likes, and waits until it needs nothing more. */
export async function start(page, { language = 'zh-Hans', theme = 'light', address = './' } = {}) {
  await page.addInitScript(
    (liked) => { if (!localStorage.getItem('mingheng.preferences')) localStorage.setItem('mingheng.preferences', liked); },
    JSON.stringify({ language, theme, density: 'roomy' }),
  );
  await open(page, address);
  await page.locator('html[data-ready=true]').waitFor();
}

/** Opens a sample from the first page and waits for its results. */
export async function openSample(page, id = 'a_city') {
  await page.locator(`[data-sample="${id}"]`).click();
  await page.locator('tr[data-subject]').first().waitFor();
}

/** Goes to an address inside the page. */
export async function go(page, address) {
  await page.evaluate((hash) => { location.hash = hash; }, address);
}

/** Waits until a subject's number is explained. */
export async function explained(page, title) {
  await expect(page.locator('.panel .panel-title')).toContainText(title);
  await expect(page.locator('.panel')).toHaveAttribute('aria-busy', 'false');
}
