"""Examples for the reader from the files of a training folder (their layout: README.md), with negatives made from them."""

import gzip
import json
import math
import os
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass


@dataclass
class Passage:
    id: str
    title: str
    text: str


@dataclass
class Example:
    """One question (or claim) beside one passage. A label of None is not trained on."""

    source: str
    question: str
    passage: Passage
    start: int | None = None  # of the answer in the passage's text, characters
    end: int | None = None
    no_span: bool = False  # the null span is right
    answerable: float | None = None
    relevant: float | None = None
    supported: float | None = None


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            yield json.loads(row)


def read_passages(path, prefix):
    return {row["passage"]: Passage(f"{prefix}:{row['passage']}", row.get("title") or "", row["text"]) for row in lines(path)}


def read_questions(folder, name, weights, group=lambda source, passage: source):
    """(weight, Example) of NAME-questions; `weights` gives the share of each source's lines that an epoch takes (1 where not named)."""
    # The passages after the rows: articles.py writes them first, so all are there even while the files grow.
    rows = list(lines(os.path.join(folder, f"{name}-questions.jsonl.gz")))
    passages = read_passages(os.path.join(folder, f"{name}-passages.jsonl.gz"), name)
    found = []
    for row in rows:
        source = group(row.get("source", name), row["passage"])
        passage = passages[row["passage"]]
        example = Example(source, row["question"], passage, answerable=1.0 if row["answerable"] else 0.0)
        if row["answerable"]:
            example.relevant = 1.0
            if "start" in row and row.get("answer"):
                example.start, example.end = row["start"], row["start"] + len(row["answer"])
                if passage.text[example.start:example.end] != row["answer"]:
                    continue
        else:
            example.no_span = True
        found.append((weights.get(source, 1.0), example))
    return found


def read_claims(folder, name, weight):
    rows = list(lines(os.path.join(folder, f"{name}-claims.jsonl.gz")))
    passages = read_passages(os.path.join(folder, f"{name}-passages.jsonl.gz"), name)
    return [
        (weight, Example(f"{name}-claims", row["claim"], passages[row["passage"]], supported=1.0 if row["supported"] else 0.0))
        for row in rows
    ]


def load(folders, weights):
    """All (weight, Example) of the folders: each NAME-questions and NAME-claims that lies there."""
    found = []
    for folder in folders:
        for file in sorted(os.listdir(folder)):
            if match := re.fullmatch(r"(.+)-questions\.jsonl\.gz", file):
                group = (lambda source, passage: "written-early" if passage <= 1400 else "written") if match[1] == "written" else (lambda source, _: source)
                found += read_questions(folder, match[1], weights, group)
            elif match := re.fullmatch(r"(.+)-claims\.jsonl\.gz", file):
                found += read_claims(folder, match[1], weights.get(f"{match[1]}-claims", 1.0))
    return found


def sentences(text):
    """Rough (start, end) of sentences: good enough to cut one out."""
    found, begin = [], 0
    for match in re.finditer(r"[.!?]['\")\]]?\s+", text):
        found.append((begin, match.end()))
        begin = match.end()
    if begin < len(text):
        found.append((begin, len(text)))
    return found


def without_answer(example):
    """The passage with the answer's sentence cut out: unanswerable, unless the answer occurs again or nothing is left."""
    text = example.passage.text
    for begin, end in sentences(text):
        if begin <= example.start < end:
            rest = (text[:begin] + text[end:]).strip()
            if len(rest) < 60 or example.end > end or text[example.start:example.end].lower() in rest.lower():
                return None
            passage = Passage(example.passage.id, example.passage.title, rest)
            return Example("cut", example.question, passage, no_span=True, answerable=0.0)
    return None


