"""How fast the loader is, beside its rivals on the same server and in the same run: `make bench`.

Articles' graphs are generated (../generated.py). A time is the median of the rounds, each on an emptied database.
"""
