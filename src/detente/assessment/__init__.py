"""What it means: obligations, deadlines and thresholds become findings."""
