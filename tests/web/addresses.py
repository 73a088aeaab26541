"""What every address of the house needs, told apart from the code that answers: who may see it, who may act on it.

`see` are the roles that get an answer when what they ask for lies inside their place; for others it is refused or not there.
`act` are the roles whose POST is heard; for others nothing changes. A page that shows no people is open to every role.
A new address without a line here fails `test_walk.py`."""

from dataclasses import dataclass

from ansinh.core.roles import EVERY_ROLE, WRITING_ROLES

EVERYBODY = frozenset(role.key for role in EVERY_ROLE)
PEOPLE = frozenset(role.key for role in EVERY_ROLE if role.reaches_places)
NOBODY: frozenset[str] = frozenset()
PROVINCE = frozenset(role.key for role in EVERY_ROLE if role.reaches_places and role.level != "commune")
REGISTRARS = frozenset({"commune_officer", "province_officer"})
OFFICER, LEADER = frozenset({"province_officer"}), frozenset({"province_leader"})
HEADS = frozenset({"province_officer", "province_head"})
WATCHERS = frozenset({"auditor", "inspector"})
MONEY = OFFICER | LEADER | {"province_head", "province_accountant", "province_reconciler"} | WATCHERS
FILES = LEADER | {"province_accountant", "province_reconciler"} | WATCHERS
RETURNS = frozenset({"province_reconciler"})
EMPLOYER = frozenset({"employer"})
DESK = WRITING_ROLES | {"one_stop"}
TYPISTS = WRITING_ROLES | {"commune_leader", "province_leader"}
SIGNERS = frozenset({"commune_leader", "province_leader"})


@dataclass(frozen=True)
class Address:
    """Who may see, who may act; `open` to strangers; `own`: what a POST changes is only the reader's own account."""

    see: frozenset[str] = EVERYBODY
    act: frozenset[str] = NOBODY
    is_open: bool = False
    is_own: bool = False


def _(names: str, **told: object) -> dict[str, Address]:
    return {name: Address(**told) for name in names.split()}  # type: ignore[arg-type]


