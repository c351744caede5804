"""A test set's questions beside their judged passage: for looking at while training, never for training."""

import json
import os
import random

from data import Example, Passage


def examples(folder, most, part=0, parts=2):
    """Answerable and unanswerable questions with their judged passage, of every other title (`part` of `parts`; the rest stays untouched)."""
    def rows(name):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    corpus = {row["_id"]: Passage(row["_id"], row["title"], row["text"]) for row in rows("corpus.jsonl")}
    titles = {title: number for number, title in enumerate(sorted({passage.title for passage in corpus.values()}))}
    judged = {}
    with open(os.path.join(folder, "qrels.tsv"), encoding="utf-8") as file:
        for line in file.readlines()[1:]:
            query, document, score = line.split("\t")[:3]
            if int(score) > 0:
                judged.setdefault(query, document)
    found = []
    for row in rows("queries.jsonl"):
        document = judged.get(row["_id"]) or row.get("about")
        if document is None or row.get("answerable") is None or titles[corpus[document].title] % parts != part:
            continue
        passage = corpus[document]
        example = Example("judged", row["text"], passage, answerable=1.0 if row["answerable"] else 0.0, no_span=not row["answerable"])
        for answer in row.get("answers") or []:
            if (place := passage.text.find(answer)) >= 0:
                example.start, example.end = place, place + len(answer)
                break
        found.append(example)
    random.Random(0).shuffle(found)
    return found[:most]
