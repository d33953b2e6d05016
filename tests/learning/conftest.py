"""Invented people for the learning machinery, and the engines it works in."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import orjson
import pytest
from pyspark.sql import SparkSession

from benchmarks.dedup.worlds.world import World, world
from webapp.dedup.model import SHIPPED
from webapp.dedup.person import Person, person
from webapp.learning import in_duckdb, in_spark
from webapp.learning.engines import Engine

HERE = Path(__file__).parent
# compiling what runs once takes longer than running it
SPARK_FOR_FEW = (
    "--conf spark.sql.shuffle.partitions=2 --conf spark.sql.codegen.wholeStage=false"
    " --conf spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1"
)


@pytest.fixture(scope="session")
def town() -> World:
    """A register and newcomers with many mistakes in them."""
    return world("lab", people=2_500, newcomers=1_500, seed=21, hard=True)


@pytest.fixture(scope="session")
def townspeople(town: World) -> list[Person]:
    """The register, then the newcomers; of some there is hardly anything known."""
    people = [person(asdict(row)) for row in (*town.register, *town.newcomers)]
    for number in range(0, len(people), 30):
        people[number] = replace(people[number], names=(), sex="", village="")
    return people


@pytest.fixture(scope="session")
def shipped() -> dict[str, object]:
    """What is in the model file that comes with the product."""
    content: dict[str, object] = orjson.loads(SHIPPED.read_bytes())
    return content


@pytest.fixture
def duckdb() -> Iterator[Engine]:
    with in_duckdb.opened() as engine:
        yield engine


@pytest.fixture(scope="session")
def spark_session() -> Iterator[SparkSession]:
    """Spark takes seconds to start, so it does once; for so few people it need not hurry later."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_SUBMIT_ARGS", f"{SPARK_FOR_FEW} pyspark-shell")
        with in_spark.opened() as engine:
            yield engine.session


@pytest.fixture
def spark(spark_session: SparkSession) -> Engine:
    return in_spark.InSpark(spark_session)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """PySpark leaves sockets to the garbage collector, which complains in any test."""
    left_open = (
        r"ignore:Exception ignored in. <socket\.socket:pytest.PytestUnraisableExceptionWarning"
    )
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.filterwarnings(left_open))
