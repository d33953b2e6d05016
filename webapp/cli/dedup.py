"""flask dedup ...: who may be known already, outside a sync."""

from flask.cli import AppGroup

dedup = AppGroup("dedup", help="Mengenali orang yang mungkin sudah terdaftar.")
