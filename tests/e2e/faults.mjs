// What the specs of the fault matrix share: a document that is opened and edited, the cupboard as it stands, a browser
// that can be killed. The rows are those of docs/reliability.md.
import { chromium } from '@playwright/test';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dist, ready } from './places.mjs';
import { expect } from './watched.mjs';

/** The document that is worked on: seven districts, small. */
export const document = path.join(dist, 'samples/b_ciq.json');
/** The cell that is edited unless another is named: indicator B101, first quarter, first subject. */
const FIRST = '.cells-body .is-value';

/** A number for the cell, none twice. */
export const figure = (k) => String(10 + k / 8);

/** The page's save state. */
export const state = (page, word) => page.locator(`html[data-save=${word}]`).waitFor({ state: 'attached' });
/** A banner above the pages, by its kind. */
export const banner = (page, kind) => page.locator(`[data-banner="${kind}"]`);
export const intranet = (address) => address.replace('127.0.0.1', 'intranet.test');

/** Chooses the document's file, and waits until it is kept; the answer is its id in the cupboard. */
export async function openDocument(page, file = document) {
  await page.locator('#file-field').setInputFiles(file);
  await page.locator('tr[data-subject]').first().waitFor();
  await state(page, 'saved');
  return page.evaluate(() => window.minghengOpen.id);
}

/** The sheet of values. */
export async function sheet(page) {
  await page.evaluate(() => { location.hash = '#/data'; });
  await page.locator(FIRST).first().waitFor();
}

export const cell = (page, k = 0) => page.locator(FIRST).nth(k);

/** Types a figure and commits it. The state is `saving` or already `saved` when this returns. */
export async function type(page, text, k = 0) {
  await cell(page, k).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Types a figure, commits it, and waits until it is kept. */
export async function edit(page, text, k = 0) {
  await type(page, text, k);
  await state(page, 'saved');
}

/** Starts, opens the document, shows its sheet; the answer is its id. */
export async function begin(page, address) {
  await ready(page, address);
  const id = await openDocument(page);
  await sheet(page);
  return id;
}

/** Opens a kept document from the list on the first page. */
export async function fromList(page, id) {
  await page.evaluate(() => { location.hash = '#/'; });
  await page.locator(`tr[data-document="${id}"] .documents-open`).click();
  // It is open when it shows its results by itself.
  await page.waitForURL(/#\/results/);
  await sheet(page);
}

/** The document as it is exported: its text, and the SHA-256 of it. */
export async function exported(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  const text = fs.readFileSync(await download.path(), 'utf8');
  return { text, document: JSON.parse(text).document, sha256: createHash('sha256').update(text).digest('hex') };
}

/** The first figure of indicator B101 in an exported document. */
export const first = ({ document: { observations } }) => observations.columns.find((one) => one.indicator === 'B101').cells[0];

/** Everything in the cupboard, as text by key, read beside the program. `null`: there is no database. */
export function cupboard(page) {
  return page.evaluate(async () => {
    if (!(await indexedDB.databases()).some((one) => one.name === 'mingheng')) return null;
    const done = (request) => new Promise((yes, no) => { request.onsuccess = () => yes(request.result); request.onerror = () => no(request.error); });
    const database = await done(indexedDB.open('mingheng'));
    try {
      const store = database.transaction('cupboard').objectStore('cupboard');
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      return Object.fromEntries(keys.map((key, k) => [key, values[k] instanceof Uint8Array ? new TextDecoder().decode(values[k]) : values[k]]));
    } finally { database.close(); }
  });
}

/** Writes into the cupboard beside the program: text as bytes, other things as they are, `null` deletes. */
export function write(page, records) {
  return page.evaluate(async (all) => {
    const done = (request) => new Promise((yes, no) => { request.onsuccess = () => yes(request.result); request.onerror = () => no(request.error); });
    const database = await done(indexedDB.open('mingheng'));
    const writing = database.transaction('cupboard', 'readwrite');
    for (const [key, value] of Object.entries(all)) {
      if (value === null) writing.objectStore('cupboard').delete(key);
      else writing.objectStore('cupboard').put(typeof value === 'string' ? new TextEncoder().encode(value) : value.as, key);
    }
    await new Promise((yes, no) => { writing.oncomplete = yes; writing.onabort = () => no(writing.error); });
    database.close();
  }, records);
}

/** The keys that begin so, in their order. */
export const under = (records, prefix) => Object.keys(records).filter((key) => key.startsWith(prefix)).sort();

/** What is kept of a document, without who writes it. */
export const kept = (records, id) => Object.fromEntries(Object.entries(records)
  .filter(([key]) => /^(catalogue|snapshot|journal|backup|quarantine)\//.test(key) && key.split('/')[1] === id));

/** The journal of a document: sequence numbers without a gap, turns that never go back, one writer for each turn. */
export function checkJournal(records, id) {
  const journal = under(records, `journal/${id}/`).map((key) => JSON.parse(records[key]));
  journal.forEach((record, k) => {
    if (k === 0) return;
    expect(record.seq, 'without a gap').toBe(journal[k - 1].seq + 1);
    expect(record.epoch, 'no record of a turn that had passed').toBeGreaterThanOrEqual(journal[k - 1].epoch);
    if (record.epoch === journal[k - 1].epoch) expect(record.writer, 'one writer for each turn').toBe(journal[k - 1].writer);
  });
  return journal;
}

/** A page of the same site that is not ours: it reads and writes the cupboard when no page of ours is there. */
export async function beside(context, address) {
  const url = new URL('/beside', address).href;
  await context.route(url, (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }));
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** A folder for a browser's profile. */
export const profile = () => fs.mkdtempSync(path.join(os.tmpdir(), 'mingheng-profile-'));

/** A browser of its own, with a profile that stays. */
export function launch(folder) {
  return chromium.launchPersistentContext(folder, {
    executablePath: process.env.MINGHENG_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1366, height: 768 }, serviceWorkers: 'block',
  });
}

/** Kills every process of that browser, as a power cut would; none of them gets a chance to finish anything. */
export async function kill(context, folder) {
  const gone = new Promise((done) => context.once('close', done));
  const mine = () => fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try { return fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').includes(`--user-data-dir=${folder}`); } catch { return false; }
  });
  const browsers = mine();
  if (!browsers.length) throw new Error(`no process holds ${folder}`);
  // Its children are told the folder too, all but the zygotes; those end with their parent.
  for (const name of browsers) { try { process.kill(Number(name), 'SIGKILL'); } catch { /* it went with another */ } }
  await gone;
  await expect.poll(mine).toEqual([]);
  for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) fs.rmSync(path.join(folder, name), { force: true });
}
