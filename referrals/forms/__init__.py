"""What people may type: families asking for support, staff keying it in, officers deciding."""
