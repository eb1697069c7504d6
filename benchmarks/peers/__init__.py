"""Other libraries asked the same questions, in an environment of their own (`requirements-bench.lock`): one file = one library."""
