"""The figures of the tables, set-based: the reviews and their figures by rule as Arrow, counted by commune in DuckDB."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from ansinh.core.database import read_arrow, read_populations
from ansinh.engine import house_on
from ansinh.law import law_on
from ansinh.people.words import ETHNICITIES
from ansinh.places.models import Place
from ansinh.poverty.actions.listing import last_year, units_of
from ansinh.poverty.actions.scoring import facts_schema, facts_sql
from ansinh.poverty.actions.standing import ReviewRefused
from ansinh.poverty.models import Campaign, CommuneReview
from ansinh.poverty.words import CAUSES, DEPRIVATION_NUMBERS, DEPRIVATIONS

from .frame import Check, Line, Sheet, Value, equal, percent, told

Counts = dict[str, dict[str, int]]
KINDS = {"poor": "hộ nghèo", "near_poor": "hộ cận nghèo"}
_FACTS = (
    "commune_id",
    "is_urban",
    "member_count",
    "poverty_class",
    "previous_class",
    "origin",
    "ethnicity",
    "is_ethnic_minority",
    "is_without_labour",
    "has_merit_member",
    "is_signed",
    "household_id",
    *(f"cause_{code}" for code in CAUSES),
)
# Under an older standard some figures have no rule: they are unknown there, not nought.
_FIGURES = ("movement", *(f"is_deprived_of_{code}" for code in DEPRIVATIONS))
_CHILD_NEEDS = ("is_child", "is_child_without_insurance", "is_undernourished", "lacks_child_schooling")
_LAND = "Toàn tỉnh"


def tables_of(campaign: Campaign, money: Mapping[str, int | None] | None = None) -> list[Sheet]:
    """Tables 7.1-7.11 and sheets 407-410, 411 of a campaign's signed reviews, for the communes in reach. `money` gives the entered
    figures of sheet 411 in million dong by row; what is not given is shown as missing. Raises ReviewRefused when no commune is there."""
    communes = list(
        CommuneReview.objects.filter(campaign=campaign).select_related("commune").order_by("commune__sort_key")
    )
    if not communes:
        raise ReviewRefused(f"{campaign} không có xã nào trong phạm vi được giao. Kiểm tra năm và địa bàn.")
    with duckdb.connect() as db:
        _load(db, campaign, communes)
        book = _Book(db, [c.commune for c in communes])
        return [
            _result(book),
            *(_movement(book, kind) for kind in KINDS),
            *(sheet for kind in KINDS for sheet in _deprivations(book, kind)),
            _target_groups(book),
            _ethnicities(book),
            _causes(book),
            _children(book),
            _sheet_407(book),
            _sheet_411(money or {}),
        ]


class _Book:
    """Counts by commune, and the lines of a table made of them: the land, its towns, its countryside, each commune."""

    def __init__(self, db: Any, communes: Sequence[Place]) -> None:
        self.db, self.communes = db, communes

    def counts(self, measures: Mapping[str, str], table: str = "review") -> Counts:
        """Each measure (an SQL aggregate) by commune; nought where there is none."""
        asked = ", ".join(f'CAST(COALESCE({sql}, 0) AS BIGINT) AS "{name}"' for name, sql in measures.items())
        found = {
            row["commune_id"]: row
            for row in self.db.sql(f"SELECT commune_id, {asked} FROM {table} GROUP BY commune_id")
            .to_arrow_table()
            .to_pylist()
        }
        return {
            place.pk: {name: (found.get(place.pk) or {}).get(name, 0) for name in measures} for place in self.communes
        }

    def whole(self, sql: str, table: str = "review") -> int:
        """A measure of the whole land, counted apart from the communes."""
        return int(self.db.sql(f"SELECT CAST(COALESCE({sql}, 0) AS BIGINT) FROM {table}").fetchall()[0][0])

    def lines(
        self, counts: Counts, derive: Callable[[dict[str, int]], dict[str, Value]], suffix: str = ""
    ) -> list[Line]:
        """Land, urban, rural and each commune; `derive` turns sums into the columns of the table."""

        def line(label: str, depth: int, places: Sequence[Place]) -> Line:
            return Line(label + suffix, depth, derive(total_of(counts, places)))

        lines = [line(_LAND, 0, self.communes)]
        for name, is_urban in (("I. Thành thị", True), ("II. Nông thôn", False)):
            inside = [place for place in self.communes if place.is_urban == is_urban]
            lines += [line(name, 1, inside), *(line(place.full_name, 2, [place]) for place in inside)]
        return lines


def total_of(counts: Counts, places: Sequence[Place]) -> dict[str, int]:
    """The counts of several communes added up."""
    names = next(iter(counts.values())).keys()
    return {name: sum(counts[place.pk][name] for place in places) for name in names}


def _of(kind: str) -> str:
    return f"is_signed AND poverty_class = '{kind}'"


def _households(condition: str) -> str:
    return f"COUNT(*) FILTER ({condition})"


def _people(condition: str, column: str = "member_count") -> str:
    return f"SUM({column}) FILTER ({condition})"


def _load(db: Any, campaign: Campaign, communes: list[CommuneReview]) -> None:
    chosen = f"SELECT id FROM poverty_review WHERE commune_review_id IN ({', '.join(str(c.pk) for c in communes)})"
    house = house_on(law_on(campaign.law_day))
    figures = [name for name in _FIGURES if name in house.rules]
    children = [name for name in _CHILD_NEEDS if name in house.rules]
    needed = [*figures, *_FACTS, *children, "review_day"]
    asked = {
        grain: (facts_sql(house, grain, needed, chosen), facts_schema(house, grain, needed))
        for grain in ("review", "review_member")
    }
    tables = read_populations(asked)
    db.register("by_rule", house.run(figures, grain="review", tables=tables))
    db.register("given", tables["review"].select(["review_id", *_FACTS]))
    missing = ", ".join(f"CAST(NULL AS BOOLEAN) AS {name}" for name in _FIGURES if name not in figures)
    db.execute(
        f"CREATE TABLE review AS SELECT g.*, b.* EXCLUDE (review_id){', ' + missing if missing else ''} FROM given g JOIN by_rule b USING (review_id)"
    )
    _load_children(db, house, tables, children)
    _load_last_year(db, campaign, communes)


def _load_children(db: Any, house: Any, tables: dict[str, pa.Table], figures: list[str]) -> None:
    if figures:
        db.register("member_by_rule", house.run(figures, grain="review_member", tables=tables))
        db.register("member_given", tables["review_member"].select(["review_member_id", "review_id"]))
        db.execute("""CREATE TABLE child AS SELECT r.commune_id, r.is_signed, r.poverty_class, m.* FROM member_by_rule m
                      JOIN member_given USING (review_member_id) JOIN review r USING (review_id) WHERE m.is_child""")
    else:
        names = ", ".join(f"FALSE AS {name}" for name in _CHILD_NEEDS)
        db.execute(
            f"CREATE TABLE child AS SELECT commune_id, is_signed, poverty_class, {names} FROM review WHERE FALSE"
        )


_LAST_YEAR = pa.schema(
    {
        "household_id": pa.int64(),
        "commune_id": pa.string(),
        "poverty_class": pa.string(),
        "member_count": pa.int64(),
    }.items()
)


def _load_last_year(db: Any, campaign: Campaign, communes: list[CommuneReview]) -> None:
    """`was`: last year's signed households in today's communes, with what became of each: `now` is its line in this review, if any."""
    units = units_of(campaign, communes, campaign.from_day)
    ids = last_year(campaign, units)
    db.register("unit", pa.table({"origin": [u.origin for u in units], "commune_id": [u.commune for u in units]}))
    db.register(
        "last_year",
        read_arrow(
            f"""
        SELECT r.household_id, r.commune_id, COALESCE(c.poverty_class, r.poverty_class) AS poverty_class, r.member_count
        FROM poverty_review r LEFT JOIN poverty_review c ON c.corrects_id = r.id AND c.is_signed
        WHERE r.is_signed AND r.campaign_id IN ({", ".join(str(pk) for pk in ids) or "0"})""",
            _LAST_YEAR,
        ),
    )
    # A household that moved, ended or merged is no longer the one counted at the start; one that stayed keeps its place of today.
    db.execute("""
        CREATE TABLE was AS
        SELECT COALESCE(n.commune_id, u.commune_id) AS commune_id, w.household_id, w.poverty_class, w.member_count,
               n.household_id IS NOT NULL AS stayed, CASE WHEN n.is_signed THEN n.poverty_class END AS now_class,
               COALESCE(n.member_count, w.member_count) AS now_count
        FROM last_year w
        LEFT JOIN (SELECT * FROM review WHERE origin = 'same') n USING (household_id)
        LEFT JOIN unit u ON u.origin = w.commune_id
        WHERE COALESCE(n.commune_id, u.commune_id) IS NOT NULL""")


def _result(book: _Book) -> Sheet:
    counts = book.counts(
        {
            "1": "COUNT(*)",
            "2": "SUM(member_count)",
            "3": _households(_of("poor")),
            "5": _households(_of("near_poor")),
            "signed": _households("is_signed"),
            "not_poor": _households(_of("not_poor")),
        }
    )
    whole = total_of(counts, book.communes)
    lines = book.lines(
        counts,
        lambda n: {
            "1": n["1"],
            "2": n["2"],
            "3": n["3"],
            "4": percent(n["3"], n["1"]),
            "5": n["5"],
            "6": percent(n["5"], n["1"]),
        },
    )
    unsigned = whole["1"] - whole["signed"]
    parts = whole["3"] + whole["5"] + whole["not_poor"] + unsigned
    checks = [
        equal("Cộng các xã = toàn tỉnh, hộ nghèo", whole["3"], book.whole(_households(_of("poor")))),
        equal("Hộ nghèo + cận nghèo + không nghèo + chưa công nhận = tổng số hộ", parts, whole["1"]),
        Check(
            f"Hộ chưa công nhận kết quả: {told(unsigned)} trong {told(whole['1'])} hộ ({told(percent(unsigned, whole['1']))} %)",
            unsigned == 0,
        ),
    ]
    columns = {
        "1": "Tổng số hộ dân cư",
        "2": "Tổng số nhân khẩu",
        "3": "Số hộ nghèo",
        "4": "Tỷ lệ hộ nghèo (%)",
        "5": "Số hộ cận nghèo",
        "6": "Tỷ lệ hộ cận nghèo (%)",
    }
    return Sheet("7.1", "Tổng hợp kết quả rà soát hộ nghèo, hộ cận nghèo", "hộ, người", columns, lines, checks)


# For each class: the movements of columns 2 and 3 (out of the class), 5 (in from the other), 6, 7 and 8.
_FLOWS = {
    "poor": {
        "2": "escaped_to_near_poor",
        "3": "escaped_poverty",
        "5": "fell_to_poor",
        "6": "fell_back_to_poor",
        "7": "new_poor",
        "8": "arrived_poor",
    },
    "near_poor": {
        "2": "escaped_near_poverty",
        "3": "fell_to_poor",
        "5": "escaped_to_near_poor",
        "6": "fell_back_to_near_poor",
        "7": "new_near_poor",
        "8": "arrived_near_poor",
    },
}
_MOVEMENT_COLUMNS = {
    "poor": {
        "1": "Số hộ nghèo đầu năm",
        "2": "Trở thành hộ cận nghèo",
        "3": "Vượt chuẩn cận nghèo",
        "4": "Do nhân khẩu, chết, chuyển đi, tách, nhập hộ",
        "5": "Hộ cận nghèo trở thành hộ nghèo",
        "6": "Tái nghèo",
        "7": "Phát sinh mới",
        "8": "Do nhân khẩu, chuyển đến, tách hộ",
        "9": "Số hộ nghèo cuối năm",
    },
    "near_poor": {
        "1": "Số hộ cận nghèo đầu năm",
        "2": "Thoát cận nghèo",
        "3": "Trở thành hộ nghèo",
        "4": "Do nhân khẩu, chết, chuyển đi, tách, nhập hộ",
        "5": "Hộ nghèo trở thành hộ cận nghèo",
        "6": "Tái cận nghèo",
        "7": "Phát sinh mới",
        "8": "Do nhân khẩu, chuyển đến, tách hộ",
        "9": "Số hộ cận nghèo cuối năm",
    },
}
_GROUPS = {"Diễn biến giảm trong năm": ("2", "4"), "Diễn biến tăng trong năm": ("5", "8")}


def movements(book: _Book, kind: str) -> tuple[Counts, Counts]:
    """Columns 1-9 of table 7.2 or 7.3 by commune, in households and in people. Column 4 is counted from last year's list, not by subtraction."""
    flows = {column: f"is_signed AND movement = '{name}'" for column, name in _FLOWS[kind].items()}
    own = f"origin <> 'same' AND previous_class = '{kind}' AND movement NOT LIKE 'arrived%'"
    now = book.counts(
        {**{c: _households(s) for c, s in flows.items()}, "9": _households(_of(kind)), "merged": _households(own)}
    )
    then = book.counts(
        {"1": _households(f"poverty_class = '{kind}'"), "4": _households(f"poverty_class = '{kind}' AND NOT stayed")},
        "was",
    )
    households = {c: {**now[c], **then[c], "4": then[c]["4"] - now[c]["merged"]} for c in now}
    people_now = book.counts(
        {
            **{c: _people(s) for c, s in flows.items()},
            "9": _people(_of(kind)),
            "merged": _people(own),
            **{f"merged_{c}": _people(f"{flows[c]} AND origin <> 'same'") for c in "23"},
        }
    )
    out = f"poverty_class = '{kind}' AND stayed AND now_class IS NOT NULL"
    to = {"poor": ("near_poor", "not_poor"), "near_poor": ("not_poor", "poor")}[kind]
    change = f"({_people(out + f' AND now_class = {_text(kind)}', 'GREATEST({0}, 0)')})"
    people_then = book.counts(
        {
            "1": _people(f"poverty_class = '{kind}'"),
            "2": _people(f"{out} AND now_class = '{to[0]}'"),
            "3": _people(f"{out} AND now_class = '{to[1]}'"),
            "gone": _people(f"poverty_class = '{kind}' AND NOT stayed"),
            "fewer": change.format("member_count - now_count"),
            "more": change.format("now_count - member_count"),
        },
        "was",
    )
    people = {
        c: {
            **people_now[c],
            **people_then[c],
            "4": people_then[c]["gone"] + people_then[c]["fewer"] - people_now[c]["merged"],
            **{left: people_then[c][left] + people_now[c][f"merged_{left}"] for left in "23"},
            "8": people_now[c]["8"] + people_then[c]["more"],
        }
        for c in people_now
    }
    return households, people


