"""An application of its own for what is measured outside a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import Config
from webapp.app import create_app


@contextmanager
def context(folder: Path) -> Iterator[None]:
    """Inside it settings and keys are at hand; they live in the folder."""
    with create_app(Config(mode="test", instance_path=folder)).app_context():
        yield
