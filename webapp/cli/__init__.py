"""The operator's commands: flask --app wsgi ..."""

from flask import Flask

from webapp.cli import backup
from webapp.cli.dedup import dedup
from webapp.cli.demo.commands import demo
from webapp.cli.handover import handover
from webapp.cli.indexing import index_command
from webapp.cli.keys import keys
from webapp.cli.learning import relink_command, train_command
from webapp.cli.linking import link_command
from webapp.cli.regions import regions
from webapp.cli.roll.commands import roll
from webapp.cli.users import users


def init_app(app: Flask) -> None:
    for group in (dedup, demo, handover, keys, regions, roll, users):
        app.cli.add_command(group)
    dedup.add_command(index_command)
    dedup.add_command(link_command)
    dedup.add_command(relink_command)
    dedup.add_command(train_command)
    backup.init_app(app)
