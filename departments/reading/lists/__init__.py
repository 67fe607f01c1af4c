"""A directory laid out as lists: each is made from a `Directory`, for a page or for paper. Knows nothing of HTTP."""
