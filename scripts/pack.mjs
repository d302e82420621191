// Puts the site together: index.html, boot/, style/, public/ and the three compiled modules become dist/.
// Usage: node scripts/pack.mjs --stage FOLDER --out FOLDER [--single] [--dev] [--weights FILE]
//   --single   and mingheng.html beside it: everything in one file, for a double click
//   --dev      sizes are neither shown nor limited
// It adds what only a finished site has: versions in addresses, the content security policy, the service worker.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';
import { policies } from './policy.mjs';
import { singleFile } from './single.mjs';
import { oldScript, smallScript, smallSheet } from './small.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values: args } = parseArgs({
  options: {
    stage: { type: 'string' }, out: { type: 'string' }, weights: { type: 'string' },
    single: { type: 'boolean' }, dev: { type: 'boolean' },
  },
});
const out = path.resolve(root, args.out);
const next = `${out}.next`;

const read = (...parts) => fs.readFileSync(path.join(root, ...parts));
const staged = (name) => fs.readFileSync(path.join(args.stage, name));
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 12);
const filesIn = (folder) => fs.readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
  // Not .DS_Store and the like: many web servers refuse them.
  .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
  .sort();

fs.rmSync(next, { recursive: true, force: true });
fs.mkdirSync(next, { recursive: true });
const put = (name, bytes) => {
  fs.mkdirSync(path.dirname(path.join(next, name)), { recursive: true });
  fs.writeFileSync(path.join(next, name), bytes);
  return `${name}?v=${hash(bytes)}`;
};

// --- public/, as it is
for (const name of filesIn(path.join(root, 'public'))) put(name, read('public', name));