def _text(value: str) -> str:
    return f"'{value}'"


def _movement(book: _Book, kind: str) -> Sheet:
    households, people = movements(book, kind)
    columns = _MOVEMENT_COLUMNS[kind]
    paired = [
        book.lines(counts, lambda n: {c: n[c] for c in columns}, f" – {unit}")
        for counts, unit in ((households, "Hộ"), (people, "Nhân khẩu"))
    ]
    lines = [line for pair in zip(*paired, strict=True) for line in pair]
    checks = [
        _identity(f"{_LAND}, hộ", total_of(households, book.communes)),
        _identity(f"{_LAND}, nhân khẩu", total_of(people, book.communes)),
    ]
    checks += [
        check for place in book.communes if not (check := _identity(place.full_name, households[place.pk])).holds
    ]
    other, _ = movements(book, "near_poor" if kind == "poor" else "poor")
    mine, theirs = total_of(households, book.communes), total_of(other, book.communes)
    there = "7.3" if kind == "poor" else "7.2"
    for here, other_column in {"poor": (("2", "5"), ("5", "3")), "near_poor": (("3", "5"), ("5", "2"))}[kind]:
        checks.append(equal(f"Cột {here} = Mẫu {there} cột {other_column}", mine[here], theirs[other_column]))
    unknown = book.whole(_households(f"{_of(kind)} AND movement IS NULL"))
    checks.append(
        Check(
            f"{KINDS[kind].capitalize()} chưa rõ diễn biến (chưa biết kết quả các năm trước): {told(unknown)}",
            unknown == 0,
        )
    )
    code, title = {"poor": ("7.2", "hộ nghèo"), "near_poor": ("7.3", "hộ cận nghèo")}[kind]
    return Sheet(code, f"Diễn biến kết quả giảm {title} trong năm", "hộ, người", columns, lines, checks, _GROUPS)


