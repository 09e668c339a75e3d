"""Two records of one family: found, compared, merged by two people, and undone."""
