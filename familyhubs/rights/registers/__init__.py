"""What people ask about their information, what they say is wrong, and what went wrong."""
