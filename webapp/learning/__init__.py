"""What the recogniser learns, and what it finds overnight: Splink, DuckDB, Spark and LightGBM.

None of this serves a request. Only webapp/cli/dedup.py loads it, when a command asks, and only with
the packages of requirements-dedup.txt (docs/adr/0012).
"""
