"""
Writers' articles → NAME-passages, NAME-questions and NAME-claims as train.py reads them, and the articles held aside as test sets.

  python3 articles.py --in FOLDER… --out DATA [--sets FOLDER]

An article is a JSON file NUMBER.json: {"title", "paragraphs": ["…"], "questions": [{"p", "q", "a"}], "tempting": [{"near", "q"}], "claims": [{"p", "claim",
"supported"}]}; paragraphs are counted from 1, "a" stands in its paragraph word for word, nothing in the article answers what is tempting. What doesn't fit is
named and left out. Files that are still being written are met again at the next call.

Two articles of ten are held aside whole: their paragraphs have numbers that divide by ten, the others' don't (`held_aside` in data.py). --sets writes the held
ones as test sets of ten articles each (corpus.jsonl, queries.jsonl, qrels.tsv), an article's paragraphs under one title: NAME-judge-… for judging a run,
NAME-tune-… for learning the calibration over it.
"""

import argparse
import gzip
import json
import os
import random
import re

HELD = {5: "judge", 0: "tune"}  # by an article's last digit
NEIGHBOURS = 1  # other paragraphs of the article beside which a tempting question stands too


def read(folders):
    """(folder, number, article) of every whole file, in order."""
    for folder in folders:
        for file in sorted(os.listdir(folder)):
            if not re.fullmatch(r"\d+\.json", file):
                continue
            path = os.path.join(folder, file)
            try:
                with open(path, encoding="utf-8") as text:
                    article = json.load(text)
                article["title"], article["paragraphs"], article["questions"], article["tempting"]
            except (ValueError, KeyError, TypeError) as error:
                print(f"{path}: left out ({error!r}). Write it as the head of articles.py says.")
                continue
            yield os.path.basename(folder.rstrip("/")), int(file[:-5]), article


def is_held(number):
    return number % 10 in HELD


def place(row, key, article, where):
    """The paragraph that a row names, from 0, or None."""
    number = row.get(key)
    if isinstance(number, int) and 1 <= number <= len(article["paragraphs"]):
        return number - 1
    print(f"{where}: {key} {number!r} is no paragraph; the row is left out.")
    return None


def near(question, article, without, count, choose):
    """Of the three other paragraphs that share most with the question, `count` by chance."""
    asked = set(re.findall(r"[a-z0-9]{3,}", question.lower()))
    others = [i for i in range(len(article["paragraphs"])) if i != without]
    others.sort(key=lambda i: -len(asked & set(re.findall(r"[a-z0-9]{3,}", article["paragraphs"][i].lower()))))
    return choose.sample(others[:3], min(count, len(others[:3])))


def rows_of(article, where):
    """(answerable questions with place and start, tempting ones with place, claims with place), checked."""
    questions, tempting, claims = [], [], []
    for row in article["questions"]:
        at = place(row, "p", article, where)
        if at is not None and row.get("a"):
            start = article["paragraphs"][at].find(row["a"])
            if start < 0:
                print(f"{where}: paragraph {at + 1} has no {row['a']!r}; the question is left out.")
            else:
                questions.append((at, row["q"], row["a"], start))
    for row in article["tempting"]:
        if (at := place(row, "near", article, where)) is not None:
            tempting.append((at, row["q"]))
    for row in article.get("claims", ()):
        if (at := place(row, "p", article, where)) is not None:
            claims.append((at, row["claim"], bool(row["supported"])))
    return questions, tempting, claims


def write(path, rows):
    """Whole or not at all: a training run may read it at any time."""
    with gzip.open(path + ".tmp", "wt", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    os.replace(path + ".tmp", path)


def training(articles, out, name):
    passages, questions, claims = [], [], []
    folders = sorted({folder for folder, _, _ in articles})
    for folder, number, article in articles:
        where = f"{folder}/{number:03}"
        choose = random.Random(where)
        # The same at every call, whatever was written since.
        base = (folders.index(folder) * 1000 + number) * 1000
        ids = [base + (10 * (i + 1) if is_held(number) else i // 9 * 10 + i % 9 + 1) for i in range(len(article["paragraphs"]))]
        passages += [{"passage": id, "title": article["title"], "text": text} for id, text in zip(ids, article["paragraphs"])]
        asked, tempting, claimed = rows_of(article, where)
        questions += [{"source": name, "passage": ids[at], "question": q, "answerable": True, "answer": a, "start": start} for at, q, a, start in asked]
        for at, q in tempting:
            for each in (at, *near(q, article, at, NEIGHBOURS, choose)):
                questions.append({"source": name, "passage": ids[each], "question": q, "answerable": False})
        claims += [{"passage": ids[at], "claim": claim, "supported": supported} for at, claim, supported in claimed]
    os.makedirs(out, exist_ok=True)
    # The questions last: a run that reads meanwhile finds all their passages.
    for kind, rows in (("passages", passages), ("claims", claims), ("questions", questions)):
        write(os.path.join(out, f"{name}-{kind}.jsonl.gz"), rows)
    print(f"{len(articles)} articles: {len(passages)} passages, {len(questions)} questions, {len(claims)} claims")


def test_sets(articles, out, name):
    for digit, use in HELD.items():
        held = [each for each in articles if each[1] % 10 == digit]
        random.Random(0).shuffle(held)
        for begin in range(0, len(held), 10):
            test_set(held[begin:begin + 10], os.path.join(out, f"{name}-{use}-{begin // 10 + 1}"))


def test_set(articles, folder):
    corpus, queries, judged = [], [], []
    for writer, number, article in articles:
        where = f"{writer}{number:03}"
        corpus += [{"_id": f"{where}-{i + 1}", "title": article["title"], "text": text} for i, text in enumerate(article["paragraphs"])]
        asked, tempting, _ = rows_of(article, where)
        for i, (at, q, a, _) in enumerate(asked):
            queries.append({"_id": f"{where}-q{i + 1}", "text": q, "answers": [a], "answerable": True})
            judged.append(f"{where}-q{i + 1}\t{where}-{at + 1}\t1\n")
        for i, (at, q) in enumerate(tempting):
            queries.append({"_id": f"{where}-t{i + 1}", "text": q, "answerable": False, "about": f"{where}-{at + 1}"})
    os.makedirs(folder, exist_ok=True)
    for file, rows in (("corpus.jsonl", corpus), ("queries.jsonl", queries)):
        with open(os.path.join(folder, file), "w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    with open(os.path.join(folder, "qrels.tsv"), "w", encoding="utf-8") as lines:
        lines.writelines(["query-id\tcorpus-id\tscore\n", *judged])
    print(f"{folder}: {len(articles)} articles, {len(queries)} questions")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--in", dest="folders", nargs="+", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--sets", help="a folder for the test sets of the articles held aside")
    arguments.add_argument("--name", default="articles")
    given = arguments.parse_args()
    articles = list(read(given.folders))
    training(articles, given.out, given.name)
    if given.sets:
        test_sets(articles, given.sets, given.name)


if __name__ == "__main__":
    main()
