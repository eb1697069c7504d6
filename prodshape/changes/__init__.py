"""When users changed: from ordered counts to a moment, with what was before and after it."""
