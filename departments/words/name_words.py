"""What a word of a person's name can be: a prefix, a suffix, a degree, a small word that begins a surname."""

import re


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, a space between each."""
    return frozenset(text.split())


# What is no name anywhere: a search need not find it.
TITLES = word_set("dr mr mrs ms miss mx prof professor rev reverend phd edd psyd jd mba cpa esq jr sr ii iii iv")

_PREFIXES = word_set(
    "dr doctor mr mrs ms miss mx sir madam prof professor hon. honorable rev reverend fr father msgr monsignor sr sra"
    " srta sister sis. brother bro. mother rabbi imam chaplain officer detective sgt sergeant lt lieutenant cpt capt"
    " captain col. colonel maj. gen. general adm. admiral cpl corporal pvt pfc sfc ssg msg sgm csm 1sg ssgt tsgt msgt"
    " ltc cmdr cdr cw2 cw3 cw4 cw5 (r) (ret) (ret.) ret"
)
# Given names too: prefixes only where two names follow.
_PERHAPS_PREFIXES = word_set("the rt right very most pastor bishop deacon elder judge major chief coach")
_SUFFIXES = word_set("jr sr ii iii iv 2nd 3rd 4th esq phd edd psyd ret")
_DEGREES = word_set(
    "md dds dmd dvm rn lpn aprn bsn msn dnp lcsw lmft lpc msw mph cpa llm jd pharmd cfre bcba dpt nbct ncsp aicp otr"
    " otr/l cota cota/l ccc-slp pa-c sphr pmp"
)
# Names too ("Yo-Yo Ma"): only capitals tell that these are degrees, "Jack Chen MA".
_PERHAPS_DEGREES = word_set(
    "ba bs ma ms msed med mba mpa mat mfa mlis mdiv dmin thd edm eds cas do od pa np pe pt pta ot slp cfe rd rdn phr"
)
_PARTICLES = word_set(
    "abu al da das de degli del dela della dello delos den der des di dos du el la las le los mac mc o saint san santa"
    " st st. ste ste. ten ter van vande vanden vander von ó ní nic uí"
)
# With a capital these are given names or initials.
_SMALL_PARTICLES = word_set("ap bin bint dal e ibn lo 't ’t y zu zum zur")
# Particles even where they come first: "De Leon", "O Brien", but not "Van Morrison".
_NEVER_GIVEN = word_set("de dela delos mc o ó ní st st. ste ste. vanden vander")
# Surnames of Vietnam and of the Hmong. Before them "Van", "Le" and "Der" are given names: Mai Der Vang.
WITHOUT_PARTICLES = word_set(
    "bui cha dang dinh do doan duong hang her ho hoang huynh khang kue le lee lor luong ly moua ngo nguyen pham phan"
    " thao tran trinh truong vang vo vu vue xiong yang"
)
_LETTERS = r"(?:(?:[A-Z][a-z]{0,2}\.){2,}(?:[A-Z][a-z]*)?|[A-Z]{2,6})"
_LIKE_A_DEGREE = re.compile(rf"{_LETTERS}(?:[-/](?:{_LETTERS}|[A-Z]))*")

# A rank or title that is more than one word.
RANK = (
    r"(?:Command|Staff|Master|Gunnery|First|\d\w\w)\s+(?:Sgt|Sergeant|Lt|Lieutenant)\b\.?"
    r"|(?:Sgt|Sergeant)\.?\s+(?:First|\d\w\w)\s+Class|Chief\s+(?:Warrant|Petty)\s+Officer|Mother\s+Superior|Prof(?:\.|essor)?\s+(?:em\.|emerit\w+)"
)


def is_prefix(word: str, names: int) -> bool:
    """Whether `word` is a prefix where so many `names` follow it. Of several words a rank is one."""
    key = word.casefold()
    known = _PREFIXES | _PERHAPS_PREFIXES if names > 1 else _PREFIXES
    return key in known or key.removesuffix(".") in known or bool(re.fullmatch(RANK, word, re.IGNORECASE))


def is_suffix(word: str) -> bool:
    """Whether `word` is a suffix wherever it stands: "Jr.", "III", "Ph. D."."""
    return re.sub(r"[.\s]", "", word).casefold() in _SUFFIXES


def is_degree(word: str, mixed: bool = True) -> bool:
    """Whether `word` is a degree, or "V". `mixed`: the name is not all in capitals, so that these tell something."""
    letters = word.replace(".", "")
    key = letters.casefold()
    capitals = sum(map(str.isupper, letters))
    return key in _DEGREES or letters == "V" or (mixed and capitals > 1 and key in _PERHAPS_DEGREES)


def looks_like_a_degree(word: str) -> bool:
    """Whether `word` has the form of one: "B.C.B.A.", "CCC-SLP", "OTR/L"."""
    return bool(_LIKE_A_DEGREE.fullmatch(word))


def is_particle(word: str, first: bool) -> bool:
    """
    Whether `word` begins a surname or belongs to it. `first`: no other name is before it. A particle with a capital
    is then a given name: Van Morrison.
    """
    key, small = word.casefold(), word == word.lower()
    return (key in _PARTICLES and (small or not first or key in _NEVER_GIVEN)) or (small and key in _SMALL_PARTICLES)
