"""Open data from files: postcodes, areas, populations and places (domain.md 2.18).

Reading is streamed and judged row by row; writing is one transaction in `actions`. A malformed row
is left out and reported, a wrong file changes nothing, and a second run changes nothing.
"""
