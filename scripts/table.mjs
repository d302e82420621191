// How fast the table that is filled in is: ten thousand cells pasted, and a hundred thousand rows scrolled. Each beside
// what the same browser needs, in the same run, for the least that must be done.
// Usage: node scripts/table.mjs --root dist [--runs 5]
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { made } from '../tests/e2e/made.mjs';
import { serve } from './serve.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(path.join(here, '../tests/e2e/package.json'))('playwright-core');
const { values } = parseArgs({ options: { root: { type: 'string', default: 'dist' }, runs: { type: 'string', default: '5' } } });
const runs = Number(values.runs);

const server = await serve({ root: values.root, gzip: true });
const browser = await chromium.launch({
  executablePath: process.env.MINGHENG_CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

async function table(rows, indicators, value) {
  const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.locator('html[data-ready=true]').waitFor();
  await page.locator('#file-field').setInputFiles(made(rows, indicators, value));
  await page.locator('.header', { hasText: '表格' }).waitFor({ timeout: 120_000 });
  await page.evaluate(() => { location.hash = '#/data/table'; });
  await page.locator('.cells-row[data-place="0"] [data-column="1"]').waitFor({ timeout: 120_000 });
  await page.waitForTimeout(2_000);
  return page;
}

const spread = (times) => { times.sort((a, b) => a - b); return [times[0], times[Math.floor(times.length / 2)], times.at(-1)]; };
const line = (name, [least, middle, most]) => console.log(`   ${name.padEnd(58)}${[least, middle, most].map((one) => one.toFixed(1).padStart(9)).join('')}`);
console.log(`   ${'ms'.padEnd(58)}${['min', 'median', 'max'].map((one) => one.padStart(9)).join('')}`);

// --- ten thousand cells ---
{
  const page = await table(1_000, 10, () => 1);
  const beside = await browser.newPage();
  const onShow = [];
  const undone = [];
  const plain = [];
  for (let run = 0; run < runs; run += 1) {
    await page.bringToFront();
    const took = await page.evaluate(async (run) => {
      const cell = (row, k) => (row + k) / 8 + run;
      const text = Array.from({ length: 1_000 }, (_, row) => Array.from({ length: 10 }, (_, k) => cell(row, k)).join('\t')).join('\n');
      const frames = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
      const field = document.querySelector('.cells-editor');
      document.querySelector('.cells-row[data-place="0"] [data-column="1"]').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0, pointerType: 'mouse' }));
      dispatchEvent(new PointerEvent('pointerup'));
      field.focus();
      await frames();
      const total = () => document.querySelector('.cells-row[data-place="0"] .cells-total').textContent;
      const before = total();
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const began = performance.now();
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      await frames();
      const shown = performance.now() - began;
      if (document.querySelector('.cells-row[data-place="3"] [data-column="2"]').textContent !== String(cell(3, 1))) throw new Error('what was pasted is not on show');
      while (total() === before) await new Promise((done) => { setTimeout(done, 1); });
      const answered = performance.now() - began;
      return { shown, answered, text };
    }, run);
    onShow.push(took.shown);
    undone.push(took.answered);
    // The least: the same numbers as the text of one message to a worker and back, read there, and written to cells. The
    // page's own policy allows no such worker, so it is made beside it.
    await beside.bringToFront();
    plain.push(await beside.evaluate(async (text) => {
      const frames = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
      const worker = new Worker(URL.createObjectURL(new Blob(['onmessage = (event) => postMessage(JSON.stringify(JSON.parse(event.data)))'])));
      await new Promise((done) => { worker.onmessage = done; worker.postMessage('0'); });
      await frames();
      const start = performance.now();
      const cells = text.split('\n').map((line) => line.split('\t').map(Number));
      await new Promise((done) => { worker.onmessage = (event) => done(JSON.parse(event.data)); worker.postMessage(JSON.stringify(cells)); });
      const element = document.createElement('div');
      document.body.append(element);
      for (const row of cells.slice(0, 40)) for (const number of row) element.append(Object.assign(document.createElement('i'), { textContent: number }));
      await frames();
      const took = performance.now() - start;
      element.remove();
      worker.terminate();
      return took;
    }, took.text));
    await page.waitForTimeout(1_500);
  }
  const [shown, answered, least] = [onShow, undone, plain].map(spread);
  line('10,000 cells pasted: on show', shown);
  line('10,000 cells pasted: the totals that follow on show', answered);
  line('   the same numbers to a bare worker and back', least);
  console.log(`   ${(answered[1] / least[1]).toFixed(1)} × the least`);
  await page.context().close();
}

// --- a hundred thousand rows ---
{
  const page = await table(100_000, 20, (row, k) => (row * 7 + k) % 100);
  const ours = [];
  const bare = [];
  for (let run = 0; run < runs; run += 1) {
    const took = await page.evaluate(async () => {
      const frames = async (frame, draw) => {
        const next = () => new Promise((done) => { requestAnimationFrame(done); });
        frame.scrollTop = 0;
        await next();
        await next();
        const took = [];
        let last = await next();
        for (let step = 0; step < 150; step += 1) {
          frame.scrollTop += step % 10 === 9 ? 90_000 : 260;
          draw?.(step);
          const now = await next();
          took.push(now - last);
          last = now;
        }
        took.sort((a, b) => a - b);
        return took[Math.floor(took.length * 0.95)];
      };
      const frame = document.querySelector('.cells-frame');
      const ours = await frames(frame);
      // The least: as many plain cells in a plain scroller, each of which gets another text with every frame.
      const box = document.createElement('div');
      box.style.cssText = 'position:fixed;inset:0;overflow:auto;background:#fff;z-index:99';
      const inner = document.createElement('div');
      inner.style.cssText = 'position:relative;height:4000000px';
      const cells = [];
      for (let row = 0; row < 26; row += 1) {
        const line = document.createElement('div');
        line.style.cssText = 'position:sticky;top:0;display:grid;grid-template-columns:repeat(23,1fr)';
        for (let k = 0; k < 23; k += 1) { const cell = document.createElement('span'); line.append(cell); cells.push(cell); }
        inner.append(line);
      }
      box.append(inner);
      document.body.append(box);
      const bare = await frames(box, (step) => { for (const [k, cell] of cells.entries()) cell.textContent = step * 31 + k; });
      box.remove();
      return { ours, bare };
    });
    ours.push(took.ours);
    bare.push(took.bare);
  }
  const [scrolled, least] = [ours, bare].map(spread);
  line('100,000 × 20 scrolled: the slowest of 20 frames (p95)', scrolled);
  line('   as many plain cells rewritten in a plain scroller', least);
  console.log(`   ${(scrolled[1] / least[1]).toFixed(1)} × the least`);
}
await browser.close();
await server.close();
