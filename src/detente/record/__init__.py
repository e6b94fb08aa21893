"""What is known: pure folds over messages."""