def _identity(where: str, n: dict[str, int]) -> Check:
    end = n["1"] - (n["2"] + n["3"] + n["4"]) + (n["5"] + n["6"] + n["7"] + n["8"])
    how = f"{told(n['1'])} − ({told(n['2'])} + {told(n['3'])} + {told(n['4'])}) + ({told(n['5'])} + {told(n['6'])} + {told(n['7'])} + {told(n['8'])})"
    return equal(f"{where}: 9 = 1 − (2+3+4) + (5+6+7+8)", n["9"], end, how)


def _deprivations(book: _Book, kind: str) -> list[Sheet]:
    measures = {"0": _households(_of(kind))} | {
        DEPRIVATION_NUMBERS[c]: _households(f"{_of(kind)} AND is_deprived_of_{c}") for c in DEPRIVATIONS
    }
    counts = book.counts(measures)
    whole = total_of(counts, book.communes)
    columns = {"0": f"Tổng số {KINDS[kind]}"} | {
        DEPRIVATION_NUMBERS[c]: label for c, (label, _) in DEPRIVATIONS.items()
    }
    unknown = book.whole(
        _households(f"{_of(kind)} AND ({' OR '.join(f'is_deprived_of_{c} IS NULL' for c in DEPRIVATIONS)})")
    )
    checks = [
        Check(
            f"Mỗi chỉ số không nhiều hơn tổng số {KINDS[kind]} ({told(whole['0'])})",
            all(n <= whole["0"] for n in whole.values()),
        ),
        Check(f"{KINDS[kind].capitalize()} có chỉ số chưa biết: {told(unknown)}", unknown == 0),
    ]
    number = {"poor": ("7.4", "7.5"), "near_poor": ("7.6", "7.7")}[kind]
    rates = book.lines(counts, lambda n: {"0": n["0"], **{c: percent(n[c], n["0"]) for c in n if c != "0"}})
    return [
        Sheet(
            number[0],
            f"Phân tích {KINDS[kind]} theo các chỉ số thiếu hụt dịch vụ xã hội cơ bản",
            "hộ",
            columns,
            book.lines(counts, dict),
            checks,
        ),
        Sheet(
            number[1],
            f"Tỷ lệ {KINDS[kind]} theo các chỉ số thiếu hụt dịch vụ xã hội cơ bản",
            "%",
            columns,
            rates,
            checks,
        ),
    ]


