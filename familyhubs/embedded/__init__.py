"""PostgreSQL, Valkey and the portal's processes, run from wheels for script/server and script/test.

Production never imports this package.
"""
