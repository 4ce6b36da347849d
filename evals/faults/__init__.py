"""What a model's service may do wrong, done to a real assistant over real sockets on this machine."""
