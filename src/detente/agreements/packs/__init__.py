"""The agreements that come with Détente, one folder each; data only, and judged like anyone else's pack."""
