"""Closed-class word lists, and the clause and request cues that several axes share."""
