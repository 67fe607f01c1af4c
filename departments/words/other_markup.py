"""HTML as other programs write it, in elements of ours. A row of a table is a line, "Monday: 8 to 4, Room 12"."""

import re

# Possessive, and never past the next "<": the time grows with the length and no faster, whatever stands there.
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/<>]*+)[^<>]*+>")
# Elements that end by themselves, or that no other of their kind stands in.
NOT_NESTED = {"br", "dd", "dt", "hr", "img", "li", "option", "p", "td", "th", "tr"}
WITHOUT_END = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
_BLOCKS = "address article aside body button caption center details div fieldset figcaption figure footer form header "
_BLOCKS += "hgroup hr legend main nav pre section summary tbody tfoot thead"
_OURS = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "b": "strong", "i": "em"} | dict.fromkeys(_BLOCKS.split(), "p")
_ROW, _CELL = "\x0e", "\x0f"  # no text has them: control characters are taken out before
_BEGINS = {"table": _ROW, "tr": _ROW, "td": _CELL, "th": _CELL, "dl": _ROW, "dt": _ROW + _CELL, "dd": _CELL}
_ENDS = {"table": _ROW, "tr": _ROW, "dl": _ROW}
ELEMENTS = {*_OURS, *_BEGINS}
_THEIRS = re.compile(rf"<(?:{'|'.join(ELEMENTS)})[\s/>]", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight:\s*(?:normal|400)", re.IGNORECASE)  # Google Docs puts a whole text into such a <b>
# Digits above or below the line, which would run into those before them: x² is not x2.
_RAISED = re.compile(r"<(su[bp])(?:\s[^<>]*)?>([\s0-9]+)</\1>", re.IGNORECASE)
_DIGITS = {"sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")}

_LAYS_OUT = re.compile(r"<(?:h[23]|[uo]l|li)[ >]")
_BREAKS = re.compile(r"(?:</?(?:p|br|blockquote)>|&nbsp;|\s)+")
_BESIDE_LINES = re.compile(r"(?<!\s)\s+(?=<p>)|(?<=</p>)\s+")
_ANY_TAG = re.compile(r"<[^>]*>")


def translated(html: str, clean) -> str:
    """`html`, a text without control characters, in our elements. `clean` makes well-formed HTML of anything."""
    html = _RAISED.sub(lambda found: found[2].translate(_DIGITS[found[1].lower()]), html)
    html = TAG.sub(_translated, html) if _THEIRS.search(html) else html
    if _CELL not in html:
        return html.replace(_ROW, " ")
    pieces = (_line(piece) if _CELL in piece else piece for piece in clean(html).split(_ROW))
    return _BESIDE_LINES.sub("", " ".join(pieces))


def _translated(tag):
    name = tag["name"].lower()
    if name in _BEGINS:
        return _ENDS.get(name, "") if tag["close"] else _BEGINS[name]
    if name == "b" and _NOT_BOLD.search(tag[0]):
        return ""
    return f"<{tag['close']}{_OURS[name]}>" if name in _OURS else tag[0]


def _line(row):
    before, *cells = row.split(_CELL)
    texts = [_BREAKS.sub(" ", cell) for cell in cells]
    words = [" ".join(_ANY_TAG.sub("", text).split()) for text in texts]
    if sum(map(bool, words)) < 2 or max(map(len, words)) > 200 or _LAYS_OUT.search(row):
        return f"{before}<p>{'<p>'.join(cells)}</p>"
    line, last, separator = "", "", ": "
    for text, said in zip(texts, words, strict=True):
        if said and last:
            line += " " if last[-1] in ":;,.!?" else separator
            separator = ", "
        line, last = line + text.strip(), said or last
    return f"{before}<p>{line}</p>"
