"""Scores of a reading, and measures over them."""

import torch

LONGEST = 30  # tokens of an answer


def auroc(rows):
    """The probability that a true one scores higher than a false one; ties count half. rows: (score, label)."""
    ordered = sorted(rows)
    ranks, i = 0.0, 0
    true = sum(1 for _, label in ordered if label)
    while i < len(ordered):
        j = i
        while j < len(ordered) and ordered[j][0] == ordered[i][0]:
            j += 1
        ranks += sum(1 for k in range(i, j) if ordered[k][1]) * (i + j + 1) / 2
        i = j
    return (ranks - true * (true + 1) / 2) / (true * (len(ordered) - true))


def span_scores(start, end, body, pair):
    """Per row (score of the best span, score of the null span, (first, last) token, pair logits)."""
    found = []
    closed = (1 - body) * -10000.0
    start, end = start + closed, end + closed
    for row in range(start.shape[0]):
        begin, finish = start[row].clone(), end[row].clone()
        null = float(begin[0] + finish[0])
        begin[0] = finish[0] = -10000.0
        table = (begin[:, None] + finish[None, :]).triu().tril(LONGEST - 1) if len(begin) > LONGEST else (begin[:, None] + finish[None, :]).triu()
        keep = torch.ones_like(table, dtype=torch.bool).triu().tril(LONGEST - 1)
        table = table.masked_fill(~keep, -1e9)
        best = int(table.argmax())
        first, last = divmod(best, table.shape[1])
        found.append((float(table[first, last]), null, (first, last), pair[row].tolist()))
    return found
