"""Pages: families asking for support, the queue, one request, decisions, keying in."""
