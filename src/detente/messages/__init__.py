"""What is told: formats, values, validation, references, numbered text."""
