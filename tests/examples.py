"""How many examples a property is tried with: few in a quick run, some with all tests, all of them in `make prove`."""

from hypothesis import settings

# What each profile (`--hypothesis-profile=…`) tries of a hundred.
OF_A_HUNDRED = {"quick": 5, "some": 20, "all": 100}


def examples(count: int) -> settings:
    """`count` examples where all are tried, and of other profiles their part."""
    return settings(max_examples=max(1, count * settings.default.max_examples // 100))
