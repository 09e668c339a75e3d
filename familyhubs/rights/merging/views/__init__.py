"""One page or one button each; a pair is there for whoever may see both its records."""
