"""A number as a desk phone dials it, inside and outside."""

from . import phones


def dialled(number: str, rules: dict[str, str | int]) -> tuple[str, str]:
    """
    What is dialled for `number`, a kept one, and its extension where that is not dialled with it.

    Of `rules` the longest counts that the number begins with, "+1414475" or "+1": what stands there is dialled instead.
    Where there is a rule "ext", an extension is dialled alone, behind what stands there.
    """
    digits, extension = phones.digits(number)
    if extension and "ext" in rules:
        return f"{rules['ext']}{extension}", ""
    whole = f"+{digits}"
    begins = max(filter(whole.startswith, rules), key=len, default="+")
    return f"{rules.get(begins, '+')}{whole[len(begins) :]}", extension
