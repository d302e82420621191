// The examples for web servers say what the build says, and the page works under what they say.
import fs from 'node:fs';
import path from 'node:path';
import { lines, policyIn } from '../../scripts/servers.mjs';
import { dist, mainJob, ready } from './places.mjs';
import { expect, test } from './watched.mjs';

for (const name of ['nginx.conf', 'web.config']) {
  test(`docs/servers/${name} sends the policy that the build writes (node scripts/servers.mjs mends it)`, () => {
    const { stands, belongs } = lines(dist).find((line) => line.name === name);
    expect(stands).toBe(belongs);
  });

  test(`docs/servers/${name} names every kind of file in the build`, () => {
    const text = fs.readFileSync(path.join(dist, '../docs/servers', name), 'utf8');
    const kinds = new Set(fs.readdirSync(dist, { recursive: true }).filter((file) => fs.statSync(path.join(dist, file)).isFile()).map((file) => path.extname(file).slice(1)));
    // IIS knows these by itself.
    const known = name === 'web.config' ? ['html', 'css', 'png', 'ico'] : [];
    const named = name === 'web.config' ? (kind) => text.includes(`<mimeMap fileExtension=".${kind}"`) : (kind) => new RegExp(` ${kind};`).test(text);
    expect([...kinds].filter((kind) => !known.includes(kind) && !named(kind))).toEqual([]);
  });
}

test('the page works under the headers of the examples', async ({ page }) => {
  const policy = `${policyIn(path.join(dist, 'index.html'))}; frame-ancestors 'none'`;
  await page.context().route('**/*', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': policy, 'referrer-policy': 'no-referrer' } });
  });
  await ready(page, './');
  await mainJob(page, expect);
});
