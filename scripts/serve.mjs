// A static web server with no dependencies, for a look at dist/ and for the tests.
// Usage: node scripts/serve.mjs [--root dist] [--base /] [--host 127.0.0.1] [--port 8080]
// `--base /site/mingheng/` serves the folder below that path, as shared hosts do. A taken port means the next one.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.zip': 'application/zip',
};

/** Serves `root` below `base`; resolves to `{ url, close }` once it listens. With `gzip`, compressed as a real host would. */
export async function serve({ root, base = '/', host = '127.0.0.1', port = 0, tries = 50, gzip = false }) {
  const folder = path.resolve(root);
  const compressed = new Map();
  const answer = (request, response) => {
    const say = (status, headers, body) => { response.writeHead(status, headers); response.end(request.method === 'HEAD' ? undefined : body); };
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, { allow: 'GET, HEAD' });
    let wanted;
    try { wanted = decodeURIComponent(new URL(request.url, 'http://localhost').pathname); } catch { return say(400, {}); }
    if (`${wanted}/` === base) return say(308, { location: base });
    if (!wanted.startsWith(base)) return say(404, { 'content-type': 'text/plain' }, 'not here');
    let file = path.join(folder, wanted.slice(base.length));
    if (file !== folder && !file.startsWith(folder + path.sep)) return say(404, {});
    let stat;
    try {
      stat = fs.statSync(file);
      if (stat.isDirectory()) { file = path.join(file, 'index.html'); stat = fs.statSync(file); }
    } catch { return say(404, { 'content-type': 'text/plain' }, 'not here'); }
    const etag = `"${stat.size.toString(36)}-${Math.round(stat.mtimeMs).toString(36)}"`;
    const headers = { 'content-type': types[path.extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', etag };
    if (request.headers['if-none-match'] === etag) return say(304, headers);
    if (gzip && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      if (!compressed.has(etag + file)) compressed.set(etag + file, zlib.gzipSync(fs.readFileSync(file)));
      const body = compressed.get(etag + file);
      return say(200, { ...headers, 'content-encoding': 'gzip', 'content-length': body.length }, body);
    }
    return say(200, { ...headers, 'content-length': stat.size }, fs.readFileSync(file));
  };
  for (let attempt = 0; ; attempt += 1) {
    const server = http.createServer(answer);
    try {
      await new Promise((listening, failed) => {
        server.once('error', failed);
        server.listen(port === 0 ? 0 : port + attempt, host, listening);
      });
      return {
        url: `http://${host}:${server.address().port}${base}`,
        close: () => new Promise((closed) => { server.close(closed); server.closeAllConnections(); }),
      };
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || attempt >= tries) throw error;
    }
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: path.join(here, '..', 'dist') },
      base: { type: 'string', default: '/' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8080' },
    },
  });
  const { url } = await serve({ ...values, port: Number(values.port) });
  console.log(`明衡: ${url}   (Ctrl-C stops)`);
}
