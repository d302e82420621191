// Scripts and sheets as small as they can be said, for the browsers that the README names.
import { createRequire } from 'node:module';

const { transformSync } = createRequire(new URL('../xtask/package.json', import.meta.url))('esbuild');
const browsers = ['chrome97', 'edge97', 'firefox102', 'safari16.4'];

/** Comments go too: the addresses in them are nobody's here. Names that other scripts know stay, unless it is a module. */
const small = (text, loader, target) => {
  const { code, warnings } = transformSync(text, { loader, target, minify: true, charset: 'utf8', legalComments: 'none' });
  if (warnings.length > 0) throw new Error(`${loader}: ${warnings.map((warning) => warning.text).join('; ')}`);
  return code;
};
export const smallScript = (text) => small(text, 'js', browsers);
/** For what has to speak in browsers that are too old. */
export const oldScript = (text) => small(text, 'js', 'es2015').trim();
export const smallSheet = (text) => small(text, 'css', browsers);
