"""How the served application bears many who come at once: people with a browser, programs, a slow model, a flood."""
