"""The negotiation laboratory: the same activities under other thresholds and lead times, all at once."""
