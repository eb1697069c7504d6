"""The demo: a shop whose teacher writes clean requests and whose users do not."""
