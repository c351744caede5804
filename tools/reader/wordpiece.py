"""WordPiece as uncased BERT models use it, with the place of every token in the text. The C# reader splits texts the same way."""

import unicodedata
from functools import lru_cache

CLS, SEP, PAD, UNKNOWN = "[CLS]", "[SEP]", "[PAD]", "[UNK]"


def read_vocabulary(path):
    with open(path, encoding="utf-8", newline=None) as lines:
        return {line.rstrip("\r\n"): number for number, line in enumerate(lines)}


def _is_punctuation(character):
    code = ord(character)
    return 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126 or unicodedata.category(character).startswith("P")


def _is_ideograph(character):
    code = ord(character)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x2FA1F or 0xF900 <= code <= 0xFAFF


def words(text):
    """(start, end) of each run of letters and digits, and of each punctuation mark and ideograph."""
    found, begin = [], -1
    for place, character in enumerate(text):
        alone = _is_punctuation(character) or _is_ideograph(character)
        if alone or character.isspace() or unicodedata.category(character) in ("Cc", "Zs"):
            if begin >= 0:
                found.append((begin, place))
                begin = -1
            if alone:
                found.append((place, place + 1))
        elif begin < 0:
            begin = place
    if begin >= 0:
        found.append((begin, len(text)))
    return found


class WordPiece:
    """Splits text into (ids, spans); a token's span is that of its piece, or of the whole word where lower-casing changes the word's length."""

    def __init__(self, path):
        self.vocabulary = read_vocabulary(path)
        self.cls, self.sep, self.pad, self.unknown = (self.vocabulary[token] for token in (CLS, SEP, PAD, UNKNOWN))
        self._pieces = lru_cache(maxsize=200_000)(self._split)

    def _split(self, word):
        lower = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn" and unicodedata.category(c) != "Cf")
        if not lower:
            return ()
        if len(lower) > 100:
            return ((self.unknown, 0, len(word)),)
        exact = len(lower) == len(word)
        pieces, begin = [], 0
        while begin < len(lower):
            end = len(lower)
            while end > begin:
                token = ("##" if begin else "") + lower[begin:end]
                if token in self.vocabulary:
                    break
                end -= 1
            if end == begin:
                return ((self.unknown, 0, len(word)),)
            pieces.append((self.vocabulary[token], begin if exact else 0, end if exact else len(word)))
            begin = end
        return tuple(pieces)

    def encode(self, text):
        ids, spans = [], []
        for begin, end in words(text):
            for token, first, last in self._pieces(text[begin:end]):
                ids.append(token)
                spans.append((begin + first, begin + last))
        return ids, spans
