// The page's database from outside: what is kept, read and changed behind the program's back.
// Keys and values are those of src/store/keys.rs; values are bytes, handed out here as text.

const DATABASE = 'mingheng';
const STORE = 'cupboard';

/** Everything that is kept under keys with this beginning, as text by key. */
export const read = (page, prefix = '') => page.evaluate(async ([database, store, beginning]) => {
  const known = await indexedDB.databases();
  if (!known.some((one) => one.name === database)) return {};
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const opened = await asked(indexedDB.open(database));
  try {
    const place = opened.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([asked(place.getAllKeys()), asked(place.getAll())]);
    const text = (value) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(value);
    return Object.fromEntries(keys.map((key, k) => [key, text(values[k])]).filter(([key]) => key.startsWith(beginning)));
  } finally { opened.close(); }
}, [DATABASE, STORE, prefix]);

/** The keys with this beginning. */
export const keys = async (page, prefix = '') => Object.keys(await read(page, prefix));

/** Puts texts under keys; null deletes the key. */
export const write = (page, records) => page.evaluate(async ([database, store, all]) => {
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const opened = await asked(indexedDB.open(database));
  try {
    const transaction = opened.transaction(store, 'readwrite');
    const place = transaction.objectStore(store);
    for (const [key, text] of Object.entries(all)) {
      if (text === null) place.delete(key); else place.put(new TextEncoder().encode(text), key);
    }
    await new Promise((done, failed) => { transaction.oncomplete = done; transaction.onabort = () => failed(transaction.error); });
  } finally { opened.close(); }
}, [DATABASE, STORE, records]);

/** Deletes every record and leaves the database, as a browser under pressure does to one origin. */
export const empty = async (page) => {
  const all = await keys(page);
  await write(page, Object.fromEntries(all.map((key) => [key, null])));
};

/** The lines of the catalogue: id, title and what else the list says. */
export async function catalogue(page) {
  const lines = await read(page, 'catalogue/');
  return Object.values(lines).map((text) => { const { crc32, ...entry } = JSON.parse(text); return entry; });
}

/** A small object as it is kept: with the checksum of everything after it as its first field. */
export function stamped(object) {
  const rest = JSON.stringify(object).slice(1);
  return `{"crc32":"${crc(Buffer.from(rest)).toString(16).padStart(8, '0')}",${rest}`;
}

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** Waits until everything that was done is saved. */
export const saved = (page) => page.locator('html[data-save=saved]').waitFor();
