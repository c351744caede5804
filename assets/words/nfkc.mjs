// Writes src/CcgBot/Text/nfkc.txt: what NFKC makes of single code points and of pairs. The program runs without ICU
// (InvariantGlobalization), where string.Normalize leaves everything beyond ASCII as it is. Run: node assets/words/nfkc.mjs
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const hex = (text) => [...text].map((c) => c.codePointAt(0).toString(16)).join(" ");
const lines = [];
for (let c = 0; c < 0x110000; c++) {
  if (c >= 0xd800 && c < 0xe000) continue;
  const text = String.fromCodePoint(c);
  const normal = text.normalize("NFKC");
  if (normal !== text) {
    lines.push(`${hex(text)};${hex(normal)}`);
  } else if (c < 0xac00 || c > 0xd7a3) {
    const parts = [...text.normalize("NFD")];
    if (parts.length > 1) {
      const pair = parts.slice(0, -1).join("").normalize("NFC") + parts.at(-1);
      if ([...pair].length === 2 && pair.normalize("NFC") === text) lines.push(`${hex(pair)};${hex(text)}`);
    }
  }
}

fs.writeFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), "../../src/CcgBot/Text/nfkc.txt"), lines.join("\n") + "\n");
