"""What job fairs publish: the sessions held, their booths and vacancies, and who visited them. All count at the commune of the session."""

from ansinh.core.days import month_sql
from ansinh.engine import Counting, Fact, Grain, Listing, facts
from ansinh.labour import words
from ansinh.people.words import ETHNICITIES, ORGANISATION_KINDS, SEXES

RESULTS = {
    "hired": ("được nhận tại phiên", "hired on the spot"),
    "interviewed": ("được phỏng vấn, sơ tuyển", "interviewed"),
    "visited": ("chỉ tham dự", "only visited"),
}
_MONTH = month_sql("s.day")
_HELD = "s.state IN ('running', 'closed')"
_OF_SESSIONS = "session_id IN (SELECT s.id FROM labour_fairsession s WHERE s.province_id = '{province}')"
_BOOTHS = f"SELECT id, session_id, organisation_id FROM labour_booth WHERE {_OF_SESSIONS}"
_SESSIONS = (
    "SELECT id, code, kind, day, state, is_online, commune_id, province_id FROM labour_fairsession"
    " WHERE province_id = '{province}'"
)
_PERIODS = f"""SELECT m.id, (SELECT MAX(y.last_day) FROM core_month y WHERE y.year = m.year) FROM core_month m,
    (SELECT MIN({_MONTH}) AS first FROM labour_fairsession s WHERE s.province_id = '{{province}}' AND {_HELD}) AS span
  WHERE m.first_day <= '{{today}}' AND m.id >= span.first"""
_WAITS = "phiên giao dịch việc làm nào được tổ chức"

fair = Grain(
    "fair",
    key="fair_id",
    partition="fair_month",
    query=f"""SELECT s.id AS fair_id, {_MONTH} AS fair_month, s.kind AS fair_kind, s.is_online AS fair_is_online,
  s.commune_id AS fair_commune_id, s.province_id AS fair_province_id FROM labour_fairsession s WHERE {_HELD}""",
    sources={"labour_fairsession": _SESSIONS},
    counting=Counting(
        every="month",
        periods=_PERIODS,
        commune="fair_commune_id",
        province="fair_province_id",
        waits_for_vi=_WAITS,
        is_rare=True,
        listing=Listing(
            """SELECT s.id AS key, s.id AS page_id, s.name AS session, s.day AS day, c.full_name AS commune
            FROM labour_fairsession s JOIN places_place c ON c.id = s.commune_id WHERE s.id IN ({keys})""",
            {"session": ("Phiên", "Session"), "day": ("Ngày", "Day"), "commune": ("Xã", "Commune")},
            page="fair",
        ),
    ),
    label_vi="phiên giao dịch việc làm",
    label_en="session of a job fair",
)
facts(
    fair,
    Fact("fair_month", int, label_vi="Tháng tổ chức", label_en="Month of the session"),
    Fact("fair_kind", str, words=words.FAIR_KINDS, label_vi="Hình thức phiên", label_en="Kind of session"),
    Fact("fair_is_online", bool, label_vi="Có tham gia trực tuyến", label_en="Also online"),
    Fact("fair_commune_id", str, label_vi="Xã tổ chức", label_en="Commune of the session"),
    Fact("fair_province_id", str, label_vi="Tỉnh tổ chức", label_en="Province of the session"),
)

fair_booth = Grain(
    "fair_booth",
    key="fair_booth_id",
    parents={"fair": "fair_id"},
    partition="fair_booth_month",
    query=f"""SELECT b.id AS fair_booth_id, b.session_id AS fair_id, {_MONTH} AS fair_booth_month, o.kind AS fair_booth_kind
FROM labour_booth b JOIN labour_fairsession s ON s.id = b.session_id AND {_HELD}
  JOIN people_organisation o ON o.id = b.organisation_id""",
    sources={
        "labour_fairsession": _SESSIONS,
        "labour_booth": _BOOTHS,
        "people_organisation": "SELECT id, kind FROM people_organisation WHERE id IN"
        f" (SELECT organisation_id FROM labour_booth WHERE {_OF_SESSIONS})",
    },
    label_vi="đơn vị tuyển dụng tại một phiên",
    label_en="booth of a session",
)
facts(
    fair_booth,
    Fact("fair_booth_month", int, label_vi="Tháng của gian", label_en="Month of the booth"),
    Fact("fair_booth_kind", str, words=ORGANISATION_KINDS, label_vi="Loại đơn vị", label_en="Kind of organisation"),
)

