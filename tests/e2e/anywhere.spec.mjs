// Anywhere: from a disk, below any path, on an intranet, inside a sandbox, without storage, without a network. Tests
// are named after their rows of the fault matrix in docs/reliability.md.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '../../scripts/serve.mjs';
import { dist, mainJob, ready, single, singleAddress } from './places.mjs';
import { expect, test } from './watched.mjs';

const site = './';
const singleHere = './mingheng.html';
const intranet = (address) => address.replace('127.0.0.1', 'intranet.test');

/** Notes every request of the context from now on. */
function listen(context) {
  const asked = [];
  context.on('request', (request) => asked.push(request.url()));
  return asked;
}

/** Notes breaches of the policy, uncaught errors and refused promises, in every frame, from its first moment. */
async function note(page) {
  await page.addInitScript(() => {
    window.noted = [];
    addEventListener('securitypolicyviolation', (event) => window.noted.push(`${event.violatedDirective}: ${event.blockedURI}`));
    addEventListener('error', (event) => window.noted.push(`error: ${event.message}`));
    addEventListener('unhandledrejection', (event) => window.noted.push(`refused: ${event.reason}`));
  });
}
const noted = (frame) => frame.evaluate(() => window.noted);

/** A browser that denies storage: the question alone throws, as in a third-party frame with cookies blocked. */
async function denyStorage(page) {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
    }
  });
}

test.describe('the single file, from a disk', () => {
  test('R59 a sample is opened, scored, explained and printed, without one request', async ({ page, context }) => {
    const asked = listen(context);
    await note(page);
    await ready(page, singleAddress);
    await mainJob(page, expect);
    const paper = await page.pdf();
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    expect(paper.length).toBeGreaterThan(20_000);
    expect(await noted(page)).toEqual([]);
    expect(asked[0]).toBe(singleAddress);
    expect(asked.slice(1).filter((url) => !/^(blob|data):/.test(url))).toEqual([]);
    expect(await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !/^(blob|data):/.test(name)))).toEqual([]);
  });

  test('R59 the page is the same after a reload, at its address', async ({ page }) => {
    await ready(page, `${singleAddress}#/results/D37/total?category=B`);
    await page.reload();
    await ready(page);
    await page.locator('[data-sample=a_city]').click();
    await expect(page.locator('.panel .part-sum')).toContainText('79.9914');
  });

  test('R59 a folder and a name of any letters', async ({ page }) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mingheng '));
    try {
      const copy = path.join(folder, '绩效考核 #1 (终稿) 100%.html');
      fs.copyFileSync(single, copy);
      await ready(page, pathToFileURL(copy).href);
      await page.locator('[data-sample=b_ciq]').click();
      await expect(page.locator('tr[data-subject]')).toHaveCount(7);
    } finally { fs.rmSync(folder, { recursive: true }); }
  });

  test('R59 a worker that was used up is replaced', async ({ page }) => {
    await ready(page, singleAddress);
    for (const [id, subjects] of [['b_ciq', 7], ['c_company', 5], ['d_civil', 21], ['e_county', 12], ['a_city', 22]]) {
      await page.locator(`[data-sample=${id}]`).click();
      await expect(page.locator('tr[data-subject]')).toHaveCount(subjects);
      await page.locator('.header-open').click();
    }
  });

  test('R59 the clerk starts from inside the file, and is not there before it is asked for', async ({ page }) => {
    await ready(page, singleAddress);
    const answer = await page.evaluate(() => new Promise((seen) => {
      const worker = new Worker(minghengClerk());
      worker.onerror = (event) => { event.preventDefault(); seen(event.message || 'the script did not load'); };
      worker.onmessage = (event) => seen(Object.keys(event.data));
      worker.postMessage({ task: { read: { names: [], texts: {} } }, files: [] });
    }));
    expect(answer).toEqual(['read']);
  });

  test('R59 it is at most 3 MB and holds everything', () => {
    // A build for work on the page holds much more; what is released is held to the limit by the build as well.
    const text = fs.readFileSync(single, 'utf8');
    if (fs.statSync(path.join(dist, 'page_bg.wasm')).size < 5_000_000) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3_000_000);
    expect([...text.matchAll(/<(?:link|script|img)\b[^>]*\b(?:href|src)="(?!data:)[^"]*"/g)].map((match) => match[0])).toEqual([]);
    expect(text).not.toContain('serviceWorker.register(\'');
    expect(text).not.toContain('mingheng-keeper" content');
  });
});

