// The finished site, whatever is on it: it opens below a path, under its own policy, starts its worker, and opens
// again without a server.
import AxeBuilder from '@axe-core/playwright';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../scripts/serve.mjs';
import { expect, open, test } from './watched.mjs';

const dist = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../dist');

test('the page starts', async ({ page }) => {
  await open(page);
  await expect(page).toHaveTitle(/明衡/);
  await expect(page.locator('h1').first()).toBeVisible();
});

test('every request stays below the path it was opened at', async ({ page, baseURL }) => {
  const asked = [];
  page.context().on('request', (request) => asked.push(request.url()));
  await open(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  expect(asked.filter((url) => !url.startsWith(baseURL))).toEqual([]);
  expect(asked.filter((url) => url.includes('page_bg.wasm')).length).toBeGreaterThan(0);
});

test('the policy refuses foreign and inline scripts', async ({ page, complaints }) => {
  await open(page);
  const ran = await page.evaluate(async () => {
    const breach = new Promise((heard) => document.addEventListener('securitypolicyviolation', (event) => heard(event.violatedDirective)));
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    return { inline: !!window.inlineRan, breach: await breach };
  });
  expect(ran).toEqual({ inline: false, breach: 'script-src-elem' });
  await expect.poll(() => complaints.length).toBeGreaterThan(0);
  complaints.length = 0;
});

test('the worker starts', async ({ page }) => {
  await open(page);
  const problem = await page.evaluate(async () => {
    const loaded = new Promise((seen) => {
      const worker = new Worker(document.querySelector('meta[name="mingheng-worker"]').content);
      worker.onerror = (event) => { event.preventDefault(); seen(event.message || 'the script did not load'); };
      // It is under way when it has its program; a fault at its start would be heard by then.
      worker.onmessage = () => seen('');
      setTimeout(() => seen(''), 2000);
    });
    return loaded;
  });
  expect(problem).toBe('');
});

test('the clerk is fetched when it is asked for, and answers its one task', async ({ page }) => {
  await open(page);
  const asked = [];
  page.context().on('request', (request) => asked.push(request.url()));
  const answer = await page.evaluate(() => new Promise((seen) => {
    const worker = new Worker(document.querySelector('meta[name="mingheng-clerk"]').content);
    worker.onerror = (event) => { event.preventDefault(); seen(event.message || 'the script did not load'); };
    worker.onmessage = (event) => seen(Object.keys(event.data));
    worker.postMessage({ task: { read: { names: [], texts: {} } }, files: [] });
  }));
  expect(answer).toEqual(['read']);
  expect(asked.some((url) => url.includes('clerk_bg.wasm'))).toBe(true);
});

test('it opens again when the server is gone', async ({ page }) => {
  const server = await serve({ root: dist, base: '/elsewhere/' });
  await open(page, server.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => new Promise((taken) => {
    if (navigator.serviceWorker.controller) taken();
    else navigator.serviceWorker.addEventListener('controllerchange', () => taken());
  })));
  await server.close();
  await open(page, `${server.url}?again#/anywhere`);
  await expect(page.locator('h1').first()).toBeVisible();
  const worker = await page.evaluate(() => fetch(document.querySelector('meta[name="mingheng-worker"]').content).then((answer) => answer.status));
  expect(worker).toBe(200);
  const clerk = await page.evaluate(() => fetch(document.querySelector('meta[name="mingheng-clerk"]').content).then((answer) => answer.status));
  expect(clerk).toBe(200);
});

test('a browser without vectors is told which ones work', async ({ page }) => {
  await page.addInitScript(() => { WebAssembly.validate = () => false; });
  await page.goto('./');
  await expect(page.locator('#boot-old')).toBeVisible();
  await expect(page.locator('#boot-old')).toContainText('Firefox 102+');
  await expect(page.locator('#boot-wait')).toBeHidden();
});

test('a file that cannot be fetched is said, not hidden', async ({ page, complaints }) => {
  await page.route('**/page_bg.wasm*', (route) => route.fulfill({ status: 500, body: '' }));
  await page.goto('./');
  await expect(page.locator('#boot-failed')).toBeVisible();
  complaints.length = 0;
});

test('the first page has no accessibility faults', async ({ page }) => {
  await open(page);
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
  expect(passes.length).toBeGreaterThan(5);
});
