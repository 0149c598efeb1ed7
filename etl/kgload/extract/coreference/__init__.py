"""Who is meant by a phrase without a name."""