// What the page may look for although a plain http host has it not, and where it looks before it goes another way.
const looksFor = {
  serviceWorker: 'index.html, before it registers the service worker of a site',
  locks: 'store/tabs.rs, before pages ask each other who writes',
  clipboard: 'ui/effects.rs, before it copies a link the old way',
};
for (const [name, address] of [['the site', site], ['the single file', singleHere]]) {
  test(`R61 plain http on an intranet: ${name} misses nothing that is not there`, async ({ page, baseURL }) => {
    await note(page);
    await page.addInitScript(() => {
      window.looked = [];
      window.missing = { clipboard: navigator.clipboard, locks: navigator.locks, storage: navigator.storage, serviceWorker: navigator.serviceWorker, subtle: crypto.subtle, randomUUID: crypto.randomUUID, showSaveFilePicker: window.showSaveFilePicker, caches: window.caches };
      const watch = (of, key) => Object.defineProperty(of, key, { get() { window.looked.push(key); return undefined; } });
      for (const key of ['clipboard', 'locks', 'storage', 'serviceWorker']) watch(Navigator.prototype, key);
      for (const key of ['subtle', 'randomUUID']) watch(Crypto.prototype, key);
      for (const key of ['showSaveFilePicker', 'showOpenFilePicker', 'caches']) watch(window, key);
    });
    await ready(page, intranet(new URL(address, baseURL).href));
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    expect(await page.evaluate(() => Object.entries(window.missing).filter(([, there]) => there !== undefined))).toEqual([]);
    await mainJob(page, expect);
    await page.locator('tr[data-subject=D37] [data-column=published] a').click();
    await page.getByRole('button', { name: '复制链接' }).click();
    await expect(page.locator('#announcer')).toContainText('已复制');
    const looked = await page.evaluate(() => [...new Set(window.looked)]);
    expect(looked.filter((key) => !(key in looksFor))).toEqual([]);
    expect(looked).toContain('clipboard');
    expect(await noted(page)).toEqual([]);
  });
}

for (const [name, address] of [['the site', site], ['the single file', singleHere]]) {
  test.describe('without the service worker', () => {
    // It fetches in its own time; here only the page counts.
    test.use({ serviceWorkers: 'block' });

    test(`R62 R76 ${name}: the server goes away after it was loaded, and nothing asks for it`, async ({ page, context, complaints }) => {
      const server = await serve({ root: dist, base: '/gone/' });
      await ready(page, new URL(address, server.url).href);
      // The blocked worker's registration is nothing at all; no browser does that.
      complaints.length = 0;
      const asked = listen(context);
      await server.close();
      await context.setOffline(true);
      await mainJob(page, expect);
      await page.locator('.header-language').click();
      await page.locator('.header-open').click();
      await page.locator('[data-sample=e_county]').click();
      await expect(page.locator('tr[data-subject]')).toHaveCount(12);
      await page.locator('.rail a').nth(1).click();
      await page.locator('.tree-row').first().waitFor();
      expect(asked.filter((url) => !/^(blob|data):/.test(url))).toEqual([]);
    });
  });
}

test.describe('R63 inside another page', () => {
  let folder;
  let portal;
  test.beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mingheng-portal-'));
    portal = await serve({ root: folder });
  });
  test.afterAll(async () => {
    await portal.close();
    fs.rmSync(folder, { recursive: true });
  });

  /** A page of another site that shows the single file in a frame. */
  const embed = async (page, baseURL, attributes) => {
    fs.writeFileSync(path.join(folder, 'index.html'), `<!DOCTYPE html><title>portal</title><link rel="icon" href="data:,"><iframe ${attributes} width="1200" height="700" src="${new URL(singleHere, baseURL).href}"></iframe>`);
    await page.goto(intranet(portal.url));
    const frame = await page.locator('iframe').elementHandle().then((element) => element.contentFrame());
    await ready(frame);
    return frame;
  };

  test('a frame that may only run scripts', async ({ page, baseURL }) => {
    await note(page);
    const frame = await embed(page, baseURL, 'sandbox="allow-scripts"');
    expect(await frame.evaluate(() => { try { return typeof localStorage; } catch (error) { return error.name; } })).toBe('SecurityError');
    await expect(frame.locator('main h1')).toBeVisible();
    await frame.locator('.header-language').click();
    await mainJobIn(frame);
    expect(await noted(frame)).toEqual([]);
  });

  test('a frame of another site that may store nothing', async ({ page, baseURL }) => {
    await note(page);
    await denyStorage(page);
    const frame = await embed(page, baseURL, '');
    await expect(frame.locator('main h1')).toBeVisible();
    await frame.locator('.header-language').click();
    await mainJobIn(frame);
    expect(await noted(frame)).toEqual([]);
  });

  const mainJobIn = async (frame) => {
    await frame.locator('[data-sample=a_city]').click();
    await expect(frame.locator('tr[data-subject]')).toHaveCount(22);
    await frame.locator('tr[data-subject] [data-column=published] a').first().click();
    await expect(frame.locator('.panel .part-sum')).toBeVisible();
  };
});

