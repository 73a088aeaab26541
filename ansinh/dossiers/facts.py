"""What dossiers publish: a dossier in each month it was received, open or closed in.

A year's sum counts what was carried over from the year before in January, as reports of procedures do. Moments are kept in UTC: a day
ends at 17:00 of it."""

from ansinh.core.days import month_sql
from ansinh.engine import Counting, Fact, Grain, Listing, facts

from . import words

_MONTH_KEY = 1_000_000
_RECEIVED, _CLOSED = "CAST(d.received_at AS TEXT)", "CAST(d.closed_at AS TEXT)"
_START, _END = "CAST(m.day_before AS TEXT) || ' 17:00:00'", "CAST(m.last_day AS TEXT) || ' 17:00:00'"
_DUE = "CAST(d.due_on AS TEXT)"
_CLOSES = f"(d.closed_at IS NOT NULL AND {_CLOSED} < {_END})"


def _field_of(row: str) -> str:
    """The field of a procedure by its name, as the procedures themselves say it."""
    told = (
        f"WHEN {row}.procedure {test} THEN '{field}'" for field, tests in words.FIELD_OF_NAMES.items() for test in tests
    )
    return f"CASE {' '.join(told)} ELSE 'assistance' END"


_QUERY = f"""
SELECT d.id * {_MONTH_KEY} + m.id AS dossier_month_id, m.id AS dossier_month, d.id AS dossier, d.procedure AS dossier_procedure,
  {_field_of("d")} AS dossier_field, d.channel AS dossier_channel, d.commune_id AS dossier_commune_id, d.province_id AS dossier_province_id,
  ({_RECEIVED} >= {_START} OR m.number = 1) AS dossier_is_received, {_RECEIVED} < {_START} AND m.number = 1 AS dossier_is_carried,
  {_CLOSES} AS dossier_is_settled, NOT {_CLOSES} AS dossier_is_pending,
  NOT {_CLOSES} AND d.due_on IS NOT NULL AND d.due_on < m.last_day AS dossier_is_overdue,
  CASE WHEN NOT {_CLOSES} THEN NULL WHEN d.state = 'withdrawn' THEN 'withdrawn' WHEN d.due_on IS NULL THEN 'no_limit'
    WHEN {_CLOSED} >= {_DUE} || ' 17:00:00' THEN 'late' WHEN SUBSTR({_CLOSED}, 1, 10) = {_DUE} THEN 'in_time' ELSE 'early' END
    AS dossier_result
FROM dossiers_dossier d JOIN core_month m ON {_RECEIVED} < {_END} AND (d.closed_at IS NULL OR {_CLOSED} >= {_START})
WHERE d.received_at IS NOT NULL
""".strip()

dossier = Grain(
    "dossier",
    key="dossier_month_id",
    partition="dossier_month",
    query=_QUERY,
    sources={
        "dossiers_dossier": "SELECT id, procedure, channel, state, commune_id, province_id, received_at, due_on, closed_at"
        " FROM dossiers_dossier WHERE province_id = '{province}' AND received_at IS NOT NULL",
        "core_month": "SELECT id, year, number, first_day, last_day, next_day, day_before FROM core_month",
    },
    # The whole months from the first dossier of the province to the newest one that is over, while any was on a desk.
    counting=Counting(
        every="month",
        periods=f"""SELECT m.id, (SELECT MAX(last_day) FROM core_month WHERE last_day <= '{{today}}') FROM core_month m,
            (SELECT MIN({month_sql("received_at")}) AS first,
               MAX({month_sql("COALESCE(closed_at, '2999-12-31')")}) AS last
             FROM dossiers_dossier WHERE province_id = '{{province}}' AND received_at IS NOT NULL) AS span
          WHERE m.last_day <= '{{today}}' AND m.id >= span.first AND m.id <= span.last""",
        commune="dossier_commune_id",
        province="dossier_province_id",
        listed="dossier",
        waits_for_vi="hồ sơ nào được tiếp nhận",
        listing=Listing(
            """SELECT d.id AS key, d.code AS page_id, CASE WHEN d.is_sensitive THEN '' ELSE d.applicant_name END AS name, d.code AS code,
              c.full_name AS commune FROM dossiers_dossier d JOIN places_place c ON c.id = d.commune_id WHERE d.id IN ({keys})""",
            {"name": ("Người nộp", "Applicant"), "code": ("Mã hồ sơ", "Code"), "commune": ("Xã", "Commune")},
            page="dossier",
        ),
    ),
    label_vi="hồ sơ trong tháng",
    label_en="dossier in a month",
)

facts(
    dossier,
    Fact("dossier", int, label_vi="Hồ sơ", label_en="Dossier"),
    Fact("dossier_month", int, label_vi="Tháng của hồ sơ", label_en="Month of the dossier"),
    Fact("dossier_procedure", str, label_vi="Thủ tục", label_en="Procedure"),
    Fact("dossier_field", str, words=words.FIELDS, label_vi="Lĩnh vực", label_en="Field"),
    Fact("dossier_channel", str, words=words.CHANNELS, label_vi="Cách nộp", label_en="Way of handing in"),
    Fact("dossier_commune_id", str, label_vi="Xã tiếp nhận", label_en="Commune that received it"),
    Fact("dossier_province_id", str, label_vi="Tỉnh tiếp nhận", label_en="Province that received it"),
    Fact("dossier_is_received", bool, label_vi="Tiếp nhận trong tháng, hoặc năm trước chuyển sang",
         label_en="Received in the month, or carried over in January"),
    Fact("dossier_is_carried", bool, label_vi="Năm trước chuyển sang", label_en="Carried over from the year before"),
    Fact("dossier_is_settled", bool, label_vi="Kết thúc trong tháng", label_en="Closed in the month"),
    Fact("dossier_is_pending", bool, label_vi="Đang giải quyết cuối tháng", label_en="Open at the end of the month"),
    Fact("dossier_is_overdue", bool, label_vi="Quá hạn cuối tháng", label_en="Overdue at the end of the month"),
    Fact("dossier_result", str, nullable=True, words=words.TIMELINESS, label_vi="Trước, đúng hay quá hạn", label_en="Early, in time or late"),
)  # fmt: skip
