"""What the model sees of a text, letter by letter as lib/care/signs/features.ts does it; see there."""

import re
import unicodedata
from functools import lru_cache

WORD_BITS, PIECE_BITS = 18, 17
REWRITTEN = [
    (r"[’‘`´]", "'"),
    (r"\b(do|does|did|is|are|was|were|could|would|should|has|have|had)n'?t\b", r"\1 not"),
    (r"\bcan(?:'?t|not)\b", "can not"),
    (r"\bcnt\b", "can not"),
    (r"\bwon'?t\b", "will not"),
    (r"\bi'?m\b", "i am"),
    (r"\bi'?ve\b", "i have"),
    (r"\bi'd\b", "i would"),
    (r"\bi'll\b", "i will"),
    (r"\b(he|she|it|that|what)'s\b", r"\1 is"),
    (r"\b(they|you|we)'re\b", r"\1 are"),
    (r"\b(he|she|they|we|you)'ll\b", r"\1 will"),
    (r"\bwan+a\b", "want to"),
    (r"\bgon+a\b", "going to"),
    (r"\bu\b", "you"),
    (r"\bur\b", "your"),
    (r"\bmy ?self\b", "myself"),
]
REWRITTEN = [(re.compile(pattern, re.ASCII), by) for pattern, by in REWRITTEN]
MARKS = re.compile("[\u0300-\u036f]")
TOKEN = re.compile(r"[a-z0-9']+|[?!]")
FOREIGN_PARTS = [
    re.compile(r"```[\s\S]*?(?:```|\Z)"),
    re.compile(r"`[^`\n]+`"),
    re.compile(r"^[ \t]*>.*$", re.M),
    re.compile(r"“[^”\n]{2,400}”"),
    re.compile(r'"[^"\n]{2,400}"'),
    re.compile(r"https?://\S+"),
]
# A message that is all quotation is read as it stands.
LEAST_OWN_WORDS = 3


def words_of(text: str) -> list[str]:
    plain = MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()
    for pattern, by in REWRITTEN:
        plain = pattern.sub(by, plain)
    return TOKEN.findall(plain)


def own_words(text: str) -> list[str]:
    rest = text
    for pattern in FOREIGN_PARTS:
        rest = pattern.sub(" ", rest)
    words = words_of(rest)
    return words if len(words) >= LEAST_OWN_WORDS else words_of(text)


@lru_cache(maxsize=None)
def fnv(text: str) -> int:
    value = 2166136261
    for byte in text.encode("ascii"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def runs_in(words: list[str]) -> set[int]:
    return {
        fnv(" ".join(words[start : start + length])) >> (32 - WORD_BITS)
        for length in range(1, 5)
        for start in range(len(words) - length + 1)
    }


@lru_cache(maxsize=None)
def pieces_of(word: str) -> frozenset[int]:
    whole = f" {word} "
    return frozenset(
        fnv(whole[start : start + length]) >> (32 - PIECE_BITS)
        for length in range(2, 6)
        for start in range(len(whole) - length + 1)
    )


def pieces_in(words: list[str]) -> set[int]:
    return set().union(*(pieces_of(word) for word in set(words)))
