"""The same month on Spark, on this machine: the same text of the engine in another dialect, the same sums to the dong."""

import json
import shutil
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .measuring import Line, apart, seconds, timed
from .rights import figures, files_of, house_of_the_month
from .scoring import Unequal

PEOPLE = 200_000
SETTINGS = {
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
}


def measure(folder: Path, apart_command: Callable[..., list[str]]) -> list[Line]:
    """The sums of a month on Spark local[2], beside the same sums on DuckDB; a line that says what is missing where Spark is."""
    name = f"{len(figures())} chế độ của {PEOPLE:,} người trên Spark local[2], bằng nhau đến đồng"
    if missing := [
        what for what, there in (("Java", shutil.which("java")), ("pyspark", find_spec("pyspark"))) if not there
    ]:
        return [Line(name, f"không đo: thiếu {' và '.join(missing)}")]
    spent = apart(apart_command("spark", *files_of(folder, PEOPLE).values()))
    told = json.loads(spent.told.splitlines()[-1])
    return [
        Line(f"{name} (lần đầu, lần sau; không kể {seconds(told['session'])} mở phiên)", f"{seconds(told['first'])}, {seconds(told['again'])}",
             pattern=f"DuckDB {seconds(told['duckdb'])}"),
    ]  # fmt: skip


def only(resident: str, title: str) -> None:
    """In a process of its own: the sums on both; prints seconds as JSON. Raises Unequal."""
    files, found = {"resident": resident, "title": title}, []
    opened: list[Any] = []
    session = timed(lambda: opened.append(_session()))
    spark = opened[0]
    for grain, path in files.items():
        spark.read.parquet(path).createOrReplaceTempView(grain)
    text = _summed(house_of_the_month().sql(figures(), grain="resident", dialect="spark"))
    first, again = (timed(lambda: found.append(spark.sql(text).collect()[0].asDict())) for _ in range(2))
    spark.stop()
    ours: list[dict[str, int]] = []
    duck = timed(lambda: ours.append(_on_duckdb(files)))
    if found != [ours[0]] * 2:
        raise Unequal(f"Spark gives {found[0]}, DuckDB {ours[0]}")
    print(json.dumps({"session": session.wall, "first": first.wall, "again": again.wall, "duckdb": duck.wall}))


def _summed(text: str) -> str:
    return f"SELECT {', '.join(f'CAST(sum({name}) AS BIGINT) AS {name}' for name in figures())} FROM ({text}) AS people"


def _on_duckdb(files: dict[str, str]) -> dict[str, int]:
    from ansinh.engine.run import run_sql

    text = _summed(house_of_the_month().sql(figures(), grain="resident"))
    row: dict[str, int] = run_sql(text, files).to_pylist()[0]
    return row


def _session() -> Any:
    from pyspark.sql import SparkSession

    warnings.simplefilter("ignore")
    builder: Any = SparkSession.builder.master("local[2]").appName("ansinh-bench")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
