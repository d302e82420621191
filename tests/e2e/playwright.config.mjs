// The browser is the machine's own Chromium; MINGHENG_CHROMIUM names another one.
import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';

const chromium = process.env.MINGHENG_CHROMIUM
  || ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

// Chosen once: the processes that run the tests read this file again, and inherit the choice.
if (!process.env.MINGHENG_E2E_PORT) {
  process.env.MINGHENG_E2E_PORT = await new Promise((chosen) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => chosen(String(port)));
    });
  });
}
const port = process.env.MINGHENG_E2E_PORT;
// Below a path, as on a shared host: an address that begins with / would show here.
const base = '/site/mingheng/';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  reporter: process.env.MINGHENG_E2E_REPORT
    ? [['list'], ['json', { outputFile: process.env.MINGHENG_E2E_REPORT }]]
    : [['list']],
  use: {
    browserName: 'chromium',
    baseURL: `http://127.0.0.1:${port}${base}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync',
        // A name that is not this computer's: over http it gets what any intranet host gets, which is less.
        '--host-resolver-rules=MAP intranet.test 127.0.0.1',
      ],
    },
  },
  projects: [
    { name: 'site' },
    // R61: what people do every day, where a browser gives less: no Web Locks, clipboard, service worker, randomUUID.
    {
      name: 'intranet',
      testMatch: /(results|opening|editing)\.spec\.mjs$/,
      use: { baseURL: `http://intranet.test:${port}${base}` },
    },
  ],
  webServer: {
    command: `node ../../scripts/serve.mjs --root ../../dist --base ${base} --port ${port}`,
    url: `http://127.0.0.1:${port}${base}`,
    reuseExistingServer: false,
  },
});
