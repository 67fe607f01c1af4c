"""How long things take, as ratios measured in one run: `make bench`. README.md says how to read them."""