for (const [name, address] of [['the site', site], ['the single file', singleHere], ['the single file from a disk', singleAddress]]) {
  test(`R65 ${name} without WebAssembly says so within a second`, async ({ page }) => {
    await page.addInitScript(() => {
      delete window.WebAssembly;
      const look = () => {
        const said = document.getElementById('boot-old');
        if (said && !said.hidden) window.saidAfter = performance.now(); else setTimeout(look, 5);
      };
      look();
    });
    await page.goto(address, { waitUntil: 'commit' });
    await expect(page.locator('#boot-old')).toBeVisible();
    await expect(page.locator('#boot-old')).toContainText('Chrome / Edge / 360');
    expect(await page.evaluate(() => window.saidAfter)).toBeLessThan(1000);
    await expect(page.locator('#boot-wait')).toBeHidden();
  });
}

for (const [name, address] of [['the site', site], ['the single file', singleHere]]) {
  test(`R65 ${name} says that the server's policy forbids WebAssembly`, async ({ page, complaints }) => {
    await page.route((url) => /\/(mingheng\.html)?$/.test(url.pathname), async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': "script-src 'self' 'unsafe-inline'" } });
    });
    await page.goto(address);
    await expect(page.locator('#boot-forbidden')).toBeVisible();
    await expect(page.locator('#boot-forbidden')).toContainText("'wasm-unsafe-eval'");
    await expect(page.locator('#boot-reason')).toContainText('CompileError');
    await expect(page.locator('#boot-failed')).toBeHidden();
    complaints.length = 0;
  });
}

test('R65 a damaged single file says that it is damaged', async ({ page, complaints }) => {
  const text = fs.readFileSync(single, 'utf8');
  // In the middle of the page's program.
  const place = text.indexOf('id="mingheng-page"') + 100_000;
  await page.route('**/damaged.html', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: `${text.slice(0, place)}AAAAAAAA${text.slice(place + 8)}` }));
  await page.goto('./damaged.html');
  await expect(page.locator('#boot-failed')).toBeVisible();
  await expect(page.locator('#boot-reason')).not.toBeEmpty();
  complaints.length = 0;
});

for (const [name, address] of [['the site', site], ['the single file from a disk', singleAddress]]) {
  test(`R66 ${name} works where storage is denied`, async ({ page }) => {
    await note(page);
    await denyStorage(page);
    await ready(page, address);
    await page.locator('.header-language').click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.locator('.header-language').click();
    await mainJob(page, expect);
    expect(await noted(page)).toEqual([]);
    // Here belongs, when it exists: the banner that says that nothing is kept.
  });
}

const hashes = (texts) => texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');
const inline = (text, tag) => [...text.matchAll(new RegExp(`<${tag}>([^]*?)</${tag.split(' ')[0]}>`, 'g'))].map((match) => match[1]);
const policies = {
  site: (text) => `default-src 'none'; script-src 'self' ${hashes(inline(text, 'script'))} 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; object-src 'none'`,
  single: (text) => `default-src 'none'; script-src ${hashes(['script', 'script id="mingheng-unpack"', 'script type="module"'].flatMap((kind) => inline(text, kind)))} 'wasm-unsafe-eval'; style-src ${hashes(inline(text, 'style'))}; img-src data: blob:; worker-src blob:; connect-src 'none'; form-action 'none'; base-uri 'none'; object-src 'none'`,
};
for (const [name, file, kind] of [['the site', 'index.html', 'site'], ['the single file', 'mingheng.html', 'single']]) {
  test(`R75 the policy of ${name}, word for word`, () => {
    const text = fs.readFileSync(path.join(dist, file), 'utf8');
    const policy = text.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/);
    expect(policy[1]).toBe(policies[kind](text));
    // It holds only for what comes after it.
    expect(text.slice(0, policy.index).replace(/\s+/g, ' ')).toBe('<!DOCTYPE html> <html lang="zh-Hans"> <head> <meta charset="utf-8"> ');
  });
}

