"""One page or one button each; all of them of information governance."""
