"""What came of it when somebody was reached: a try is no contact."""

REACHED = ("spoke", "came")
