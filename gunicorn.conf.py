"""How gunicorn serves Jangkau; every line can be overridden on its command line."""

import gc
from typing import Any

from webapp.dedup.warming import warm

bind = "127.0.0.1:8000"
worker_class = "gthread"
# for two cores. Rather twice the processes than twice the threads: who had the writer's turn waited
# for Python's lock behind three others, and PostgreSQL took 40 % fewer registrations a second
workers = 4
threads = 2
# loaded once and shared by the workers: two of them stay under 200 MB together
preload_app = True
graceful_timeout = 5
control_socket_disable = True
loglevel = "warning"
# a batch makes 100,000 things and no rings of them: looking for some after every 700 took a tenth
# of its time
THINGS_BETWEEN_COLLECTIONS = 50_000


def pre_fork(_server: Any, _worker: Any) -> None:
    # what was loaded so far is never collected, so its pages stay shared
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    gc.set_threshold(THINGS_BETWEEN_COLLECTIONS)
    # the first volunteer of the day does not wait for what the index has to read
    with worker.app.wsgi().app_context():
        warm()
