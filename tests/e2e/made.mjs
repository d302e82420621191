// Documents of any size, made for one purpose.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** A document of so many subjects and indicators; values(row, indicator) is a number, a word or null. */
export function made(rows, indicators, values) {
  const sample = JSON.parse(fs.readFileSync(path.join(here, '../../dist/samples/e_county.json'), 'utf8'));
  const { document } = sample;
  const model = document.set.indicators[0];
  const id = (k, digits) => String(k + 1).padStart(digits, '0');
  const set = Array.from({ length: indicators }, (_, k) => ({
    ...model, id: `K${id(k, 2)}`, name: `指标${id(k, 2)}`, cycle: 'year', aggregation: 'sum', unit: '件', points: { ALL: 100 / indicators },
    rule: { method: 'completion', parameters: {} }, target: 100, qualitative: false, tags: [],
  }));
  const subjects = Array.from({ length: rows }, (_, k) => ({ id: `T${id(k, 6)}`, name: `单位${id(k, 6)}`, category: 'ALL', attributes: {} }));
  const columns = set.map((indicator, k) => ({
    indicator: indicator.id, period: 'Y', field: 'value', cells: subjects.map((_, row) => values(row, k)),
  }));
  const { sha256, ...file } = sample;
  const text = JSON.stringify({ ...file, document: { ...document, title: '表格', set: { ...document.set, indicators: set }, subjects, observations: { columns }, events: [], ballots: [] } });
  return { name: 'grid.json', mimeType: 'application/json', buffer: Buffer.from(text) };
}