def _target_groups(book: _Book) -> Sheet:
    poor, near = _of("poor"), _of("near_poor")
    conditions = {
        "1": "TRUE",
        "2": "is_ethnic_minority",
        "3": poor,
        "4": near,
        "5": f"{poor} AND is_ethnic_minority",
        "6": f"{near} AND is_ethnic_minority",
        "7": f"{poor} AND is_without_labour",
        "8": f"{near} AND is_without_labour",
        "9": f"{poor} AND has_merit_member",
        "10": f"{near} AND has_merit_member",
    }
    columns = {
        "1": "Tổng số hộ dân cư",
        "2": "Hộ dân tộc thiểu số",
        "3": "Hộ nghèo",
        "4": "Hộ cận nghèo",
        "5": "Hộ nghèo dân tộc thiểu số",
        "6": "Hộ cận nghèo dân tộc thiểu số",
        "7": "Hộ nghèo không có khả năng lao động",
        "8": "Hộ cận nghèo không có khả năng lao động",
        "9": "Hộ nghèo có thành viên người có công",
        "10": "Hộ cận nghèo có thành viên người có công",
    }
    households = book.counts({c: _households(s) for c, s in conditions.items()})
    people = book.counts({c: _people(s) for c, s in conditions.items()})
    paired = [book.lines(counts, dict, f" – {unit}") for counts, unit in ((households, "Hộ"), (people, "Nhân khẩu"))]
    whole = total_of(households, book.communes)
    checks = [
        Check(
            f"Cột {part} ({told(whole[part])}) không nhiều hơn cột {of} ({told(whole[of])})", whole[part] <= whole[of]
        )
        for part, of in (
            ("2", "1"),
            ("5", "3"),
            ("6", "4"),
            ("7", "3"),
            ("8", "4"),
            ("9", "3"),
            ("10", "4"),
            ("5", "2"),
        )
    ]
    for column, kind, what in (
        ("7", "poor", "is_without_labour"),
        ("9", "poor", "has_merit_member"),
        ("8", "near_poor", "is_without_labour"),
        ("10", "near_poor", "has_merit_member"),
    ):
        unknown = book.whole(_households(f"{_of(kind)} AND {what} IS NULL"))
        checks.append(Check(f"Cột {column}, {KINDS[kind]} chưa trả lời: {told(unknown)}", unknown == 0))
    return Sheet(
        "7.8",
        "Hộ nghèo, hộ cận nghèo theo các nhóm đối tượng",
        "hộ, người",
        columns,
        [line for pair in zip(*paired, strict=True) for line in pair],
        checks,
    )


