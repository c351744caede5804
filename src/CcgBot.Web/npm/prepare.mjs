// Copies what the pages load out of node_modules into wwwroot/lib, each file also compressed once here rather than on every request.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(project, 'wwwroot', 'lib');
const files = [
  'botframework-webchat/dist/webchat.js',
  'botframework-webchat/dist/webchat.js.LICENSE.txt',
];

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const file of files) {
  const source = join(project, 'node_modules', file);
  const copy = join(target, basename(file));
  copyFileSync(source, copy);
  if (file.endsWith('.js')) {
    const text = readFileSync(source);
    // Quality 9: within 3 % of the best, in a tenth of its time.
    writeFileSync(`${copy}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }));
    writeFileSync(`${copy}.gz`, gzipSync(text, { level: 9 }));
  }
}
