"""What staff do with the stock of documents: take files in, correct, and see what needs a person."""