ADDRESSES: dict[str, Address] = {
    # Signing in, and one's own account.
    **_(
        "sign_in account_login mfa_authenticate mfa_login_webauthn account_signup socialaccount_signup account_inactive"
        " socialaccount_login_cancelled openid_connect_login openid_connect_callback sign_out account_logout set_language"
        " api_health api_document",
        is_open=True, is_own=True,
    ),
    **_(
        "me lend tokens end_token password_change account_change_password account_reauthenticate mfa_reauthenticate"
        " mfa_reauthenticate_webauthn mfa_index need_second_step mfa_activate_totp mfa_deactivate_totp mfa_list_webauthn"
        " mfa_add_webauthn mfa_edit_webauthn mfa_remove_webauthn mfa_view_recovery_codes mfa_generate_recovery_codes"
        " mfa_download_recovery_codes socialaccount_connections usersessions_list end_session",
        is_own=True,
    ),
    # Doors of citizens: open to all, each limited by address and by code.
    **_(
        "service_list service apply apply_drop apply_step apply_done follow followed hand_in withdraw_dossier stop_following",
        is_open=True, is_own=True,
    ),
    # No people on them: places, law, figures, words.
    **_("desk roles place_list place decree_list decree_preview"),
    **_("api_places api_place api_indicators api_figure api_procedures api_procedure"),
    **_("indicator_list indicator figure_checks indicator_export indicator_forecast"),
    **_("set_target", act=HEADS | LEADER),
    **_("enter_figure", act=WRITING_ROLES),
    **_("variants", act=OFFICER),
    **_("change_variant turn_variant", see=OFFICER, act=OFFICER),
    # The trail.
    **_("audit_event_list audit_event audit_anchor_list audit_anchor", see=WATCHERS),
    # Lists: everybody gets the page, with what they reach on it (test_walk looks at what stands there).
    **_(
        "person_list household_list dossier_list my_steps paper_list archive_list loan_list campaign_list title_list feed_list"
        " identity_list upcoming payments return_files exceptions recoveries reports received_list consolidated"
    ),
    **_("double_list merge_list mismatch_list evidence_list evidence evidence_book dossier_forecast"),
    **_("paper_search archive_labels indicator_records not_registered not_registered_in consolidated_file"),
    # People and households.
    **_("person household", see=PEOPLE),
    **_("reveal", see=PEOPLE, act=PEOPLE),
    **_("double merge mismatch", see=PEOPLE, act=WRITING_ROLES | SIGNERS),
    **_("double_merge", see=OFFICER, act=OFFICER),
    **_("verification_ask verification_take verification_answer verification_refused", see=WRITING_ROLES, act=WRITING_ROLES),
    **_("person_data person_data_paper", see=DESK, act=DESK),
    **_("person_new people_import_new people_import people_import_confirm people_import_refused", see=WRITING_ROLES, act=WRITING_ROLES),
    **_("person_act household_act", see=WRITING_ROLES, act=WRITING_ROLES),
    **_("api_person", see=PEOPLE, act=PEOPLE),
    # Dossiers and papers.
    **_("dossier dossier_paper receipt paper paper_file paper_page", see=PEOPLE),
    **_("dossier_choose dossier_open", see=DESK, act=DESK),
    **_("dossier_onestop", see=DESK, act=DESK),
    **_("notice_list notice_told", see=DESK, act=DESK),
    # The walk tries «rút hồ sơ», a desk's act; the acts of a step ask for the role of the step.
    **_("dossier_act", see=DESK, act=DESK),
    **_("sign_many", see=SIGNERS | {"province_head"}, act=SIGNERS | {"province_head"}),
    **_("dossier_calendar", act=HEADS | LEADER),
    **_("dossier_templates", act=HEADS),
    **_("template_file", see=EVERYBODY),
    **_("house_template", see=EVERYBODY),
    **_("paper_new paper_version paper_describe paper_remove", see=WRITING_ROLES, act=WRITING_ROLES),
    **_("archive_file archive_label move_slip extract_slip", see=PEOPLE),
    **_("archive_counted", see=PROVINCE),
    **_("archive_new archive_count archive_act", see=OFFICER, act=OFFICER),
    **_("api_dossiers api_dossier_status", see=EVERYBODY, act=DESK),
    **_("api_dossier", see=PEOPLE, act=DESK),
    **_("api_dossier_steps", see=PEOPLE, act=PEOPLE),
    # The poverty review.
    **_("open_campaign", act=OFFICER | LEADER),
    **_("campaign_act", see=PEOPLE, act=OFFICER | LEADER),
    **_("commune_act", see=PEOPLE, act=TYPISTS),
    **_("campaign campaign_reviews commune_review review_list review review_why changes", see=PEOPLE),
    **_(
        "request_review meeting_list meeting notice objection_list form_a form_b vote choose_class raise_objection settle_objection",
        see=PEOPLE, act=TYPISTS,
    ),
    **_("form_points", see=PEOPLE, act=PEOPLE),
    **_("report_commune", see=PEOPLE, act=TYPISTS),
    **_("decision decide_ad_hoc", see=PEOPLE, act=SIGNERS),
    # Rights.
    **_("person_rights", see=PEOPLE),
    **_("rights_act title_act channel_act proxy_act claim_act feed_act", see=WRITING_ROLES, act=WRITING_ROLES),
    **_("feed_new", see=OFFICER, act=OFFICER),
    **_("register_file_new register_file register_file_confirm register_file_refused", see=WRITING_ROLES, act=WRITING_ROLES),
    # Payments.
    **_("payment_month payment_year run run_lines run_line run_movements run_warnings run_orders run_lists person_payments", see=PEOPLE),
    **_("payment_why payment_why_json", see=PEOPLE),
    # The list of a whole province; a commune takes its own.
    **_("run_list_file", see=PROVINCE),
    **_("plan_run discard_run", see=PEOPLE, act=OFFICER),
    **_("sign_run", see=PEOPLE, act=LEADER),
    **_("send_run", see=OFFICER | FILES, act=frozenset({"province_accountant"})),
    **_("run_file", see=FILES),
    **_("provider_files provider_file", see=frozenset({"provider"})),
    **_("pay_desk", see=PEOPLE, act=RETURNS),
    **_("reconcile_run close_run", see=OFFICER | FILES, act=RETURNS),
    **_("ask_reopening", see=OFFICER | FILES, act=RETURNS),
    **_("approve_reopening", see=LEADER, act=LEADER),
    **_("send_return_file return_preview settle_kind", see=RETURNS, act=RETURNS),
    **_("return_file", see=PROVINCE, act=RETURNS),
    **_("exception", see=PEOPLE, act=RETURNS),
    **_("purses law_values ledger", see=MONEY),
    **_("long_unpaid", see=OFFICER | FILES),
    **_("recovery", see=PEOPLE, act=OFFICER | LEADER | {"province_accountant", "province_reconciler"}),
    **_("open_purse allot", see=MONEY, act=LEADER | {"province_accountant"}),
    **_("open_programme", act=OFFICER | LEADER),
    **_("accept_values", see=MONEY, act=LEADER),
    # Reports.
    **_("report report_file reply_file", see=PEOPLE),
    **_("report_edit", see=PEOPLE, act=WRITING_ROLES | SIGNERS),
    **_("report_sign", see=PEOPLE, act=SIGNERS),
    **_("received received_state received_file received_number reply", see=PEOPLE, act=WRITING_ROLES),
    **_("receive read_again describe_received add_number", see=WRITING_ROLES, act=WRITING_ROLES),
    **_("received_rule take_back", see=WRITING_ROLES, act=WRITING_ROLES),
    # Job fairs: announced to everybody; visitors only where one works, or oneself.
    **_("labour_home fair_list fair fair_visitors occupation_forecast"),
    **_("fair_booth fair_timetable", act=OFFICER),
    **_("fair_join", is_own=True),
    **_("fair_new fair_turn fair_booth_new", see=OFFICER, act=OFFICER),
    **_("fair_timetable_file fair_register fair_arrivals", see=WRITING_ROLES, act=WRITING_ROLES),
    **_("fair_ticket", see=PEOPLE),
    **_("fair_ticket_act fair_interview", see=WRITING_ROLES, act=WRITING_ROLES),
    # Unemployment insurance: officers of the province enter, heads and leaders decide.
    **_("unemployment_list search_notice_list training_support_list contribution_mismatch_list"),
    **_("unemployment_right unemployment_claim", see=PEOPLE),
    **_("unemployment_act training_support_cancel", see=LEADER | {"province_head"}, act=LEADER | {"province_head"}),
    **_("unemployment_end_drawn unemployment_move_in search_notice contribution_mismatch", see=OFFICER, act=OFFICER),
    **_("contribution_file_new contribution_file contribution_file_confirm contribution_file_refused", see=OFFICER, act=OFFICER),
    **_("unemployment_report", see=HEADS | LEADER | WATCHERS),
    # Matching: weights and figures without people; pairs to judge for who registers seekers.
    **_("matching", see=PEOPLE),
    **_("matching_weights", see=LEADER | {"province_head"}, act=LEADER | {"province_head"}),
    **_("matching_draw", see=HEADS | LEADER, act=HEADS | LEADER),
    **_("matching_grade", see=WRITING_ROLES, act=WRITING_ROLES),
    # The job exchange: open to anybody, then an employer's own, then the desk's.
    **_(
        "vacancy_search vacancy vacancy_apply seeker_register seeker_wish seeker_home seeker_enter seeker_edit seeker_leave seeker_answer",
        is_open=True, is_own=True,
    ),
    **_("employer_home", see=EMPLOYER),
    **_("vacancy_new employer_vacancy vacancy_edit vacancy_close seeker_invite applicant", see=EMPLOYER, act=EMPLOYER),
    **_("exchange_home vacancy_list seeker_list application_list counsel_list job_loan_list placement_list placement_checks"),
    **_("vacancy_review", see=PEOPLE, act=OFFICER),
    **_("seeker application placement", see=PEOPLE),
    **_("job_loan", see=PEOPLE, act=WRITING_ROLES),
    **_("vacancy_post seeker_new seeker_act seeker_refer application_act counsel_new job_loan_new", see=WRITING_ROLES, act=WRITING_ROLES),
    **_(
        "placement_new placement_act placement_import_new placement_import placement_import_confirm placement_import_refused",
        see=WRITING_ROLES, act=WRITING_ROLES,
    ),
    # Work abroad, foreigners at work, conditions at work: registers of one kind.
    **_("abroad conditions conditions_wages conditions_leasing labour_register labour_list_template"),
    **_("abroad_contract labour_row conditions_organisation", see=PEOPLE),
    **_("abroad_act labour_row_new labour_row_correct labour_row_close labour_row_cancel", see=REGISTRARS, act=REGISTRARS),
    **_("labour_list_new labour_list labour_list_confirm labour_list_refused", see=REGISTRARS, act=REGISTRARS),
    # Vocational training: lists hold what one reaches; files are their sender's.
    **_("training_course_list training_learner_list training_institution_list training_partnership_list training_money_list training_leavers_list"),
    **_("person_work training_course training_learner training_institution training_partnership", see=PEOPLE),
    **_("training_new training_act training_file_new", see=WRITING_ROLES, act=WRITING_ROLES),
    **_("training_file training_file_confirm training_file_refused", see=WRITING_ROLES, act=WRITING_ROLES),
    # The labour market: organisations are no people; forms and reports where one works.
    **_("organisation_list occupation_list demand_list workforce_list supply_list workforce_summary market_file_template"),
    **_("organisation demand_report workforce_report supply_collection supply_left supply_form", see=PEOPLE),
    **_("organisation_new organisation_edit demand_new supply_open supply_form_new", see=WRITING_ROLES, act=WRITING_ROLES),
    **_("supply_xlsform supply_people", see=WRITING_ROLES),
    **_("supply_check", see=WRITING_ROLES, act=WRITING_ROLES | {"commune_leader"}),
    **_("supply_close", see=SIGNERS | {"province_head"}, act=SIGNERS | {"province_head"}),
    **_("supply_reopen", see=LEADER | {"province_head"}, act=LEADER | {"province_head"}),
    **_("market_file_new market_file market_file_confirm market_file_refused", see=WRITING_ROLES, act=WRITING_ROLES),
}  # fmt: skip

LISTS = (
    "person_list", "household_list", "dossier_list", "paper_list", "archive_list", "loan_list", "title_list", "feed_list", "identity_list",
    "exceptions", "recoveries", "received_list", "reports", "seeker_list", "application_list", "placement_list", "counsel_list", "job_loan_list",
    "abroad", "unemployment_list", "search_notice_list", "training_support_list", "contribution_mismatch_list",
)  # fmt: skip

# Who runs each command, and as whom: "system" says why inside, "nobody" reads or writes no record of people.
COMMANDS = {
    "access": "system", "audit": "nobody", "backup": "system", "restore": "system", "doctor": "nobody", "serve": "nobody", "law": "nobody",
    "places": "system", "people": "system", "benefits": "system", "unregistered": "system", "review": "system",
    "decree": "system", "payrun": "system", "why": "system", "figure": "system", "snapshot": "system", "consolidate": "system",
    "read": "nobody", "report": "system", "demo": "system", "files": "system",
    "doubles": "system", "exchange": "system", "forecast": "system", "verify": "system", "retention": "system",
}  # fmt: skip
