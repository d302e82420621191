// One file that holds everything: styles, all three programs, samples. It opens by a double click and asks nobody anything.
import zlib from 'node:zlib';
import { policies } from './policy.mjs';

const packed = (bytes) => zlib.gzipSync(bytes, { level: 9 }).toString('base64');

/** What may stand inside a script element as it is. */
function script(text) {
  if (/<!--|<\/?script/i.test(text)) throw new Error('mingheng.html: a script holds what would end it');
  return text;
}

/** The text of the file. `html` is index.html without what is fetched; `scripts` are its inline scripts. */
export function singleFile({ html, under, before, css, scripts, unpack, page, worker, clerk, files }) {
  if (/<\/style/i.test(css)) throw new Error('mingheng.html: a sheet holds what would end it');
  const module = `${unpack}
${page.script}
if (!globalThis.minghengTooOld) {
  const inside = (id) => document.getElementById(id).textContent;
  // A worker of a local file cannot fetch anything, not even from here: it brings its program along.
  const room = (name) => {
    const parts = ['const minghengProgram = "', inside(name + '-program'), '";\\n', inside(name)];
    return URL.createObjectURL(new Blob(parts, { type: 'text/javascript' }));
  };
  document.querySelector('meta[name="mingheng-worker"]').content = room('mingheng-worker');
  // Only when it is asked for: few visits need the clerk, and its program is long.
  let clerk;
  globalThis.minghengClerk = () => (clerk ||= room('mingheng-clerk'));
  let files;
  globalThis.minghengFile = (name) => {
    files ||= minghengUnpacked(inside('mingheng-files'), 'application/json').then((answer) => answer.json());
    return files.then((all) => (/[.](json|csv)$/.test(name) ? new TextEncoder().encode(all[name]) : Uint8Array.from(atob(all[name]), (letter) => letter.charCodeAt(0))));
  };
}
${page.start(`minghengUnpacked(document.getElementById('mingheng-page').textContent, 'application/wasm')`)}`;
  const room = ({ script: glue, start }) => script(`${unpack}\n${glue}\n${start(`minghengUnpacked(minghengProgram, 'application/wasm')`)}`);

  // What only a site has: files of its own.
  let text = html.replace(/<link rel="(alternate icon|apple-touch-icon|manifest)"[^>]*>\n/g, '');
  if (!text.includes('Firefox 102+')) throw new Error('index.html: the oldest Firefox is not where it was');
  // It is the first that unpacks.
  text = text.replaceAll('Firefox 102+', 'Firefox 113+');
  text = text.replace('content="worker_loader.js"', 'content=""').replace('content="clerk_loader.js"', 'content=""');
  text = under(text, policies.single([...scripts, module], [css]));
  text = before(text, '</head>', `<meta name="mingheng-single" content="true">\n<style>${css}</style>\n`);
  const carried = (id, content, type = 'application/octet-stream') => `<script type="${type}" id="${id}">${content}</script>\n`;
  return before(text, '</body>', [
    carried('mingheng-page', packed(page.wasm)),
    carried('mingheng-worker-program', packed(worker.wasm)),
    carried('mingheng-worker', room(worker), 'text/plain'),
    carried('mingheng-clerk-program', packed(clerk.wasm)),
    carried('mingheng-clerk', room(clerk), 'text/plain'),
    carried('mingheng-files', packed(JSON.stringify(files))),
    `<script type="module">${script(module)}</script>\n`,
  ].join(''));
}