for (const [name, address] of [['the site', site], ['the single file', singleHere], ['the single file from a disk', singleAddress]]) {
  test(`R75 ${name}: no breach in normal use; scripts, eval, requests and forms from elsewhere are refused`, async ({ page, complaints, baseURL }) => {
    await note(page);
    await ready(page, address);
    await mainJob(page, expect);
    expect(await noted(page)).toEqual([]);
    expect(complaints).toEqual([]);
    const outcome = await page.evaluate(async (elsewhere) => {
      const breaches = [];
      addEventListener('securitypolicyviolation', (event) => breaches.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.body.append(script);
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.attributeRan = true');
      button.click();
      // In a task of its own: what tools run may evaluate.
      const evaluated = await new Promise((done) => setTimeout(() => { try { done((0, eval)('1')); } catch (error) { done(error.name); } }));
      const fetched = await fetch(`${elsewhere}?fetched`).then(() => 'fetched', (error) => error.name);
      const style = document.createElement('style');
      style.textContent = 'body { outline: 9px solid red }';
      document.body.append(style);
      const picture = await new Promise((done) => { const image = new Image(); image.onload = () => done('shown'); image.onerror = () => done('refused'); image.src = `${elsewhere}favicon.ico`; });
      const form = Object.assign(document.createElement('form'), { action: elsewhere, method: 'post' });
      document.body.append(form);
      form.submit();
      await new Promise((done) => setTimeout(done, 200));
      return {
        ran: [!!window.inlineRan, !!window.attributeRan], evaluated, fetched, picture,
        outline: getComputedStyle(document.body).outlineWidth === '9px', breaches: [...new Set(breaches)].sort(),
      };
    }, intranet(baseURL));
    expect(outcome).toEqual({
      ran: [false, false], evaluated: 'EvalError', fetched: 'TypeError', picture: 'refused', outline: false,
      breaches: ['connect-src', 'form-action', 'img-src', 'script-src', 'script-src-attr', 'script-src-elem', 'style-src-elem'],
    });
    expect(await page.locator('main').count()).toBe(1);
    complaints.length = 0;
  });
}

test('R76 no address of anybody else is in the build', () => {
  const names = fs.readdirSync(dist, { recursive: true }).filter((name) => fs.statSync(path.join(dist, name)).isFile());
  expect(names.length).toBeGreaterThan(15);
  // Names of languages and of the parts of office files, not addresses: nobody asks for them.
  const namesOfLanguages = /^http:\/\/(www\.w3\.org\/(2000\/svg|1998\/Math\/MathML|1999\/xlink|1999\/xhtml|2001\/XMLSchema-instance)|schemas\.openxmlformats\.org\/|purl\.org\/dc\/)/;
  const found = names.flatMap((name) => [...fs.readFileSync(path.join(dist, name), 'latin1').matchAll(/(?:https?|wss?):\/\/[a-z0-9][^\s"'<>\\)\0]*/gi)]
    .map((match) => `${name}: ${match[0]}`)
    .filter((line) => !namesOfLanguages.test(line.split(': ').slice(1).join(': '))));
  expect(found).toEqual([]);
});

test('the site opens below any path, and asks for nothing outside it', async ({ page, context }) => {
  for (const base of ['/', '/a/b/c/', '/%E7%BB%A9%E6%95%88/%E8%80%83%E6%A0%B8/']) {
    const server = await serve({ root: dist, base: decodeURIComponent(base) });
    const asked = listen(context);
    await ready(page, new URL(base, server.url).href);
    await page.locator('[data-sample=b_ciq]').click();
    await expect(page.locator('tr[data-subject]')).toHaveCount(7);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => new Promise((taken) => {
      if (navigator.serviceWorker.controller) taken();
      else navigator.serviceWorker.addEventListener('controllerchange', () => taken());
    })));
    expect(asked.filter((url) => !new URL(url).pathname.startsWith(base) && !/^(blob|data):/.test(url))).toEqual([]);
    await page.goto('about:blank');
    await server.close();
    context.removeAllListeners('request');
  }
});
