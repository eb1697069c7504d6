"""What moved between two fingerprints: bins, words, segments, axes together, and one loud user."""
