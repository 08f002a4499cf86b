"""Writes what the Python tokenizer makes of awkward texts, for the TypeScript one to be held against."""

import json

from data import MODEL_DIR, MAX_TOKENS, encode
from runtime import runtime_tokenizer

TEXTS = [
    "",
    "   \t\n ",
    "I love this!!! Thank you so much :)",
    "Don't @ me, it's $5.00 + tax = <b>50%</b> ^^ ~ `code` | pipe",
    "😂😂😂 that’s hilarious 🤣 ❤️ 👍🏽 👩‍👩‍👧 🤷🏻‍♀️",
    "🦄 an emoji without a name",
    "Crème brûlée, naïve façade, Ångström, ÉCOLE, ﬁne ﬀ, İstanbul, ΣΊΣΥΦΟΣ, straße",
    "e\u0301 combining, z\u0310a\u0341lgo \u0336s\u0336t\u0336r\u0336i\u0336k\u0336e",
    "我很高兴 today 今日は嬉しい 오늘 기뻐요",
    "Привет, мне грустно. مرحبا شكرا שלום नमस्ते ขอบคุณ",
    "zero\u200bwidth soft\u00adhyphen nbsp\u00a0here nul\u0000 bad\ufffd bom\ufeff ideographic\u3000space line\u2028sep",
    "a" * 100 + " " + "b" * 101 + " end",
    "supercalifragilisticexpialidocious antidisestablishmentarianism qwrtzpsdfg",
    "[NAME] told [RELIGION] people <s> </s> <mask> [UNK] [CLS] [PAD] ##ing",
    "“Curly” ‘quotes’ – dashes — ellipsis… ¿qué? ¡sí! «guillemets» 「かぎ」 №5 §3 ©® ™ °C ½ ² €",
    "\U0001d4d7\U0001d4ee\U0001d4f5\U0001d4f5\U0001d4f8 \uff26\uff55\uff4c\uff4c \u2460 \U000e0041 \ud7ff \ue000 \U0010ffff",
    "tab\tnew\nline\r\ncarriage\rreturn\x0bvertical\x0cform\x85next",
    "word " * 300,
    "I'm " * 40 + "😭",
]


def main() -> None:
    cases = [{"text": text, "ids": ids} for text, ids in zip(TEXTS, encode(runtime_tokenizer(), TEXTS))]
    path = MODEL_DIR.parent / "tokenizer.fixtures.json"
    lines = ",\n".join("  " + json.dumps(case, ensure_ascii=True) for case in cases)
    path.write_text(f'{{ "limit": {MAX_TOKENS}, "cases": [\n{lines}\n] }}\n', "utf8")


if __name__ == "__main__":
    main()
