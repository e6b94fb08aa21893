"""One module for each kind of provision, each with ``build_rules``; ``registry.py`` lists them."""
