"""Documents that speak to the model, and a model that obeys whatever it reads."""
