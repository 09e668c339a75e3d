"""Row-level security: which rows a transaction's actor may read at all (decision 55).

`sight.py` works out what an actor sees, `kinds.py` words the policies, `tables.py` says which table
has which, `applying.py` puts them into the database. A new table is one line in `tables.py`.
"""
