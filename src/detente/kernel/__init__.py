"""Time, identifiers, languages, states and errors: what every package needs and no treaty knows."""
