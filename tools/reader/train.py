"""
Trains the reader. One command from data to a checkpoint; stop it and start it again to go on.

  python3 train.py --init model.onnx --vocabulary vocab.txt --data FOLDER… --out run1 --minutes 95 [--seed 1]

The learning rate falls to nothing over --minutes of training time (or over --examples, whichever is reached first). With --examples alone a run
is the same each time on the same machine.
"""

import argparse
import json
import os
import random
import sys
import time

import torch
from torch.nn import functional as F

from data import epoch, held_aside, load
from features import Encoder, batches, collate
from measure import auroc, span_scores
from model import Reader, from_onnx, from_reader
from wordpiece import WordPiece

# The share of each source's lines that one epoch takes; the reasons are in README.md.
WEIGHTS = {
    "written": 1.0, "written-early": 0.25, "shift-new_wiki": 0.35, "policyqa": 0.15, "kou": 0.7, "squad-du-test": 0.5, "squad-du-dev": 0.5, "boolq-train": 0.15, "condaqa": 0.2, "sciq": 0.3,
    "written-claims": 0.5, "fever-claims": 0.2, "feversym-claims": 0.5, "conjnli-claims": 0.05, "covidfact-claims": 0.15, "fm2-claims": 0.5, "wice-claims": 0.4,
}


