// The site's policy in the examples for web servers (docs/servers/): a header, so it can also forbid framing.
// Usage: node scripts/servers.mjs [--root dist]    after a build whose policy changed: writes it into them
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));
const examples = {
  'nginx.conf': (policy) => `    default "${policy}";`,
  'web.config': (policy) => `        <add name="Content-Security-Policy" value="${policy}" />`,
};
const marked = /(BEGIN policy .*\n)([^]*?)(\n *(?:#|<!--) END policy)/;

/** The policy as the build wrote it into a page. */
export function policyIn(file) {
  return fs.readFileSync(file, 'utf8').match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];
}

/** For each example: its file, the line that stands in it, and the line that belongs there. */
export function lines(root) {
  const policy = `${policyIn(path.join(root, 'index.html'))}; frame-ancestors 'none'`;
  return Object.entries(examples).map(([name, line]) => {
    const file = path.join(here, '../docs/servers', name);
    return { name, file, stands: fs.readFileSync(file, 'utf8').match(marked)[2], belongs: line(policy) };
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { root: { type: 'string', default: path.join(here, '../dist') } } });
  for (const { name, file, stands, belongs } of lines(values.root)) {
    if (stands === belongs) continue;
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(marked, (all, begin, middle, end) => begin + belongs + end));
    console.log(`   docs/servers/${name}: policy written`);
  }
}
