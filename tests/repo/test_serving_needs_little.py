"""Serving loads nothing that only learning needs, installed or not."""

import json
import subprocess
import sys

from config import ROOT

LEARNING = {"splink", "duckdb", "pyarrow", "pyspark", "lightgbm", "scipy", "pandas"}


def test_the_application_loads_no_training_library():
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import json, sys, webapp.app; print(json.dumps(sorted(sys.modules)))",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = set(json.loads(told.stdout))
    assert "webapp.dedup.scorer" in loaded
    assert not loaded & LEARNING
    assert not [name for name in loaded if name.startswith("webapp.learning")]
