"""How many examples a property is tried with: few in a quick run, all in a thorough one."""

from hypothesis import settings

# What `--hypothesis-profile=quick` tries of each hundred.
QUICK = 5


def examples(count: int) -> settings:
    """`count` examples in a thorough run, and in a quick one a twentieth of them."""
    return settings(max_examples=max(1, count * settings.default.max_examples // 100))
