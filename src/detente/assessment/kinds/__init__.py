"""One module for each kind of provision, each with ``build_rule``; ``registry.py`` lists them."""
