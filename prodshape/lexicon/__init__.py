"""Closed word lists written for this project, and what they say of the words of a batch.

Tuples named `WORDS_*` are collected into the vocabulary (`prodshape.vocabulary`), so that every listed
word has an id and the axes can look it up without touching a string.
"""
