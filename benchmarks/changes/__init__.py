"""How often a change is called that is none, how soon a real one is seen, and how well it is dated."""