// --- style/, in the order index.html names the sheets, then any it does not name
let html = read('index.html').toString();
const dataLinks = [...html.matchAll(/<link data-trunk [^>]*>/g)].map((match) => {
  const attributes = Object.fromEntries([...match[0].matchAll(/([a-z-]+)="([^"]*)"/g)].map((pair) => [pair[1], pair[2]]));
  return { text: match[0], ...attributes };
});
const sheets = dataLinks.filter((link) => link.rel === 'css').map((link) => link.href);
if (fs.existsSync(path.join(root, 'style'))) {
  for (const name of filesIn(path.join(root, 'style')).filter((name) => name.endsWith('.css'))) {
    if (sheets.includes(`style/${name}`)) continue;
    console.log(`   note: index.html does not name style/${name}; it comes last`);
    sheets.push(`style/${name}`);
  }
}
const joined = sheets.map((sheet) => read(sheet).toString()).join('\n');
if (/@import|@charset/.test(joined)) throw new Error('style/: @import and @charset do not survive joining the sheets');
if (/url\(\s*['"]?(?!data:|#)/.test(joined)) throw new Error('style/: url() may only hold data: or a fragment; sheets move when they are joined');
const css = smallSheet(joined);
const styleUrl = put('style.css', css);

// --- the three programs; each script ends with its own start
const glue = (name) => staged(name).toString();
const pageWasm = put('page_bg.wasm', staged('page_bg.wasm'));
const workerWasm = put('worker_bg.wasm', staged('worker_bg.wasm'));
const clerkWasm = put('clerk_bg.wasm', staged('clerk_bg.wasm'));
const pageStart = (program) => `if (!globalThis.minghengTooOld) {
  __wbg_init({ module_or_path: ${program} }).then(
    (wasm) => dispatchEvent(new CustomEvent('TrunkApplicationStarted', { detail: { wasm } })),
    (error) => { dispatchEvent(new CustomEvent('mingheng-failed', { detail: error })); throw error; },
  );
}
`;
const pageUrl = put('page.js', smallScript(`${glue('page.js')}
${pageStart(`new URL(${JSON.stringify(pageWasm)}, import.meta.url)`)}`));
// What is posted to a worker before its program is there waits for it.
const workerStart = (program) => `{
  const early = [];
  const keep = (event) => { event.stopImmediatePropagation(); early.push(event); };
  addEventListener('message', keep);
  wasm_bindgen({ module_or_path: ${program} }).then(
    () => {
      removeEventListener('message', keep);
      for (const event of early) dispatchEvent(new MessageEvent('message', { data: event.data, ports: [...event.ports] }));
    },
    // Outside the promise, so that the page's worker.onerror hears of it.
    (error) => setTimeout(() => { throw error; }),
  );
}
`;
const workerUrl = put('worker.js', smallScript(`${glue('worker.js')}
${workerStart(`new URL(${JSON.stringify(workerWasm)}, self.location.href)`)}`));
const clerkUrl = put('clerk.js', smallScript(`${glue('clerk.js')}
${workerStart(`new URL(${JSON.stringify(clerkWasm)}, self.location.href)`)}`));
for (const folder of ['page', 'worker', 'clerk']) {
  if (fs.existsSync(path.join(args.stage, 'snippets'))) throw new Error(`${folder}: snippets of JavaScript are not packed; none are needed so far`);
}

// --- index.html
for (const { text } of dataLinks) html = html.replace(`${text}\n`, '');
html = html.replace(/<!--[^]*?-->\n?/g, '');
const crash = oldScript(read('boot/crash.js').toString());
if (Buffer.byteLength(crash) > 5000) throw new Error(`boot/crash.js: ${Buffer.byteLength(crash)} bytes; it must stay under 5,000`);
html = html.replace('<script data-trunk src="boot/crash.js">', () => `<script>${crash}`);
const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map((match) => match[1]);
if (scripts.length !== 2) throw new Error('index.html: the crash layer and the start are two inline scripts');
const bare = html;
/** Puts `text` before the only place where `mark` stands. */
const before = (page, mark, text) => {
  const parts = page.split(mark);
  if (parts.length !== 2) throw new Error(`index.html: ${JSON.stringify(mark)} stands there ${parts.length - 1} times`);
  return parts.join(text + mark);
};
// First of all after the character set: a policy holds only for what comes below it.
const under = (page, policy) => before(page, '<meta name="viewport"', `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`);

html = html.replace('content="worker_loader.js"', `content="${workerUrl}"`);
html = html.replace('content="clerk_loader.js"', `content="${clerkUrl}"`);
// The icon lies in the document: browsers fetch icons past the service worker, which fails without a network.
html = html.replace(/<link rel="alternate icon"[^>]*>\n/, '');
html = under(html, policies.site(scripts));
html = before(html, '</head>', `<meta name="mingheng-keeper" content="sw.js">
<link rel="stylesheet" href="${styleUrl}">
<link rel="modulepreload" href="${pageUrl}">
<link rel="preload" href="${pageWasm}" as="fetch" type="application/wasm" crossorigin>
`);
html = before(html, '</body>', `<script type="module" src="${pageUrl}"></script>\n`);
const contents = filesIn(next).map((name) => `${name} ${hash(fs.readFileSync(path.join(next, name)))}`);
const build = hash([...contents, html].join('\n'));
const buildMeta = `<meta name="mingheng-build" content="${build}">\n`;
html = before(html, '</head>', buildMeta);
for (const needed of [styleUrl, pageUrl, pageWasm, workerUrl, clerkUrl, 'Content-Security-Policy', build]) {
  if (!html.includes(needed)) throw new Error(`index.html lost ${needed}: it no longer has the lines that pack.mjs looks for`);
}
put('index.html', html);

// --- the service worker: everything, kept under this build's name
const core = ['style.css', 'page.js', 'page_bg.wasm', 'worker.js', 'worker_bg.wasm', 'clerk.js', 'clerk_bg.wasm'];
const extra = filesIn(next).filter((name) => name !== 'index.html' && !core.includes(name));
put('sw.js', `// Keeps this build of the page, whole, so that it opens without a network. Written by scripts/pack.mjs.
'use strict';
const PREFIX = 'mingheng ' + registration.scope + ' ';
const CACHE = PREFIX + ${JSON.stringify(build)};
const CORE = ${JSON.stringify(['./', ...core])};
const EXTRA = ${JSON.stringify(extra)};
// Ask the server whether what the browser has is still current: a build is never mixed with another one.
const fresh = (file) => new Request(file, { cache: 'no-cache' });
addEventListener('install', (event) => event.waitUntil(
  // Some servers refuse endings they do not know, such as .webmanifest; the page does without those.
  caches.open(CACHE).then((cache) => cache.addAll(CORE.map(fresh))
    .then(() => Promise.all(EXTRA.map((file) => cache.add(fresh(file)).catch(() => {}))))),
));
addEventListener('activate', (event) => event.waitUntil(
  caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name))))
    .then(() => clients.claim()),
));
// A new build waits until the page says that now is a good moment.
addEventListener('message', (event) => { if (event.data === 'skipWaiting') skipWaiting(); });
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(registration.scope)) return;
  // Addresses inside the page are fragments, so every navigation is to the one document.
  const wanted = request.mode === 'navigate' ? new URL('./', registration.scope) : request;
  event.respondWith(
    caches.open(CACHE)
      .then((cache) => cache.match(wanted, { ignoreSearch: true }))
      .then((found) => found || fetch(request)),
  );
});
`);

// --- everything in one file; it belongs to no site, so the service worker does not know it
if (args.single) {
  const file = singleFile({
    html: before(bare, '</head>', buildMeta),
    under,
    before,
    css,
    scripts,
    // Who made it stands in its head; where they live is nobody's address here.
    unpack: `${read('xtask/node_modules/xz-decompress/dist/package/xz-decompress.min.js').toString().replace(/ - https?:\/\/\S+/g, '')}\n${smallScript(read('boot/unpack.js').toString())}`,
    quick: args.dev,
    page: { script: glue('page.js'), start: pageStart, wasm: staged('page_bg.wasm') },
    worker: { script: glue('worker.js'), start: workerStart, wasm: staged('worker_bg.wasm') },
    clerk: { script: glue('clerk.js'), start: workerStart, wasm: staged('clerk_bg.wasm') },
    // Base64: some are office files.
    files: Object.fromEntries(filesIn(path.join(next, 'samples')).map((name) => [`samples/${name}`, fs.readFileSync(path.join(next, 'samples', name)).toString(/\.(json|csv)$/.test(name) ? 'utf8' : 'base64')])),
  });
  if (!args.dev && file.length > 3_000_000) throw new Error(`mingheng.html: ${file.length} bytes; it must stay under 3,000,000`);
  put('mingheng.html', file);
}

fs.rmSync(out, { recursive: true, force: true });
fs.renameSync(next, out);
if (args.dev) process.exit();

// --- what it weighs
const first = new Set(['index.html', 'style.css', 'page.js', 'page_bg.wasm', 'manifest.webmanifest']);
const weigh = (name) => {
  const bytes = fs.readFileSync(path.join(out, name));
  const brotli = zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  return { name, first: first.has(name), raw: bytes.length, gzip: zlib.gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
};
const weights = filesIn(out).map(weigh).sort((a, b) => b.first - a.first || b.raw - a.raw);
const sum = (rows, name) => rows.reduce((all, row) => ({ ...all, raw: all.raw + row.raw, gzip: all.gzip + row.gzip, brotli: all.brotli + row.brotli }), { name, raw: 0, gzip: 0, brotli: 0 });
const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
const line = ({ name, raw, gzip, brotli }) => console.log(`   ${name.padEnd(28)}${kb(raw)}${kb(gzip)}${kb(brotli)}`);
console.log(`   ${'kB (1,000 bytes)'.padEnd(28)}${'raw'.padStart(9)}${'gzip'.padStart(9)}${'brotli'.padStart(9)}`);
weights.filter((row) => row.first).forEach(line);
line(sum(weights.filter((row) => row.first), 'first load, all'));
weights.filter((row) => !row.first).forEach(line);
if (args.weights) {
  fs.writeFileSync(args.weights, JSON.stringify({ build, files: weights, firstLoad: sum(weights.filter((row) => row.first), 'first load') }, null, 1));
}