class Bm25:
    """Finds the best wrong passage of a question: words alone, k1 0.9, b 0.4."""

    def __init__(self, passages):
        self.passages = passages
        self.postings = defaultdict(list)
        lengths = []
        for number, passage in enumerate(passages):
            counts = Counter(re.findall(r"[a-z0-9]+", (passage.title + " " + passage.text).lower()))
            lengths.append(sum(counts.values()))
            for word, count in counts.items():
                self.postings[word].append((number, count))
        mean = sum(lengths) / max(1, len(lengths))
        self.norm = [0.9 * (0.6 + 0.4 * length / mean) for length in lengths]

    def best(self, question, limit):
        scores = defaultdict(float)
        total = len(self.passages)
        for word in set(re.findall(r"[a-z0-9]+", question.lower())):
            rows = self.postings.get(word, ())
            if 0 < len(rows) < total / 10:
                idf = math.log(1 + (total - len(rows) + 0.5) / (len(rows) + 0.5))
                for number, count in rows:
                    scores[number] += idf * count / (count + self.norm[number])
        return [self.passages[number] for number, _ in sorted(scores.items(), key=lambda item: -item[1])[:limit]]


def wrong_passage(example, bm25, choose):
    """One of BM25's five best passages that lack the answer: not relevant, not answerable."""
    answer = example.passage.text[example.start:example.end].lower()
    wrong = [each for each in bm25.best(example.question, 6) if each.id != example.passage.id and answer not in each.text.lower()]
    return Example("wrong", example.question, choose.choice(wrong), no_span=True, answerable=0.0, relevant=0.0) if wrong else None


def sibling(example, siblings, choose):
    """One of the three paragraphs of the same document (same title) that share most with the question: near, but not the answer."""
    answer = example.passage.text[example.start:example.end].lower() if example.start is not None else None
    near = [each for each in siblings.get(example.passage.title, ()) if each.id != example.passage.id and (answer is None or answer not in each.text.lower())]
    asked = set(re.findall(r"[a-z0-9]{3,}", example.question.lower()))
    near.sort(key=lambda each: -len(asked & set(re.findall(r"[a-z0-9]{3,}", each.text.lower()))))
    return Example("sibling", example.question, choose.choice(near[:3]), no_span=True, answerable=0.0, relevant=0.0 if answer else None) if near else None


# The shares of the answerable questions that get a negative made from them: the answer's sentence cut out, a wrong passage, a neighbour.
# Documents written for this purpose say everything once, so a neighbour never answers; elsewhere it may.
MADE = {"articles": (0.15, 0.10, 0.60)}


def epoch(weighted, seed, made_of=(0.12, 0.14, 0.12)):
    """One epoch's examples in random order: a share of each source, and negatives made from the answerable ones."""
    choose = random.Random(seed)
    taken = [example for weight, example in weighted for _ in range(int(weight) + (choose.random() < weight % 1))]
    passages = {example.passage.id: example.passage for _, example in weighted}
    bm25 = Bm25(list(passages.values()))
    siblings = defaultdict(list)
    for passage in passages.values():
        if passage.title:
            siblings[passage.title].append(passage)
    made = []
    for example in taken:
        cut, wrong, near = MADE.get(example.source, made_of)
        if example.start is None:
            if example.source == "articles" and choose.random() < 0.25:
                made.append(sibling(example, siblings, choose))
            continue
        throw = choose.random()
        if throw < cut:
            made.append(without_answer(example))
        elif throw < cut + wrong:
            made.append(wrong_passage(example, bm25, choose))
        elif throw < cut + wrong + near:
            made.append(sibling(example, siblings, choose))
    taken += [example for example in made if example is not None]
    choose.shuffle(taken)
    return taken


def held_aside(weighted, tenth=0):
    """(train, held): every tenth passage, by its number, is never trained on."""
    def is_held(example):
        return int(re.sub(r"\D", "", example.passage.id) or 0) % 10 == tenth

    return [pair for pair in weighted if not is_held(pair[1])], [pair for pair in weighted if is_held(pair[1])]
