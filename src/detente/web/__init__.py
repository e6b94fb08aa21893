"""Pages, JSON API, static files, translations."""
