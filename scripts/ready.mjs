// How long from the address to a page that can be used: headless Chromium, started anew for each run.
// Usage: node scripts/ready.mjs --root dist [--runs 5]
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from './serve.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(path.join(here, '../tests/e2e/package.json'))('playwright-core');
const { values } = parseArgs({ options: { root: { type: 'string', default: 'dist' }, runs: { type: 'string', default: '5' } } });

const cases = [
  { name: 'this machine' },
  { name: '4 times slower, 10 Mbit/s, 40 ms', slow: 4, latency: 40, bytesPerSecond: 10e6 / 8 },
];

async function once(url, { slow, latency, bytesPerSecond }) {
  const browser = await chromium.launch({
    executablePath: process.env.MINGHENG_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    // Without the service worker: it fetches everything once more in the background.
    const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
    const page = await context.newPage();
    if (slow) {
      const devtools = await context.newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow });
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond });
    }
    // Ready: the program ran, and the frame with its first page was drawn. Counted from the navigation's start.
    await page.addInitScript(() => {
      window.readyAfter = new Promise((ready) => {
        addEventListener('TrunkApplicationStarted', () => requestAnimationFrame(() => requestAnimationFrame(() => ready(performance.now()))));
      });
    });
    await page.goto(url);
    return await page.evaluate(() => window.readyAfter);
  } finally { await browser.close(); }
}

const server = await serve({ root: values.root, gzip: true });
const pad = (value) => value.toFixed(0).padStart(8);
console.log(`   ${'ms'.padEnd(36)}${'min'.padStart(8)}${'median'.padStart(8)}${'max'.padStart(8)}`);
for (const given of cases) {
  const times = [];
  for (let run = 0; run < Number(values.runs); run += 1) times.push(await once(server.url, given));
  times.sort((a, b) => a - b);
  console.log(`   ${given.name.padEnd(36)}${pad(times[0])}${pad(times[Math.floor(times.length / 2)])}${pad(times.at(-1))}`);
}
await server.close();