def _ethnicities(book: _Book) -> Sheet:
    present = [
        code
        for (code,) in book.db.sql(
            f"SELECT DISTINCT ethnicity FROM review WHERE ({_of('poor')}) OR ({_of('near_poor')}) ORDER BY 1"
        ).fetchall()
    ]
    measures: dict[str, str] = {}
    columns: dict[str, str] = {}
    for prefix, kind in (("N", "poor"), ("CN", "near_poor")):
        measures[f"{prefix}"], columns[f"{prefix}"] = _households(_of(kind)), f"{KINDS[kind].capitalize()}: tổng số"
        for code in present:
            measures[f"{prefix}.{code}"] = _households(f"{_of(kind)} AND ethnicity = {code}")
            columns[f"{prefix}.{code}"] = f"{KINDS[kind].capitalize()}: {ETHNICITIES[code][0]}"
    counts = book.counts(measures)
    whole = total_of(counts, book.communes)
    checks = [
        equal(f"Tổng các dân tộc = {KINDS[kind]}", sum(whole[f"{prefix}.{code}"] for code in present), whole[prefix])
        for prefix, kind in (("N", "poor"), ("CN", "near_poor"))
    ]
    return Sheet(
        "7.9", "Hộ nghèo, hộ cận nghèo theo dân tộc của chủ hộ", "hộ", columns, book.lines(counts, dict), checks
    )