def has_bf16():
    """Whether the processor multiplies in bf16; one that doesn't is slower in it than in fp32 by a factor of hundreds."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return "avx512_bf16" in file.read()
    except OSError:
        return False


BF16 = has_bf16()


def losses(model, batch, pad):
    ids, types, mask, body = collate(batch, pad)
    with torch.autocast("cpu", torch.bfloat16, enabled=BF16):
        start, end, pair = model(ids, types, mask)
    start, end, pair = start.float(), end.float(), pair.float()
    closed = (1 - body) * -10000.0
    total = torch.zeros(())
    parts = {}
    for name, logits, targets in (("start", start, [each.start for each in batch]), ("end", end, [each.end for each in batch])):
        target = torch.tensor(targets)
        if (target >= 0).any():
            rows = F.cross_entropy(logits + closed, target.clamp(min=0), reduction="none") * (target >= 0)
            parts[name] = rows.sum() / (target >= 0).sum()
            total = total + 0.5 * rows.sum() / len(batch)
    labels = torch.tensor([each.pair for each in batch])
    for head, weight in ((0, 1.0), (1, 0.5), (2, 1.0)):
        known = labels[:, head] >= 0
        if known.any():
            rows = F.binary_cross_entropy_with_logits(pair[:, head], labels[:, head].clamp(min=0), reduction="none") * known
            parts[f"pair{head}"] = rows.sum() / known.sum()
            total = total + weight * rows.sum() / len(batch)
    return total, parts


@torch.no_grad()
def judge(model, examples, encoder, pad, most=600):
    """AUROC of each pair head, and span F1 of the answerable ones, on examples that nothing was learnt from."""
    model.eval()
    features = sorted((encoder.encode(example) for example in examples[:most]), key=lambda each: len(each.ids))
    rows = []
    for begin in range(0, len(features), 32):
        batch = features[begin:begin + 32]
        ids, types, mask, body = collate(batch, pad)
        with torch.autocast("cpu", torch.bfloat16, enabled=BF16):
            start, end, pair = model(ids, types, mask)
        rows += [(each, *scores) for each, scores in zip(batch, span_scores(start.float(), end.float(), body, pair.float()))]
    model.train()
    result = {}
    for head, name in enumerate(("answerable", "relevant", "supported")):
        known = [(pair[head], each.pair[head]) for each, _, _, _, pair in rows if each.pair[head] >= 0]
        if any(label for _, label in known) and not all(label for _, label in known):
            result[name] = round(auroc(known), 4)
    both = [(pair[0] + 0.5 * (score - null), each.pair[0]) for each, score, null, _, pair in rows if each.pair[0] >= 0]
    if any(label for _, label in both) and not all(label for _, label in both):
        result["with span"] = round(auroc(both), 4)
    spans = [(each, span) for each, _, _, span, _ in rows if each.start > 0]
    if spans:
        def f1(each, span):
            common = max(0, min(each.end, span[1]) - max(each.start, span[0]) + 1)
            return 2 * common / (each.end - each.start + 1 + span[1] - span[0] + 1)
        result["span f1 of tokens"] = round(sum(f1(each, span) for each, span in spans) / len(spans), 4)
    return result


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--init", help="an embedding model in ONNX form, a reader that export.py wrote (reader*.onnx), or a checkpoint (.pt)")
    arguments.add_argument("--vocabulary", required=True)
    arguments.add_argument("--data", nargs="+", required=True)
    arguments.add_argument("--judge", help="a folder of a test set (corpus.jsonl, queries.jsonl, qrels.tsv) to look at while training")
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--minutes", type=float, default=1e9)
    arguments.add_argument("--examples", type=int, default=10**12)
    arguments.add_argument("--rate", type=float, default=1e-4)
    arguments.add_argument("--batch", type=int, default=32)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--share", type=float, default=1.0, help="of all shares: shorter epochs, and the data is read again before each")
    arguments.add_argument("--weights", default="{}", help="JSON: shares of sources, over those in the program")
    arguments.add_argument("--average", type=float, default=0.998, help="the weights that count are a moving average: how much of it a step keeps, at most")
    arguments.add_argument("--frozen", type=int, default=0, help="this many of the lowest layers stay as they are: a step is the quicker for it")
    arguments.add_argument("--look", type=int, default=300, help="a checkpoint and its scores every so many steps")
    given = arguments.parse_args()
    start = time.monotonic()  # reading the data counts, so that a run ends when it is due
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    os.makedirs(given.out, exist_ok=True)
    log = open(os.path.join(given.out, "log.jsonl"), "a", encoding="utf-8")

    def note(**values):
        log.write(json.dumps(values) + "\n")
        log.flush()
        print(json.dumps(values), flush=True)

    pieces = WordPiece(given.vocabulary)
    encoder = Encoder(pieces)
    weighted, held = held_aside(load(given.data, WEIGHTS | json.loads(given.weights)))
    counts = {}
    for weight, example in weighted:
        counts[example.source] = counts.get(example.source, 0) + weight
    note(data={source: round(count) for source, count in counts.items()}, held=len(held))
    random.Random(0).shuffle(held)
    asked = [e for _, e in held if e.answerable is not None]
    articles = [e for e in asked if e.source == "articles"]
    claims = [e for _, e in held if e.supported is not None]
    sets = {"held articles": articles, "held questions": [e for e in asked if e.source != "articles"], "held claims": claims}
    if given.judge:
        from testset import examples as judged
        sets["judge"] = judged(given.judge, most=800)

    checkpoint = os.path.join(given.out, "checkpoint.pt")
    model = Reader()
    if given.init and given.init.endswith(".onnx"):
        model = from_reader(given.init) if "reader" in os.path.basename(given.init) else from_onnx(given.init)
    model.words.weight.requires_grad_(False)  # frozen: most of the weights, little of the gain
    if given.frozen:
        for part in (model.positions, model.types, model.norm, *model.layers[:given.frozen]):
            part.requires_grad_(False)
    decayed = [p for n, p in model.named_parameters() if p.requires_grad and p.dim() > 1]
    plain = [p for n, p in model.named_parameters() if p.requires_grad and p.dim() == 1]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=given.rate)
    average = {name: value.clone() for name, value in model.state_dict().items()}
    seen = steps = number = done_batches = 0
    before = 0.0
    if os.path.exists(checkpoint):
        kept = torch.load(checkpoint)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        average, seen, steps, number, done_batches, before = (kept[k] for k in ("average", "seen", "steps", "epoch", "batches", "seconds"))
        note(resumed=seen)
    elif given.init and given.init.endswith(".pt"):
        model.load_state_dict(torch.load(given.init)["average"])
        average = {name: value.clone() for name, value in model.state_dict().items()}
    model.train()
    begun = start - before

    def progress():
        return max((time.monotonic() - begun) / 60 / given.minutes, seen / given.examples)

    def save(name="checkpoint.pt"):
        path = os.path.join(given.out, name)
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "seen": seen, "steps": steps,
                    "epoch": number, "batches": done_batches, "seconds": time.monotonic() - begun}, path + ".tmp")
        os.replace(path + ".tmp", path)

    def judge_all():
        shadow = Reader()
        shadow.load_state_dict(average)
        for name, examples in sets.items():
            if examples:
                note(seen=seen, set=name, **judge(shadow, examples, encoder, pieces.pad))

    smooth = {}
    while progress() < 1:
        choose = random.Random(given.seed * 1000 + number)
        if given.share < 1:
            weighted, _ = held_aside(load(given.data, WEIGHTS | json.loads(given.weights)))
            weighted = [(weight * given.share, example) for weight, example in weighted]
        features = [encoder.encode(example, choose, with_title=choose.random() < 0.8) for example in epoch(weighted, given.seed * 1000 + number)]
        order = batches(features, given.batch, choose)
        note(epoch=number, examples=len(features), batches=len(order))
        for batch in order[done_batches:]:
            share = progress()
            if share >= 1:
                break
            rate = given.rate * min(1.0, share / 0.04 + 0.02) * (1 - share)
            for each in optimizer.param_groups:
                each["lr"] = rate
            loss, parts = losses(model, batch, pieces.pad)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            seen, steps, done_batches = seen + len(batch), steps + 1, done_batches + 1
            keep = min(given.average, (1 + steps) / (10 + steps))
            for name, value in model.state_dict().items():
                if name != "words.weight":
                    average[name].mul_(keep).add_(value, alpha=1 - keep)
            for name, value in parts.items():
                smooth[name] = 0.98 * smooth.get(name, float(value)) + 0.02 * float(value)
            if steps % 20 == 0:
                note(seen=seen, minutes=round((time.monotonic() - begun) / 60, 1), rate=round(rate, 7), **{k: round(v, 4) for k, v in smooth.items()})
            if steps % given.look == 0:
                save()
                judge_all()
        else:
            number, done_batches = number + 1, 0
    save()
    save("final.pt")
    judge_all()
    note(finished=seen)


if __name__ == "__main__":
    sys.exit(main())
