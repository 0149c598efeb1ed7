"""The grammar of a clause: who stands where around a verb, and whether it says that something took place."""
