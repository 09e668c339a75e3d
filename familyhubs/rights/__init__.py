"""What people may ask of the council about what it holds, and what the council owes it by itself.

Merging duplicates, copies for whoever asks (subject access), putting right, and how long things are
kept. It spans the apps, so it stands above them; each part is an app with rooms of its own.
"""
