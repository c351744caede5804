// outcomes.mjs skipped FOLDER: each skipped test of the .trx files in a folder, "+ name: reason" where skipping is expected, "- name: reason" where not.
// outcomes.mjs failed FOLDER: each failed test with the first lines of what it said.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The shared test sets are not part of the repository, and PostgreSQL is not part of every machine.
const expected = /CCGBOT_SHARED|PostgreSQL is not installed/;
const shownLines = 25;
const shownCharacters = 4000;

const [, , wanted, folder] = process.argv;
const decode = text => text.replace(/&#x([0-9A-Fa-f]+);/g, (_, code) => String.fromCodePoint(parseInt(code, 16)))
  .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&');

for (const file of readdirSync(folder).filter(name => name.endsWith('.trx')).sort()) {
  const results = readFileSync(join(folder, file), 'utf8').matchAll(/<UnitTestResult\b([^>]*?)(?:\/>|>([\s\S]*?)<\/UnitTestResult>)/g);
  for (const [, attributes, body = ''] of results) {
    const name = decode(/testName="([^"]*)"/.exec(attributes)?.[1] ?? '?');
    if (wanted === 'skipped' && /outcome="NotExecuted"/.test(attributes)) {
      const reason = decode(/<(?:StdOut|Message)>([\s\S]*?)<\//.exec(body)?.[1] ?? 'no reason given').trim();
      console.log(`${expected.test(reason) ? '+' : '-'} ${name}: ${reason}`);
    } else if (wanted === 'failed' && /outcome="(?:Failed|Error|Timeout|Aborted)"/.test(attributes)) {
      const message = /<Message>([\s\S]*?)<\/Message>/.exec(body)?.[1] ?? 'no message';
      const stack = /<StackTrace>([\s\S]*?)<\/StackTrace>/.exec(body)?.[1] ?? '';
      const lines = decode(`${message}\n${stack}`).slice(0, shownCharacters).split('\n').slice(0, shownLines);
      console.log([name, ...lines.map(line => '    ' + line.trimEnd())].join('\n'));
    }
  }
}
