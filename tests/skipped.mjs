// Prints each skipped test of the .trx files in a folder: "+ name: reason" where skipping is expected, "- name: reason" where not.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The shared test sets are not part of the repository, and PostgreSQL is not part of every machine.
const expected = /CCGBOT_SHARED|PostgreSQL is not installed/;

const folder = process.argv[2];
const decode = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&');

for (const file of readdirSync(folder).filter(name => name.endsWith('.trx')).sort()) {
  const results = readFileSync(join(folder, file), 'utf8').matchAll(/<UnitTestResult\b([^>]*?)(?:\/>|>([\s\S]*?)<\/UnitTestResult>)/g);
  for (const [, attributes, body = ''] of results) {
    if (/outcome="NotExecuted"/.test(attributes)) {
      const name = decode(/testName="([^"]*)"/.exec(attributes)?.[1] ?? '?');
      const reason = decode(/<(?:StdOut|Message)>([\s\S]*?)<\//.exec(body)?.[1] ?? 'no reason given').trim();
      console.log(`${expected.test(reason) ? '+' : '-'} ${name}: ${reason}`);
    }
  }
}
