#!/usr/bin/python3
"""Xapian, SQLite FTS5 and PostgreSQL over the same passages and questions: "peers.py ENGINE PASSAGES.tsv QUESTIONS.txt FOLDER".

Prints one line of key=value pairs. Every engine stems English and drops the same stop words; a question is the OR of its words, ranked by the
engine's own BM25 (PostgreSQL: ts_rank), the ten best. Query times are p50/p99 of the clock, then
p50/p99 of the thread's processor time, in ms, in the last round (PostgreSQL works in a process of its own: only its clock counts).
"""
import os
import re
import resource
import sqlite3
import sys
import time

STOP = set("a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split())
ENGINE, PASSAGES, QUESTIONS, FOLDER = sys.argv[1:5]
# The slow engines get fewer questions of a large corpus: a whole round of SQLite at 1,000,000 passages takes 20 minutes.
LARGE = 200_000_000
ROUNDS = 2 if ENGINE == "xapian" else 1
MOST = 400 if ENGINE == "xapian" or os.path.getsize(PASSAGES) < LARGE else 40


def passages():
    with open(PASSAGES, encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t", 2)


def words(text):
    return [word for word in re.findall(r"[^\W_]+", text.lower()) if word not in STOP]


def size(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(top, name)) for top, _, names in os.walk(path) for name in names)


def xapian_engine():
    import xapian

    stemmer = xapian.Stem("en")
    stopper = xapian.SimpleStopper()
    for word in STOP:
        stopper.add(word)
    database = xapian.WritableDatabase(FOLDER, xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(stemmer)
    generator.set_stopper(stopper)
    generator.set_stopper_strategy(xapian.TermGenerator.STOP_ALL)
    generator.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)
    for _, title, text in passages():
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(title + "\n" + text)
        database.add_document(document)
    database.commit()
    database.close()
    reader = xapian.Database(FOLDER)
    enquire = xapian.Enquire(reader)
    enquire.set_weighting_scheme(xapian.BM25Weight(0.9, 0, 1, 0.4, 0.5))

    def ask(question):
        enquire.set_query(xapian.Query(xapian.Query.OP_OR, [stemmer(word).decode() for word in words(question)]))
        return len(enquire.get_mset(0, 10))

    return ask, lambda: size(FOLDER)


def sqlite_engine():
    path = FOLDER + ".db"
    connection = sqlite3.connect(path)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "CREATE VIRTUAL TABLE passage USING fts5(text, content='', tokenize='porter unicode61');"
    )
    with connection:
        connection.executemany("INSERT INTO passage(rowid, text) VALUES (?, ?)", ((i, title + "\n" + text) for i, (_, title, text) in enumerate(passages(), 1)))
    with connection:
        connection.execute("INSERT INTO passage(passage) VALUES ('optimize')")

    def ask(question):
        match = " OR ".join(f'"{word}"' for word in words(question))
        return len(connection.execute("SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT 10", (match,)).fetchall())

    return ask, lambda: size(path)


def postgresql_engine():
    import psycopg2

    connection = psycopg2.connect(host=os.path.join(FOLDER, "socket"), user="postgres", dbname="postgres")
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("SET max_parallel_workers_per_gather = 0; SET maintenance_work_mem = '512MB'; DROP TABLE IF EXISTS passage")
    cursor.execute("CREATE UNLOGGED TABLE passage (id serial PRIMARY KEY, words tsvector)")
    batch = []

    def store():
        cursor.execute(
            "INSERT INTO passage(words) VALUES " + ",".join(["(to_tsvector('english', %s))"] * len(batch)), batch
        )
        batch.clear()

    for _, title, text in passages():
        batch.append((title + "\n" + text).replace("\0", " "))
        if len(batch) == 500:
            store()
    if batch:
        store()
    cursor.execute("CREATE INDEX passage_words ON passage USING gin(words); ANALYZE passage")

    def ask(question):
        cursor.execute(
            "SELECT id FROM passage, to_tsquery('english', %s) AS asked WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC LIMIT 10",
            (" | ".join(words(question)),),
        )
        return len(cursor.fetchall())

    def index_size():
        cursor.execute("SELECT pg_total_relation_size('passage')")
        return cursor.fetchone()[0]

    return ask, index_size


start = time.monotonic()
ask, index_size = {"xapian": xapian_engine, "sqlite": sqlite_engine, "postgresql": postgresql_engine}[ENGINE]()
seconds = time.monotonic() - start
questions = open(QUESTIONS, encoding="utf-8").read().splitlines()[:MOST]
for _ in range(ROUNDS):
    times, processor = [], []
    for question in questions:
        before, used = time.monotonic(), time.thread_time()
        ask(question)
        times.append((time.monotonic() - before) * 1000)
        processor.append((time.thread_time() - used) * 1000)
times.sort()
processor.sort()
count = sum(1 for _ in passages())
print(
    f"passages={count} asked={len(questions)} rate={count / seconds:.0f} index_mb={index_size() / 1e6:.0f}"
    f" query={times[len(times) // 2]:.2f}/{times[len(times) * 99 // 100]:.2f}"
    # PostgreSQL works in a process of its own: the client's processor time and memory say nothing.
    + ("" if ENGINE == "postgresql" else f"/{processor[len(times) // 2]:.2f}/{processor[len(times) * 99 // 100]:.2f} peak_mb={resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
)
