"""What keeping says on the pages of a record."""
