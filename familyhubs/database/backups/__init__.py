"""Backups: one encrypted file with the database and the uploads, and a drill that restores it.

`sealing` encrypts a stream, `contents` says what stands in it, `making` writes it, `restoring`
reads it back and looks whether all of it is there (decision 72).
"""