def _causes(book: _Book) -> Sheet:
    measures: dict[str, str] = {}
    columns: dict[str, str] = {}
    checks = []
    for prefix, kind in (("N", "poor"), ("CN", "near_poor")):
        measures[prefix], columns[prefix] = _households(_of(kind)), f"{KINDS[kind].capitalize()}: tổng số"
        for number, (code, (label, _)) in enumerate(CAUSES.items(), 1):
            measures[f"{prefix}.{number}"] = _households(f"{_of(kind)} AND cause_{code}")
            columns[f"{prefix}.{number}"] = f"{KINDS[kind].capitalize()}: {label.lower()}"
        silent = book.whole(
            _households(f"{_of(kind)} AND NOT ({' OR '.join(f'COALESCE(cause_{code}, FALSE)' for code in CAUSES)})")
        )
        checks.append(Check(f"{KINDS[kind].capitalize()} chưa ghi nguyên nhân nào: {told(silent)}", silent == 0))
    counts = book.counts(measures)
    whole = total_of(counts, book.communes)
    checks += [
        Check(
            f"Mỗi nguyên nhân không nhiều hơn tổng số {KINDS[kind]} ({told(whole[prefix])})",
            all(whole[c] <= whole[prefix] for c in whole if c.startswith(prefix + ".")),
        )
        for prefix, kind in (("N", "poor"), ("CN", "near_poor"))
    ]
    return Sheet("7.10", "Hộ nghèo, hộ cận nghèo theo các nguyên nhân", "hộ", columns, book.lines(counts, dict), checks)


def _children(book: _Book) -> Sheet:
    asked = {"": "TRUE", "1": "is_child_without_insurance", "2": "is_undernourished", "3": "lacks_child_schooling"}
    named = {
        "": "tổng số trẻ em",
        "1": "thiếu hụt bảo hiểm y tế",
        "2": "thiếu hụt dinh dưỡng",
        "3": "thiếu hụt về đi học",
    }
    measures: dict[str, str] = {}
    columns: dict[str, str] = {}
    for start, kind in ((1, "poor"), (5, "near_poor")):
        for step, (key, condition) in enumerate(asked.items()):
            measures[str(start + step)] = _households(f"{_of(kind)} AND {condition}")
            columns[str(start + step)] = f"Trẻ em {KINDS[kind]}: {named[key]}"
    counts = book.counts(measures, "child")
    whole = total_of(counts, book.communes)
    checks = [
        Check(
            f"Cột {part} ({told(whole[part])}) không nhiều hơn cột {of} ({told(whole[of])})", whole[part] <= whole[of]
        )
        for of, parts in (("1", "234"), ("5", "678"))
        for part in parts
    ]
    return Sheet(
        "7.11", "Trẻ em thuộc hộ nghèo, hộ cận nghèo và các thiếu hụt", "trẻ", columns, book.lines(counts, dict), checks
    )


