// The single file in the machine's own Firefox, from the disk. Playwright cannot drive that one, so this speaks
// Marionette, Firefox's own remote control: JSON with its length before it, over a socket.
// Usage: node tests/e2e/firefox.mjs [FILE]   (dist/mingheng.html; MINGHENG_FIREFOX names another browser)
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const file = path.resolve(process.argv[2] ?? path.join(here, '../../dist/mingheng.html'));
const firefox = process.env.MINGHENG_FIREFOX || ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((name) => fs.existsSync(name));
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'mingheng-firefox-'));
fs.writeFileSync(path.join(profile, 'user.js'), [
  ['marionette.port', 0],
  ['intl.accept_languages', 'zh-CN'],
  // It talks to its maker otherwise.
  ['app.normandy.enabled', false], ['datareporting.policy.dataSubmissionEnabled', false], ['network.captive-portal-service.enabled', false],
  ['network.connectivity-service.enabled', false], ['services.settings.server', 'data:,'], ['browser.shell.checkDefaultBrowser', false],
].map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
const browser = spawn(firefox, ['--headless', '--no-remote', '--marionette', '--profile', profile], { stdio: 'ignore' });
const gone = new Promise((ended) => { browser.once('exit', ended); browser.once('error', ended); });

/** The port is in the profile once the browser listens. */
async function port() {
  const note = path.join(profile, 'MarionetteActivePort');
  for (let tries = 0; tries < 600; tries += 1) {
    const text = fs.existsSync(note) ? fs.readFileSync(note, 'utf8').trim() : '';
    if (text) return Number(text);
    if (browser.exitCode !== null) break;
    await pause(100);
  }
  throw new Error(`${firefox} did not start`);
}

/** A function that asks the browser and waits for its answer. */
async function connect() {
  const socket = net.connect(await port(), '127.0.0.1');
  const waiting = new Map();
  let kept = Buffer.alloc(0);
  let number = 0;
  const greeted = new Promise((heard) => waiting.set(0, { heard }));
  socket.on('data', (piece) => {
    kept = Buffer.concat([kept, piece]);
    for (let colon = kept.indexOf(':'); colon > 0; colon = kept.indexOf(':')) {
      const end = colon + 1 + Number(kept.subarray(0, colon).toString());
      if (kept.length < end) return;
      const message = JSON.parse(kept.subarray(colon + 1, end).toString());
      kept = kept.subarray(end);
      const [, id, error, result] = Array.isArray(message) ? message : [1, 0, null, message];
      if (error) waiting.get(id).failed(new Error(`${error.error}: ${error.message}`));
      else waiting.get(id).heard(result);
    }
  });
  await greeted;
  return {
    ask: (command, given = {}) => new Promise((heard, failed) => {
      number += 1;
      waiting.set(number, { heard, failed });
      const text = JSON.stringify([0, number, command, given]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    }),
    close: () => socket.destroy(),
  };
}

let passed = 0;
let failed = 0;
async function test(name, check) {
  try {
    await check();
    passed += 1;
    console.log(`ok  ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
}

let link;
try {
  link = await connect();
  await link.ask('WebDriver:NewSession', {});
  const run = async (script) => (await link.ask('WebDriver:ExecuteScript', { script: `return (${script})()`, args: [] })).value;
  const until = async (script) => {
    const last = Date.now() + 30_000;
    for (;;) {
      const found = await run(script);
      if (found) return found;
      if (Date.now() > last) throw new Error(`never true: ${script}\n${await run('() => document.body.innerText.slice(0, 500)')}`);
      await pause(50);
    }
  };
  await test('R59 Firefox: the single file opens from the disk', async () => {
    await link.ask('WebDriver:Navigate', { url: pathToFileURL(file).href });
    await until("() => document.documentElement.dataset.ready === 'true'");
    assert.match(await run("() => document.querySelector('main h1').textContent"), /\S/);
    assert.equal(await run("() => document.querySelectorAll('[data-sample]').length"), 5);
    assert.equal(await run("() => document.getElementById('boot')"), null);
  });
  await test('R59 Firefox: a sample is opened, scored and explained', async () => {
    await run("() => { document.addEventListener('securitypolicyviolation', (event) => { (window.breaches ||= []).push(event.violatedDirective); }); document.querySelector('[data-sample=a_city]').click(); }");
    await until("() => document.querySelectorAll('tr[data-subject]').length === 22");
    await run("() => document.querySelector('tr[data-subject] [data-column=published] a').click()");
    await until("() => document.querySelector('.panel[aria-busy=false] .parts .part-sum')");
    assert.equal(await run('() => (window.breaches || []).join()'), '');
  });
  await test('R59 Firefox: nothing was asked of any network', async () => {
    const asked = await run("() => performance.getEntriesByType('resource').map((entry) => entry.name)");
    assert.deepEqual(asked.filter((name) => !/^(data|blob|file):/.test(name)), []);
  });
} catch (error) {
  failed += 1;
  console.log(`FAILED  ${error.stack}`);
} finally {
  if (link) {
    await Promise.race([link.ask('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {}), pause(5000)]);
    link.close();
  }
  if (browser.exitCode === null) browser.kill('SIGKILL');
  await gone;
  fs.rmSync(profile, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
