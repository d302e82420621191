// One file that holds everything: styles, all three programs, samples. It opens by a double click and asks nobody anything.
import { execFileSync } from 'node:child_process';
import { policies } from './policy.mjs';
import { smallScript } from './small.mjs';

/** Programs are a quarter smaller in xz than in gzip. The page reads it with xz-embedded, which knows no other checksum. */
const packed = (bytes, quick) => base91(execFileSync(
  'xz',
  ['--compress', '--stdout', '--check=crc32', '--threads=1', quick ? '--lzma2=preset=1' : '--lzma2=preset=9e,lc=4,pb=0'],
  { input: bytes, maxBuffer: 1 << 28 },
));

/**
 * Thirteen bits are two letters, digits of base 91: every printable letter of ASCII but `"`, `<` and `\`, so that they may
 * stand in a script element and between quotation marks. boot/unpack.js reads them.
 */
function base91(bytes) {
  if (bytes.length % 4 !== 0) throw new Error('mingheng.html: what xz writes is a multiple of four bytes');
  const text = Buffer.alloc(Math.ceil((bytes.length * 8) / 13) * 2);
  let [held, bits, to] = [0, 0, 0];
  const letter = (digit) => 33 + digit + (digit > 0) + (digit > 25) + (digit > 56);
  const put = (pair) => {
    text[to++] = letter(Math.floor(pair / 91));
    text[to++] = letter(pair % 91);
  };
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    if (bits >= 13) {
      bits -= 13;
      put(held >> bits);
      held &= (1 << bits) - 1;
    }
  }
  if (bits > 0) put(held << (13 - bits));
  return text.toString('latin1');
}

/** What may stand inside a script element as it is. */
function script(text) {
  if (/<!--|<\/?script/i.test(text)) throw new Error('mingheng.html: a script holds what would end it');
  return text;
}

/** The text of the file. `html` is index.html without what is fetched; `scripts` are its inline scripts. */
export function singleFile({ html, under, before, css, scripts, unpack, page, worker, clerk, files, quick }) {
  if (/<\/style/i.test(css)) throw new Error('mingheng.html: a sheet holds what would end it');
  const module = smallScript(`${page.script}
if (!globalThis.minghengTooOld) {
  const inside = (id) => document.getElementById(id).textContent;
  // A worker of a local file cannot fetch anything, not even from here: it brings its program along.
  const room = (name) => {
    const parts = ['const minghengProgram = "', inside(name + '-program'), '";\\n', inside('mingheng-unpack'), inside(name)];
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
${page.start(`minghengUnpacked(document.getElementById('mingheng-page').textContent, 'application/wasm')`)}`);
  const room = ({ script: glue, start }) => script(`\n${smallScript(`${glue}\n${start(`minghengUnpacked(minghengProgram, 'application/wasm')`)}`)}`);

  // What only a site has: files of its own.
  let text = html.replace(/<link rel="(alternate icon|apple-touch-icon|manifest)"[^>]*>\n/g, '');
  text = text.replace('content="worker_loader.js"', 'content=""').replace('content="clerk_loader.js"', 'content=""');
  text = under(text, policies.single([...scripts, unpack, module], [css]));
  text = before(text, '</head>', `<meta name="mingheng-single" content="true">\n<style>${css}</style>\n`);
  const carried = (id, content, type = 'application/octet-stream') => `<script type="${type}" id="${id}">${content}</script>\n`;
  return before(text, '</body>', [
    `<script id="mingheng-unpack">${script(unpack)}</script>\n`,
    carried('mingheng-page', packed(page.wasm, quick)),
    carried('mingheng-worker-program', packed(worker.wasm, quick)),
    carried('mingheng-worker', room(worker), 'text/plain'),
    carried('mingheng-clerk-program', packed(clerk.wasm, quick)),
    carried('mingheng-clerk', room(clerk), 'text/plain'),
    carried('mingheng-files', packed(JSON.stringify(files), quick)),
    `<script type="module">${script(module)}</script>\n`,
  ].join(''));
}
