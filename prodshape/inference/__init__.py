"""How sure a number is, from the spread between author cells; pure functions of rows of counts."""
