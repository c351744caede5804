// Puts Web Chat and pdf.js into wwwroot/lib. Of their npm packages only what browsers load is wanted, so the packages alone are fetched (7 and 10 MB), and not the
// 200 packages that Web Chat's bundle was built from. Each script is also compressed once here rather than on every request.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

// The checksums as npm publishes them: npm view NAME@VERSION dist.integrity
const packages = [
  {
    name: 'botframework-webchat',
    version: '4.18.1',
    integrity: 'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==',
    files: { 'webchat.js': 'dist/webchat.js', 'webchat.js.LICENSE.txt': 'dist/webchat.js.LICENSE.txt' },
    folders: [],
  },
  {
    name: 'pdfjs-dist',
    version: '5.4.530',
    integrity: 'sha512-r1hWsSIGGmyYUAHR26zSXkxYWLXLMd6AwqcaFYG9YUZ0GBf5GvcjJSeo512tabM4GYFhxhl5pMCmPr7Q72Rq2Q==',
    // The build for browsers that are a few years old.
    files: { 'pdf.mjs': 'legacy/build/pdf.min.mjs', 'pdf.worker.mjs': 'legacy/build/pdf.worker.min.mjs', 'pdf.LICENSE.txt': 'LICENSE' },
    // What pages ask for whose fonts are not in the file, or that are written in the scripts of East Asia; their licences lie beside them.
    folders: ['standard_fonts', 'cmaps'],
  },
];

const target = join(dirname(dirname(fileURLToPath(import.meta.url))), 'wwwroot', 'lib');
const work = mkdtempSync(join(tmpdir(), 'ccgbot-npm-'));
let at = '';
try {
  for (const { name, version, integrity } of packages) {
    at = name;
    // npm is a script that Windows runs by its shell alone.
    execFileSync('npm', ['pack', `${name}@${version}`, '--ignore-scripts', '--loglevel=error'], { cwd: work, shell: process.platform === 'win32', stdio: ['ignore', 'ignore', 'inherit'] });
    const archive = `${name}-${version}.tgz`;
    const found = `sha512-${createHash('sha512').update(readFileSync(join(work, archive))).digest('base64')}`;
    if (found !== integrity) {
      throw new Error(`${archive} is not the package that was published: its checksum is ${found}, expected was ${integrity}`);
    }
  }

  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const { name, version, files, folders } of packages) {
    at = name;
    const unpacked = join(work, name);
    mkdirSync(unpacked);
    execFileSync('tar', ['-xzf', join('..', `${name}-${version}.tgz`), ...[...Object.values(files), ...folders].map(file => `package/${file}`)], { cwd: unpacked });
    const wanted = [...Object.entries(files), ...folders.flatMap(folder => readdirSync(join(unpacked, 'package', folder)).map(file => [`${folder}/${file}`, `${folder}/${file}`]))];
    for (const [as, file] of wanted) {
      const [source, copy] = [join(unpacked, 'package', file), join(target, as)];
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(source, copy);
      if (/\.m?js$/.test(as)) {
        const text = readFileSync(source);
        // Quality 9: within 3 % of the best, in a tenth of its time.
        writeFileSync(`${copy}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }));
        writeFileSync(`${copy}.gz`, gzipSync(text, { level: 9 }));
      }
    }
  }
} catch (error) {
  console.error(`error : ${at} could not be fetched from npm: ${error.message.split('\n')[0]}. See that npm reaches its registry and build again.`);
  process.exit(1);
} finally {
  rmSync(work, { recursive: true, force: true });
}
