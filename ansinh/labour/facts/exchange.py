"""What the exchange publishes, each row in its month: seekers registered, people referred, turns of advice, loans for jobs."""

from ansinh.core.days import month_sql
from ansinh.engine import Counting, Fact, Grain, Listing, facts
from ansinh.labour import words
from ansinh.people.words import SEXES

_PEOPLE = "SELECT id, name, sex, ethnicity, birth_year FROM people_person WHERE id IN (SELECT {} FROM {} WHERE province_id = '{{province}}')"
_HEADS = {
    "name": ("Họ và tên", "Name"),
    "day": ("Ngày", "Day"),
    "told": ("Nội dung", "What"),
    "commune": ("Xã", "Commune"),
}


def _day(column: str) -> str:
    """A day as people read it, in SQL."""
    text = f"CAST({column} AS TEXT)"
    return f"SUBSTR({text}, 9, 2) || '/' || SUBSTR({text}, 6, 2) || '/' || SUBSTR({text}, 1, 4)"


def _counting(grain: str, rows: str, column: str, waits_for_vi: str, listed: str) -> Counting:
    """Counted in the month of `column`, from the first one of the province to the one that runs."""
    return Counting(
        every="month",
        periods=f"""SELECT m.id, (SELECT MAX(y.last_day) FROM core_month y WHERE y.year = m.year) FROM core_month m
          WHERE m.first_day <= '{{today}}' AND m.id >= (SELECT MIN({month_sql(column)}) FROM {rows} WHERE province_id = '{{province}}')""",
        commune=f"{grain}_commune_id",
        province=f"{grain}_province_id",
        subject=f"{grain}_person_id",
        waits_for_vi=waits_for_vi,
        is_rare=True,
        listing=Listing(listed, _HEADS, page="person"),
    )


seeker = Grain(
    "seeker",
    key="seeker_id",
    partition="seeker_month",
    query=f"""SELECT s.id AS seeker_id, {month_sql("s.registered_on")} AS seeker_month, s.person_id AS seeker_person_id,
      s.commune_id AS seeker_commune_id, s.province_id AS seeker_province_id, s.channel AS seeker_channel, p.sex AS seeker_sex,
      s.is_abroad_ok AS seeker_is_abroad_ok, s.access_need <> '' AS seeker_is_disabled, s.state AS seeker_state
    FROM labour_seeker s JOIN people_person p ON p.id = s.person_id""",
    sources={
        "labour_seeker": "SELECT id, registered_on, person_id, commune_id, province_id, channel, is_abroad_ok, access_need, state"
        " FROM labour_seeker WHERE province_id = '{province}' AND person_id IS NOT NULL",
        "people_person": _PEOPLE.format("person_id", "labour_seeker"),
    },
    counting=_counting(
        "seeker", "labour_seeker", "registered_on", "người tìm việc nào đăng ký",
        f"""SELECT s.id AS key, s.person_id AS page_id, s.name AS name, {_day('s.registered_on')} AS day, s.wish AS told, c.full_name AS commune
          FROM labour_seeker s JOIN places_place c ON c.id = s.commune_id WHERE s.id IN ({{keys}})""",
    ),
    label_vi="người đăng ký tìm việc",
    label_en="person registered as seeking work",
)  # fmt: skip

facts(
    seeker,
    Fact("seeker_month", int, label_vi="Tháng đăng ký tìm việc", label_en="Month registered"),
    Fact("seeker_person_id", int, label_vi="Người tìm việc", label_en="Seeker"),
    Fact("seeker_commune_id", str, label_vi="Xã của người tìm việc", label_en="Commune of the seeker"),
    Fact("seeker_province_id", str, label_vi="Tỉnh của người tìm việc", label_en="Province of the seeker"),
    Fact("seeker_channel", str, words=words.SEEKER_CHANNELS, label_vi="Đăng ký ở đâu", label_en="Registered where"),
    Fact("seeker_sex", str, words=SEXES, label_vi="Giới tính người tìm việc", label_en="Sex of the seeker"),
    Fact("seeker_is_abroad_ok", bool, label_vi="Muốn đi làm ở nước ngoài", label_en="Would work abroad"),
    Fact("seeker_is_disabled", bool, label_vi="Người khuyết tật tìm việc", label_en="Disabled seeker"),
    Fact(
        "seeker_state", str, words=words.SEEKER_STATES, label_vi="Tình trạng tìm việc", label_en="State of the search"
    ),
)

