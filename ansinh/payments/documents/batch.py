"""What one file of a provider is made of."""

from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pyarrow as pa

from ansinh.payments.models import Provider, Purse


class DocumentRefused(ValueError):
    """A file or list that cannot be written; the message says why and what to do."""


@dataclass(frozen=True)
class Batch:
    """Orders of one provider that go into one file, and what its head says. `name` is the message's own id (35 characters at most).

    `orders` has the columns of orders.parquet and, for lists on paper, those of `people.with_people`. `is_folded` asks for names in
    capitals without diacritics."""

    name: str
    purpose: str
    programme: str
    month: int
    pay_day: date
    made_at: datetime
    provider: Provider
    purse: Purse
    orders: pa.Table
    is_folded: bool = False

    def shown_names(self, names: pa.ChunkedArray) -> pa.ChunkedArray:
        """Names as the layout wants them."""
        return folded(names) if self.is_folded else names


def folded(names: pa.ChunkedArray) -> pa.ChunkedArray:
    """Names in capitals without diacritics, as older systems of banks keep them."""
    column = pa.table({"name": names})
    plain = "upper(strip_accents(translate(name, 'đĐ', 'dD')))"
    with duckdb.connect() as duck:
        duck.register("names", column)
        found: pa.Table = duck.sql(f"SELECT {plain} AS name FROM names").to_arrow_table()
    return found["name"]
