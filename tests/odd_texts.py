"""Texts that a keyboard, a clipboard or a program may bring into any field. For tests."""

import unicodedata

CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
MARKS = ["\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060"]
MARKS += ["\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\u00ad", "\u061c", "\ufff9", "\ufffc", "\ufffd"]
NOT_CHARACTERS = ["\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff", "\ue000"]
HALVES = ["\ud800", "\udbff", "\udc00", "\udfff", "\udc00\ud800"]
BLANKS = [chr(code) for code in range(0x3001) if unicodedata.category(chr(code)) in ("Zs", "Zl", "Zp")]
PLAIN = [
    "=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'", "''", '"', "\\", "\\n", "%", "%s", "%00", "{}",
    "{{ x }}", "${x}", "<b>",
    "</p>", "<script>alert(1)</script>", "<!--", "]]>", "&", "&amp;", "&lt;", "&#1;", "&#x1;",
    "&#X1;", "&amp;#1;", "&#0;",
    "&nbsp;", "a;b", "a,b", "a|b", "a\\,b\\;c", ";", ",", "|", "NULL", "null", "None", "true",
    "0", "-0", "1e999", "NaN",
    "_x000D_", "_x0001_", "x" * 190, "é" * 190, "😀" * 90, "e" + "\u0301" * 90, "😀", "👩‍👩‍👧", "🇺🇸",
    "𝒜𝒷", "ﬁ", "ß", "İ", "ı",
    "שלום", "مرحبا 123", "日本語", "हिन्दी", "Łukasz", "Ægir", "Kahoʻokele", "ǅ", "①", "½", "٣", "…",
    "–", "“q”", "`", "~",
    "1 Jan", "2025-26", "http://x", "a@b", "--", "/*", "*/", "../../x", "C:\\x", "\\\\x\\y", "#",
    "?", "?a=b&c", "tel:1",
    "Vacancies Desk", "Open House", "(x)", "[x]", "a  b", "a   b", "x.", ".", "..", "-", "_",
    "A" * 75 + " " + "B" * 75,
]  # fmt: skip
ODD = list(
    dict.fromkeys(
        [
            *PLAIN,
            *(f"a{one}b" for one in (*CONTROLS, *MARKS, *NOT_CHARACTERS, *HALVES, *BLANKS, "\r\n", "\n\n", "\t\t")),
            *(f"{one}a" for one in (*CONTROLS[7:16], *MARKS, *BLANKS)),
            *(f"a{one}" for one in (*CONTROLS[7:16], *MARKS, *BLANKS)),
            *(one * 3 for one in (*CONTROLS[:2], *CONTROLS[7:16], *BLANKS)),
        ]
    )
)
LONG = ["word " * 8000, "line\n" * 8000, "x" * 40_000, "\x0b" * 9000 + "a", "&" * 9000]
