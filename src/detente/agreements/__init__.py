"""What was promised: the pack model, its loader, its checks, and the agreements themselves."""