_ROWS_407 = {
    "100": ("Số hộ nghèo cuối kỳ", "poor", ("9",)),
    "101": ("Số hộ thoát nghèo", "poor", ("2", "3")),
    "102": ("Số hộ tái nghèo", "poor", ("6",)),
    "103": ("Số hộ nghèo phát sinh", "poor", ("7",)),
    "200": ("Số hộ cận nghèo cuối kỳ", "near_poor", ("9",)),
    "201": ("Số hộ thoát cận nghèo", "near_poor", ("2",)),
    "202": ("Số hộ tái cận nghèo", "near_poor", ("6",)),
    "203": ("Số hộ cận nghèo phát sinh", "near_poor", ("7",)),
}


def _sheet_407(book: _Book) -> Sheet:
    towns = [place for place in book.communes if place.is_urban]
    counted = {kind: movements(book, kind)[0] for kind in KINDS}
    lines, checks = [], []
    for code, (label, kind, columns) in _ROWS_407.items():
        everywhere, urban = (
            sum(total_of(counted[kind], places)[c] for c in columns) if places else 0
            for places in (book.communes, towns)
        )
        lines.append(Line(label, 0, {"1": everywhere, "2": urban}, code))
        checks.append(
            Check(
                f"Dòng {code}: thành thị {told(urban)} không nhiều hơn tổng số {told(everywhere)}", urban <= everywhere
            )
        )
    checks.append(equal("Dòng 100 = Mẫu 7.1 cột 3", lines[0].values["1"], book.whole(_households(_of("poor")))))
    checks.append(equal("Dòng 200 = Mẫu 7.1 cột 5", lines[4].values["1"], book.whole(_households(_of("near_poor")))))
    return Sheet(
        "407-410.N/GN-Sở", "Giảm nghèo", "hộ", {"1": "Tổng số", "2": "Trong đó: Thành thị"}, lines, checks, due="15/01"
    )


_ROWS_411 = {
    "100": ("Tổng số", 0),
    "110": ("Chương trình mục tiêu quốc gia giảm nghèo bền vững", 1),
    "111": ("Ngân sách trung ương", 2),
    "112": ("Ngân sách địa phương", 2),
    "113": ("Nguồn khác", 2),
    "210": ("Chính sách giảm nghèo hiện hành", 1),
    "211": ("Ngân sách trung ương", 2),
    "212": ("Ngân sách địa phương", 2),
    "213": ("Nguồn khác", 2),
}


def _sheet_411(money: Mapping[str, int | None]) -> Sheet:
    if strange := sorted(set(money) - set(_ROWS_411)):
        raise ReviewRefused(f"Biểu 411 không có dòng {', '.join(strange)}. Các dòng: {', '.join(_ROWS_411)}.")
    lines = [Line(label, depth, {"1": money.get(code)}, code) for code, (label, depth) in _ROWS_411.items()]
    missing = [code for code in _ROWS_411 if money.get(code) is None]
    checks = [Check(f"Dòng chưa nhập số liệu: {', '.join(missing)}", False)] if missing else []
    for total, parts in (("110", ("111", "112", "113")), ("210", ("211", "212", "213")), ("100", ("110", "210"))):
        given = [money.get(part) for part in parts]
        if None not in given and money.get(total) is not None:
            checks.append(
                equal(f"Dòng {total} = {' + '.join(parts)}", money[total], sum(n for n in given if n is not None))
            )
    return Sheet("411.N/GN-Sở", "Kinh phí giảm nghèo", "triệu đồng", {"1": "Tổng số"}, lines, checks, due="15/01")
