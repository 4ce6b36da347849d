"""What Wence costs as what it holds grows: documents by the ten thousand, made of given articles of law."""
