"""Run the suites named, or all: `python -m bench [SUITE …]`, on SQLite or on the server that DATABASE_URL names."""

import argparse
from importlib import import_module

# Each is a module here with `run(out)`, which measures and tells what it found, a line at a time, by `out(line)`.
SUITES = ("loading", "searching", "anew", "serving", "under_load")


def main():
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"one or more of: {', '.join(SUITES)}")
    chosen = parser.parse_args().suites
    unknown = [name for name in chosen if name not in SUITES]
    if unknown:
        parser.error(f"there is no suite {unknown[0]}. There are: {', '.join(SUITES)}.")
    for name in chosen or SUITES:
        import_module(f"bench.{name}").run(lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()
