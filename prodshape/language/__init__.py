"""Which language a message is in, by its scripts and by the words each language has."""