application = Grain(
    "application",
    key="application_id",
    partition="application_month",
    query=f"""SELECT a.id AS application_id, {month_sql("a.sent_on")} AS application_month, s.person_id AS application_person_id,
      s.commune_id AS application_commune_id, s.province_id AS application_province_id, a.kind AS application_kind,
      a.state AS application_state, p.sex AS application_sex, v.work_province_id <> s.province_id AS application_is_away
    FROM labour_application a JOIN labour_seeker s ON s.id = a.seeker_id JOIN people_person p ON p.id = s.person_id
      JOIN labour_vacancy v ON v.id = a.vacancy_id""",
    sources={
        "labour_application": "SELECT id, sent_on, seeker_id, vacancy_id, kind, state FROM labour_application"
        " WHERE seeker_id IN (SELECT id FROM labour_seeker WHERE province_id = '{province}')",
        "labour_seeker": "SELECT id, person_id, commune_id, province_id FROM labour_seeker WHERE province_id = '{province}'",
        "labour_vacancy": "SELECT id, work_province_id FROM labour_vacancy",
        "people_person": _PEOPLE.format("person_id", "labour_seeker"),
    },
    counting=_counting(
        "application", "(SELECT a.sent_on, s.province_id FROM labour_application a JOIN labour_seeker s ON s.id = a.seeker_id) AS sent",
        "sent_on", "lượt ứng tuyển, giới thiệu nào",
        f"""SELECT a.id AS key, s.person_id AS page_id, s.name AS name, {_day('a.sent_on')} AS day, v.title AS told, c.full_name AS commune
          FROM labour_application a JOIN labour_seeker s ON s.id = a.seeker_id JOIN labour_vacancy v ON v.id = a.vacancy_id
          JOIN places_place c ON c.id = s.commune_id WHERE a.id IN ({{keys}})""",
    ),
    label_vi="lượt ứng tuyển, giới thiệu",
    label_en="application or referral",
)  # fmt: skip

facts(
    application,
    Fact("application_month", int, label_vi="Tháng ứng tuyển", label_en="Month of the application"),
    Fact("application_person_id", int, label_vi="Người ứng tuyển", label_en="Applicant for work"),
    Fact("application_commune_id", str, label_vi="Xã của người ứng tuyển", label_en="Commune of the applicant"),
    Fact("application_province_id", str, label_vi="Tỉnh của người ứng tuyển", label_en="Province of the applicant"),
    Fact("application_kind", str, words=words.APPLICATION_KINDS, label_vi="Ai bắt đầu", label_en="Who began"),
    Fact("application_state", str, words=words.APPLICATION_STATES, label_vi="Kết quả ứng tuyển", label_en="Outcome"),
    Fact("application_sex", str, words=SEXES, label_vi="Giới tính người ứng tuyển", label_en="Sex of the applicant"),
    Fact("application_is_away", bool, label_vi="Việc ở tỉnh khác", label_en="Work in another province"),
)

