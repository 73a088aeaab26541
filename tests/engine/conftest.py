"""Engines for the engine's tests: one PostgreSQL server and one Spark session for the run, where installed."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from tests.postgres import NoPostgres, postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    psycopg = pytest.importorskip("psycopg")
    try:
        with postgres_server() as dsn, psycopg.connect(dsn, autocommit=True) as connection:
            yield connection
    except NoPostgres as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    if shutil.which("java") is None:
        pytest.skip("Java is not installed (apt-get install default-jre-headless); Spark's tests are skipped")
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed (pip install 'ansinh[spark]')")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        options = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
        builder = sql.SparkSession.builder.master("local[1]").appName("ansinh")
        for name, value in {
            "spark.driver.memory": "1g",
            "spark.driver.extraJavaOptions": options,
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "1",
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            "spark.sql.adaptive.enabled": "false",
        }.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()
