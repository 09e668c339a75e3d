"""The pages of copies, for information governance."""
