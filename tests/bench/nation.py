"""A nation's month: a hundred million people through the same rules, part after part from Parquet, every row written.

One drawn part is listed again and again instead of being copied. In the first measure as many hold titles as in the made-up province;
in the other everybody does, which no country has: the hardest the parts can be."""

import shutil
from collections.abc import Callable
from pathlib import Path

from .measuring import Line, apart, mebibytes, seconds
from .rights import PEOPLE, drawn_rights, figures, files_of, house_of_the_month, write_part

PARTS, PARTS_OF_HOLDERS = 100, 20
HOLDING = 0.045  # 45,000 of a million in the made-up province
MOST_SECONDS, MOST_MIB = 60, 1.5 * 1024


def measure(folder: Path, apart_command: Callable[..., list[str]]) -> list[Line]:
    """Time and peak memory of a process of its own, the reading and the writing included."""
    out, lines = folder / "nation-out", []
    of_all = {grain: str(folder / f"nation-{grain}.parquet") for grain in ("resident", "title")}
    for grain, table in drawn_rights(PEOPLE, seed=6, holding=HOLDING).items():
        write_part(table, of_all[grain])
    for files, parts, who in (
        (of_all, PARTS, f"{HOLDING:.1%} có diện hưởng"),
        (files_of(folder), PARTS_OF_HOLDERS, "ai cũng có diện hưởng"),
    ):
        spent = apart(apart_command("nation", *files.values(), str(parts), str(out)))
        written = sum(path.stat().st_size for path in out.iterdir()) / 2**20
        shutil.rmtree(out)
        is_nation = parts == PARTS
        lines.append(
            Line(
                f"{int(spent.told.split()[-1]):,} người, {who}, {parts} phần Parquet, ghi mọi dòng ({written:,.0f} MiB; giờ / CPU, bộ nhớ)",
                f"{seconds(spent.took.wall)} / {seconds(spent.took.cpu)}, {mebibytes(spent.peak_mib)}",
                aim=f"< {MOST_SECONDS} s; < 1,5 GiB" if is_nation else "",
                is_met=spent.took.wall < MOST_SECONDS and spent.peak_mib < MOST_MIB if is_nation else None,
            )
        )
    return lines


def only(resident: str, title: str, parts: str, out: str) -> None:
    """What a process of its own runs: all parts, one after another."""
    part = {"resident": resident, "title": title}
    print(house_of_the_month().run_to_parquet(figures(), grain="resident", parts=[part] * int(parts), out=out))
