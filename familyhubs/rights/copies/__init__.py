"""Copies for whoever asks what is held about them (subject access, R065)."""
