"""What is printed, signed and exported."""
