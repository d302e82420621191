// The large document in headless Chromium, in a Web Worker as on the page. Prints JSON with the least of five runs.
// Usage: node benches/browser.mjs FOLDER SUBJECTS   (FOLDER holds bench.js and bench_bg.wasm)
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../scripts/serve.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(path.join(here, '../tests/e2e/package.json'))('playwright-core');
const [folder, subjects] = [process.argv[2], Number(process.argv[3])];

// What runs in the worker: least of five, each timed by the clock of the browser.
const program = `
importScripts('bench.js');
const least = (work) => {
  let best = Infinity;
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
};
wasm_bindgen('bench_bg.wasm').then(() => {
  wasm_bindgen.prepare(${subjects});
  const assess_ms = least(() => wasm_bindgen.assess());
  const read_ms = least(() => wasm_bindgen.read());
  postMessage({ assess_ms, read_ms, checksum: wasm_bindgen.checksum() });
});`;
writeFileSync(path.join(folder, 'worker.js'), program);
writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>bench</title>');

const server = await serve({ root: folder });
const browser = await chromium.launch({
  executablePath: process.env.MINGHENG_CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  const result = await page.evaluate(() => new Promise((resolve, reject) => {
    const worker = new Worker('worker.js');
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => reject(new Error(event.message));
  }));
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
  await server.close();
}
