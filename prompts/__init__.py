"""The texts that a chat model is given; nothing but texts and the means to read them."""