fair_vacancy = Grain(
    "fair_vacancy",
    key="fair_vacancy_id",
    parents={"fair": "fair_id"},
    partition="fair_vacancy_month",
    query=f"""SELECT v.id AS fair_vacancy_id, b.session_id AS fair_id, {_MONTH} AS fair_vacancy_month, v.places AS fair_vacancy_places
FROM labour_boothvacancy v JOIN labour_booth b ON b.id = v.booth_id JOIN labour_fairsession s ON s.id = b.session_id AND {_HELD}""",
    sources={
        "labour_fairsession": _SESSIONS,
        "labour_booth": _BOOTHS,
        "labour_boothvacancy": "SELECT id, booth_id, places FROM labour_boothvacancy"
        f" WHERE booth_id IN (SELECT id FROM labour_booth WHERE {_OF_SESSIONS})",
    },
    label_vi="việc làm tại gian tuyển dụng",
    label_en="vacancy at a booth",
)
facts(
    fair_vacancy,
    Fact("fair_vacancy_month", int, label_vi="Tháng của việc làm", label_en="Month of the vacancy"),
    Fact("fair_vacancy_places", int, label_vi="Chỉ tiêu tuyển", label_en="Places offered"),
)

_INTERVIEWED = ", ".join(f"'{state}'" for state in words.INTERVIEWED)
fair_visit = Grain(
    "fair_visit",
    key="fair_visit_id",
    partition="fair_visit_month",
    query=f"""SELECT v.id AS fair_visit_id, {_MONTH} AS fair_visit_month, v.person_id AS fair_visit_person_id, v.channel AS fair_visit_channel,
  s.kind AS fair_visit_kind, s.commune_id AS fair_visit_commune_id, s.province_id AS fair_visit_province_id,
  p.sex AS fair_visit_sex, p.ethnicity AS fair_visit_ethnicity,
  CASE WHEN i.hired > 0 THEN 'hired' WHEN i.talks > 0 THEN 'interviewed' ELSE 'visited' END AS fair_visit_result
FROM labour_visitor v JOIN labour_fairsession s ON s.id = v.session_id AND {_HELD} JOIN people_person p ON p.id = v.person_id
  LEFT JOIN (SELECT visitor_id, COUNT(*) AS talks, SUM(CASE WHEN state = 'hired' THEN 1 ELSE 0 END) AS hired FROM labour_interview
    WHERE state IN ({_INTERVIEWED}) GROUP BY visitor_id) AS i ON i.visitor_id = v.id
WHERE v.arrived_at IS NOT NULL AND NOT v.is_withdrawn""",
    sources={
        "labour_fairsession": _SESSIONS,
        "labour_visitor": "SELECT id, session_id, person_id, channel, arrived_at, is_withdrawn FROM labour_visitor"
        f" WHERE {_OF_SESSIONS}",
        "labour_interview": f"SELECT visitor_id, state FROM labour_interview WHERE {_OF_SESSIONS}",
        "people_person": "SELECT id, sex, ethnicity FROM people_person WHERE id IN"
        f" (SELECT person_id FROM labour_visitor WHERE {_OF_SESSIONS})",
    },
    counting=Counting(
        every="month",
        periods=_PERIODS,
        commune="fair_visit_commune_id",
        province="fair_visit_province_id",
        subject="fair_visit_person_id",
        waits_for_vi=_WAITS,
        is_rare=True,
        listing=Listing(
            """SELECT v.id AS key, v.person_id AS page_id, p.name AS name, s.name AS session, s.day AS day, c.full_name AS commune
            FROM labour_visitor v JOIN labour_fairsession s ON s.id = v.session_id JOIN people_person p ON p.id = v.person_id
              JOIN places_place c ON c.id = p.commune_id WHERE v.id IN ({keys})""",
            {
                "name": ("Họ và tên", "Name"),
                "session": ("Phiên", "Session"),
                "day": ("Ngày", "Day"),
                "commune": ("Xã", "Commune"),
            },
            page="person",
        ),
    ),
    label_vi="lượt người tham gia phiên giao dịch việc làm",
    label_en="visit to a job fair",
)
facts(
    fair_visit,
    Fact("fair_visit_month", int, label_vi="Tháng tham gia", label_en="Month of the visit"),
    Fact("fair_visit_person_id", int, label_vi="Người tham gia", label_en="Visitor"),
    Fact("fair_visit_channel", str, words=words.VISIT_CHANNELS, label_vi="Cách tham gia", label_en="How they came"),
    Fact("fair_visit_kind", str, words=words.FAIR_KINDS, label_vi="Hình thức phiên đã dự", label_en="Kind of session visited"),
    Fact("fair_visit_commune_id", str, label_vi="Xã của phiên", label_en="Commune of the session visited"),
    Fact("fair_visit_province_id", str, label_vi="Tỉnh của phiên", label_en="Province of the session visited"),
    Fact("fair_visit_sex", str, words=SEXES, label_vi="Giới tính người tham gia", label_en="Sex of the visitor"),
    Fact("fair_visit_ethnicity", int, words=ETHNICITIES, label_vi="Dân tộc người tham gia", label_en="Ethnic group of the visitor"),
    Fact("fair_visit_result", str, words=RESULTS, label_vi="Kết quả tại phiên", label_en="Result at the session"),
)  # fmt: skip
