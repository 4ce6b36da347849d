"""How the built-in encoder is trained: material → terms → pairs → vectors → model folder."""