counsel = Grain(
    "counsel",
    key="counsel_id",
    partition="counsel_month",
    query=f"""SELECT k.id AS counsel_id, {month_sql("k.given_on")} AS counsel_month, k.person_id AS counsel_person_id,
      k.commune_id AS counsel_commune_id, k.province_id AS counsel_province_id, k.subject AS counsel_subject, p.sex AS counsel_sex
    FROM labour_counsel k JOIN people_person p ON p.id = k.person_id""",
    sources={
        "labour_counsel": "SELECT id, given_on, person_id, commune_id, province_id, subject FROM labour_counsel WHERE province_id = '{province}'",
        "people_person": _PEOPLE.format("person_id", "labour_counsel"),
    },
    counting=_counting(
        "counsel", "labour_counsel", "given_on", "lượt tư vấn nào",
        f"""SELECT k.id AS key, k.person_id AS page_id, p.name AS name, {_day('k.given_on')} AS day, k.note AS told, c.full_name AS commune
          FROM labour_counsel k JOIN people_person p ON p.id = k.person_id JOIN places_place c ON c.id = k.commune_id WHERE k.id IN ({{keys}})""",
    ),
    label_vi="lượt tư vấn",
    label_en="turn of advice",
)  # fmt: skip

facts(
    counsel,
    Fact("counsel_month", int, label_vi="Tháng tư vấn", label_en="Month of the advice"),
    Fact("counsel_person_id", int, label_vi="Người được tư vấn", label_en="Person advised"),
    Fact("counsel_commune_id", str, label_vi="Xã của người được tư vấn", label_en="Commune of the person advised"),
    Fact("counsel_province_id", str, label_vi="Tỉnh của người được tư vấn", label_en="Province of the person advised"),
    Fact("counsel_subject", str, words=words.COUNSEL_SUBJECTS, label_vi="Tư vấn về", label_en="Advice on"),
    Fact("counsel_sex", str, words=SEXES, label_vi="Giới tính người được tư vấn", label_en="Sex of the person advised"),
)

job_loan = Grain(
    "job_loan",
    key="job_loan_id",
    partition="job_loan_month",
    query=f"""SELECT l.id AS job_loan_id, {month_sql("l.lent_on")} AS job_loan_month, l.person_id AS job_loan_person_id,
      l.commune_id AS job_loan_commune_id, l.province_id AS job_loan_province_id, l.fund AS job_loan_fund,
      NULLIF(l.association, '') AS job_loan_association, l.amount_dong AS job_loan_amount_dong
    FROM labour_jobloan l""",
    sources={
        "labour_jobloan": "SELECT id, lent_on, person_id, commune_id, province_id, fund, association, amount_dong"
        " FROM labour_jobloan WHERE province_id = '{province}'",
    },
    counting=_counting(
        "job_loan", "labour_jobloan", "lent_on", "khoản vay giải quyết việc làm nào",
        f"""SELECT l.id AS key, l.person_id AS page_id, p.name AS name, {_day('l.lent_on')} AS day, l.project AS told, c.full_name AS commune
          FROM labour_jobloan l JOIN people_person p ON p.id = l.person_id JOIN places_place c ON c.id = l.commune_id WHERE l.id IN ({{keys}})""",
    ),
    label_vi="khoản vay giải quyết việc làm",
    label_en="loan for jobs",
)  # fmt: skip

facts(
    job_loan,
    Fact("job_loan_month", int, label_vi="Tháng cho vay", label_en="Month of the loan"),
    Fact("job_loan_person_id", int, label_vi="Người vay", label_en="Borrower"),
    Fact("job_loan_commune_id", str, label_vi="Xã của người vay", label_en="Commune of the borrower"),
    Fact("job_loan_province_id", str, label_vi="Tỉnh của người vay", label_en="Province of the borrower"),
    Fact("job_loan_fund", str, words=words.LOAN_FUNDS, label_vi="Nguồn vốn vay", label_en="Fund"),
    Fact("job_loan_association", str, nullable=True, words=words.LOAN_ASSOCIATIONS, label_vi="Tổ chức nhận ủy thác cho vay",
         label_en="Association that carries the loan"),
    Fact("job_loan_amount_dong", int, unit="dong", label_vi="Số tiền vay", label_en="Amount lent"),
)  # fmt: skip
