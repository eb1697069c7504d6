"""What a whole fingerprint tells of the platform its messages were typed on: one file each, computed from counts."""
