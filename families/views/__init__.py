"""One page or one button each."""
