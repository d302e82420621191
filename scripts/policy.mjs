// The content security policies, and what has to be known to write them. scripts/pack.mjs writes them into the pages;
// tests/e2e/servers.spec.mjs holds docs/servers/ to them.
import { createHash } from 'node:crypto';

const hashes = (texts) => texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');

export const policies = {
  /** For the site, whose inline scripts have these texts. */
  site: (scripts) => [
    "default-src 'none'",
    `script-src 'self' ${hashes(scripts)} 'wasm-unsafe-eval'`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "worker-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; '),
  /** For the single file: nothing is fetched, from anywhere. */
  single: (scripts, styles) => [
    "default-src 'none'",
    `script-src ${hashes(scripts)} 'wasm-unsafe-eval'`,
    `style-src ${hashes(styles)}`,
    'img-src data: blob:',
    'worker-src blob:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; '),
};
