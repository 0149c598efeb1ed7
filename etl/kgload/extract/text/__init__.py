"""What an article is read as: blocks, words, and the parse of them."""
