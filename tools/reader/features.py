"""Examples as token ids: [CLS] question [SEP] title [SEP] passage [SEP], cut to a window that holds the answer."""

import random
from dataclasses import dataclass

import torch

QUESTION_TOKENS, TITLE_TOKENS, LENGTH = 64, 16, 192


@dataclass
class Features:
    ids: list
    body: int  # where the passage's tokens begin
    start: int  # token of the answer's start; 0 = the null span; -1 = not trained on
    end: int
    pair: tuple  # a label, or -1 for none, per pair head
    example: object
    first: int  # the passage token that the window begins with


class Encoder:
    def __init__(self, pieces):
        self.pieces = pieces
        self.passages = {}

    def passage(self, passage):
        # Not by id: a passage with a sentence cut out has the id of the whole one.
        if passage.text not in self.passages:
            self.passages[passage.text] = self.pieces.encode(passage.text)
        return self.passages[passage.text]

    def encode(self, example, choose=None, length=LENGTH, with_title=True):
        pieces = self.pieces
        question = pieces.encode(example.question)[0][:QUESTION_TOKENS]
        title = pieces.encode(example.passage.title)[0][:TITLE_TOKENS] if with_title else []
        head = [pieces.cls, *question, pieces.sep, *title, pieces.sep]
        ids, spans = self.passage(example.passage)
        room = length - len(head) - 1
        start = end = -1
        if example.no_span:
            start = end = 0
        elif example.start is not None:
            inside = [i for i, (a, b) in enumerate(spans) if a < example.end and b > example.start]
            if inside:
                start, end = inside[0], inside[-1]
        first = 0
        if len(ids) > room:
            if start > 0 or (start == 0 and not example.no_span):
                low, high = max(0, end - room + 1), min(start, len(ids) - room)
                first = (choose or random).randint(min(low, high), max(low, high)) if choose else max(0, min(start - room // 3, len(ids) - room))
            elif choose:
                first = choose.randint(0, len(ids) - room)
        if not example.no_span and start >= 0:
            start, end = start - first + len(head), min(end - first, room - 1) + len(head)
            if start < len(head) or start >= len(head) + room:
                start = end = -1
        labels = tuple(-1.0 if label is None else label for label in (example.answerable, example.relevant, example.supported))
        return Features([*head, *ids[first:first + room], pieces.sep], len(head), start, end, labels, example, first)


def collate(batch, pad):
    longest = max(len(each.ids) for each in batch)
    ids = torch.full((len(batch), longest), pad)
    types, mask, body = (torch.zeros((len(batch), longest)) for _ in range(3))
    for row, each in enumerate(batch):
        count = len(each.ids)
        ids[row, :count] = torch.tensor(each.ids)
        types[row, each.body:count] = 1
        mask[row, :count] = 1
        # Where a span may begin or end: the passage's tokens, and [CLS] for none.
        body[row, each.body:count - 1] = 1
        body[row, 0] = 1
    return ids, types.long(), mask, body


def batches(features, size, choose):
    """Batches of like length in random order: sorted within pools of fifty batches."""
    pool = size * 50
    made = []
    for begin in range(0, len(features), pool):
        chunk = sorted(features[begin:begin + pool], key=lambda each: len(each.ids))
        made += [chunk[i:i + size] for i in range(0, len(chunk), size)]
    choose.shuffle(made)
    return made
