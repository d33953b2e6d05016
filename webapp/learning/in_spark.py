"""A register in Spark, for more people than one machine's memory holds.

Where nobody says anything it runs on this machine. spark-defaults.conf or spark-submit name a
cluster and the memory; what protects personal data is not theirs to choose.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from numpy import float64
from pyspark import cloudpickle
from pyspark.sql import SparkSession
from pyspark.sql.functions import arrow_udf
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist
from splink.backends.spark import SparkAPI, similarity_jar_location
from splink.internals.splink_dataframe import SplinkDataFrame

from webapp.learning.comparisons import Dialect
from webapp.learning.engines import Unusable
from webapp.learning.people import COLUMNS, Known, pieces

PARTITIONS = "spark.sql.shuffle.partitions"
# what Spark takes where nobody says anything; each takes its while, however few rows are in it
FOR_A_CLUSTER, FOR_TWO_CORES = "200", "8"
NEEDS_JAVA = (
    "Spark membutuhkan Java 17 atau lebih baru. Pasang dulu, di Debian dan Ubuntu: "
    "apt-get install default-jre-headless"
)


def alike(left: pa.Array, right: pa.Array) -> pa.Array:
    """Jaro-Winkler as the matcher has it: that of Splink's jar differs in every fourth pair."""
    return pa.array(
        cpdist(
            left.fill_null("").to_pylist(),
            right.fill_null("").to_pylist(),
            scorer=JaroWinkler.similarity,
            dtype=float64,
        )
    )


# the machines of a cluster have rapidfuzz and pyarrow, but need not have this house
cloudpickle.register_pickle_by_value(sys.modules[__name__])


class InSpark:
    dialect = Dialect(
        "spark",
        alike="alike({l}, {r})",
        # of the jar that comes with Splink
        edits="damerau_levenshtein",
        length="size",
        within="size(array_except({fewer}, {more})) = 0",
        hash="xxhash64",
        set_of="array_distinct(array({}))",
        explode="explode",
    )

    def __init__(self, session: SparkSession) -> None:
        self.session = session
        # the other ways to cut a long plan write tables in the clear
        self.splink = SparkAPI(spark_session=session, break_lineage_method="persist")

    def load(self, table: str, people: Iterable[Known]) -> int:
        whole = pa.Table.from_batches(pieces(people), schema=COLUMNS)
        self.session.createDataFrame(whole).createOrReplaceTempView(table)
        return int(whole.num_rows)

    def keep(self, table: str, query: str) -> None:
        made = self.session.sql(query).persist()
        # now, not when it is first asked for: what it is made from may be forgotten by then
        made.count()
        made.createOrReplaceTempView(table)

    def forget(self, table: str) -> None:
        self.session.table(table).unpersist()
        self.session.catalog.dropTempView(table)

    def rows(self, query: str) -> Iterator[Sequence[Any]]:
        for piece in self.session.sql(query).toArrow().to_batches():
            yield from zip(*(column.to_pylist() for column in piece.columns), strict=True)

    def shown(self, table: str) -> SplinkDataFrame:
        return self.splink.register(table, dataset_display_name=f"side_{table}")


@contextmanager
def opened() -> Iterator[InSpark]:
    """Raise Unusable on a machine without Java."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise Unusable(NEEDS_JAVA)
    with TemporaryDirectory(prefix="jangkau-spark-") as folder:
        session = started(folder)
        try:
            yield InSpark(session)
        finally:
            session.stop()


def started(folder: str) -> SparkSession:
    # it would take the first python3 of the PATH, which has none of our packages
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.config(
        map={
            "spark.app.name": "jangkau",
            "spark.jars": similarity_jar_location(),
            "spark.sql.warehouse.dir": folder,
            "spark.local.dir": folder,
            # what does not fit into memory, and what Python hands over
            "spark.io.encryption.enabled": "true",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
        }
    ).getOrCreate()
    session.udf.register("alike", arrow_udf(alike, "double"))
    if session.conf.get(PARTITIONS) == FOR_A_CLUSTER:
        session.conf.set(PARTITIONS, FOR_TWO_CORES)
    return session
