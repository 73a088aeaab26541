"""Addresses of the room of labour."""

from django.urls import URLPattern, path

from ansinh.labour.pages import (
    abroad,
    conditions,
    exchange,
    exchange_desk,
    exchange_employer,
    fairs,
    fairs_visitors,
    home,
    insurance,
    insurance_files,
    market_files,
    market_organisations,
    market_reports,
    market_supply,
    matching,
    occupation_forecast,
    person_work,
    placements,
    training,
    training_files,
)

urlpatterns: list[URLPattern] = [path("lao-dong/", home.labour_home, name="labour_home")]

# Job fairs, under `phien-viec-lam/`.
urlpatterns += [
    path("phien-viec-lam/", fairs.fair_list, name="fair_list"),
    path("phien-viec-lam/moi/", fairs.fair_new, name="fair_new"),
    path("phien-viec-lam/<int:pk>/", fairs.fair, name="fair"),
    path("phien-viec-lam/<int:pk>/tinh-trang/", fairs.fair_turn, name="fair_turn"),
    path("phien-viec-lam/<int:pk>/gian/moi/", fairs.fair_booth_new, name="fair_booth_new"),
    path("phien-viec-lam/<int:pk>/gian/<int:number>/", fairs.fair_booth, name="fair_booth"),
    path("phien-viec-lam/<int:pk>/lich/", fairs.fair_timetable, name="fair_timetable"),
    path("phien-viec-lam/<int:pk>/lich/<str:form>/", fairs.fair_timetable_file, name="fair_timetable_file"),
    path("phien-viec-lam/<int:pk>/nguoi/", fairs_visitors.fair_visitors, name="fair_visitors"),
    path("phien-viec-lam/<int:pk>/dang-ky/", fairs_visitors.fair_register, name="fair_register"),
    path("phien-viec-lam/<int:pk>/tham-gia/", fairs_visitors.fair_join, name="fair_join"),
    path("phien-viec-lam/<int:pk>/diem-danh/", fairs_visitors.fair_arrivals, name="fair_arrivals"),
    path("phien-viec-lam/ve/<str:code>/", fairs_visitors.fair_ticket, name="fair_ticket"),
    path("phien-viec-lam/ve/<str:code>/<str:act>/", fairs_visitors.fair_ticket_act, name="fair_ticket_act"),
    path("phien-viec-lam/phong-van/<int:pk>/", fairs_visitors.fair_interview, name="fair_interview"),
    path("lao-dong/du-bao-nghe/", occupation_forecast.occupation_forecast, name="occupation_forecast"),
]

# Work abroad and conditions at work, under `lam-viec-nuoc-ngoai/` and `quan-he-lao-dong/`.
urlpatterns += [
    path("lam-viec-nuoc-ngoai/", abroad.abroad_list, name="abroad"),
    path("lam-viec-nuoc-ngoai/<int:pk>/", abroad.abroad_contract, name="abroad_contract"),
    path("lam-viec-nuoc-ngoai/<int:pk>/<slug:act>/", abroad.abroad_act, name="abroad_act"),
    path("quan-he-lao-dong/", conditions.conditions_home, name="conditions"),
    path("quan-he-lao-dong/luong/<int:year>/", conditions.wage_year, name="conditions_wages"),
    path("quan-he-lao-dong/cho-thue-lai/<int:year>/", conditions.leasing_period, name="conditions_leasing"),
    path("quan-he-lao-dong/don-vi/<int:pk>/", conditions.organisation_conditions, name="conditions_organisation"),
    path("quan-he-lao-dong/so/<slug:register>/", conditions.register_list, name="labour_register"),
    path("quan-he-lao-dong/so/<slug:register>/ghi/", conditions.row_new, name="labour_row_new"),
    path("quan-he-lao-dong/so/<slug:register>/nhap/", conditions.list_new, name="labour_list_new"),
    path("quan-he-lao-dong/so/<slug:register>/mau/", conditions.list_template, name="labour_list_template"),
    path("quan-he-lao-dong/dong/<slug:key>/", conditions.row_page, name="labour_row"),
    path("quan-he-lao-dong/dong/<slug:key>/sua/", conditions.row_correct, name="labour_row_correct"),
    path("quan-he-lao-dong/dong/<slug:key>/ket-thuc/", conditions.row_close, name="labour_row_close"),
    path("quan-he-lao-dong/dong/<slug:key>/huy/", conditions.row_cancel, name="labour_row_cancel"),
    path("quan-he-lao-dong/tep/<int:pk>/", conditions.list_page, name="labour_list"),
    path("quan-he-lao-dong/tep/<int:pk>/xac-nhan/", conditions.list_confirm, name="labour_list_confirm"),
    path("quan-he-lao-dong/tep/<int:pk>/tra-lai/", conditions.list_refused, name="labour_list_refused"),
]

# Vocational training, under `dao-tao-nghe/`.
urlpatterns += [
    path("lao-dong/nguoi/<int:pk>/", person_work.person_work, name="person_work"),
    path("dao-tao-nghe/", training.training_course_list, name="training_course_list"),
    path("dao-tao-nghe/nguoi-hoc/", training.training_learner_list, name="training_learner_list"),
    path("dao-tao-nghe/co-so/", training.training_institution_list, name="training_institution_list"),
    path("dao-tao-nghe/hop-tac/", training.training_partnership_list, name="training_partnership_list"),
    path("dao-tao-nghe/kinh-phi/", training.training_money_list, name="training_money_list"),
    path("dao-tao-nghe/hoc-sinh/", training.training_leavers_list, name="training_leavers_list"),
    path("dao-tao-nghe/them/<slug:what>/", training.training_new, name="training_new"),
    path("dao-tao-nghe/lop/<int:pk>/", training.training_course, name="training_course"),
    path("dao-tao-nghe/nguoi-hoc/<int:pk>/", training.training_learner, name="training_learner"),
    path("dao-tao-nghe/co-so/<int:pk>/", training.training_institution, name="training_institution"),
    path("dao-tao-nghe/hop-tac/<int:pk>/", training.training_partnership, name="training_partnership"),
    path("dao-tao-nghe/<slug:what>/<int:pk>/viec/<slug:act>/", training.training_act, name="training_act"),
    path("dao-tao-nghe/lop/<int:pk>/danh-sach/", training_files.training_file_new, name="training_file_new"),
    path("dao-tao-nghe/tep/<int:pk>/", training_files.training_file, name="training_file"),
    path("dao-tao-nghe/tep/<int:pk>/xac-nhan/", training_files.training_file_confirm, name="training_file_confirm"),
    path("dao-tao-nghe/tep/<int:pk>/tra-lai/", training_files.training_file_refused, name="training_file_refused"),
]

# The job exchange, under `viec-lam/`: open to anybody, then the employer's, then the desk's.
urlpatterns += [
    path("viec-lam/", exchange.vacancy_search, name="vacancy_search"),
    path("viec-lam/<int:pk>/", exchange.vacancy, name="vacancy"),
    path("viec-lam/<int:pk>/ung-tuyen/", exchange.vacancy_apply, name="vacancy_apply"),
    path("viec-lam/dang-ky/", exchange.seeker_register, name="seeker_register"),
    path("viec-lam/dang-ky/viec/", exchange.seeker_wish, name="seeker_wish"),
    path("viec-lam/cua-toi/", exchange.seeker_home, name="seeker_home"),
    path("viec-lam/cua-toi/vao/", exchange.seeker_enter, name="seeker_enter"),
    path("viec-lam/cua-toi/sua/", exchange.seeker_edit, name="seeker_edit"),
    path("viec-lam/cua-toi/dong/", exchange.seeker_leave, name="seeker_leave"),
    path("viec-lam/cua-toi/<int:pk>/", exchange.seeker_answer, name="seeker_answer"),
    path("viec-lam/tuyen-dung/", exchange_employer.employer_home, name="employer_home"),
    path("viec-lam/tuyen-dung/moi/", exchange_employer.vacancy_new, name="vacancy_new"),
    path("viec-lam/tuyen-dung/<int:pk>/", exchange_employer.employer_vacancy, name="employer_vacancy"),
    path("viec-lam/tuyen-dung/<int:pk>/sua/", exchange_employer.vacancy_edit, name="vacancy_edit"),
    path("viec-lam/tuyen-dung/<int:pk>/dong/", exchange_employer.vacancy_close, name="vacancy_close"),
    path("viec-lam/tuyen-dung/<int:pk>/moi/<int:seeker>/", exchange_employer.seeker_invite, name="seeker_invite"),
    path("viec-lam/tuyen-dung/ung-vien/<int:pk>/", exchange_employer.applicant, name="applicant"),
    path("viec-lam/san/", exchange_desk.exchange_home, name="exchange_home"),
    path("viec-lam/san/viec/", exchange_desk.vacancy_list, name="vacancy_list"),
    path("viec-lam/san/viec/dang/", exchange_desk.vacancy_post, name="vacancy_post"),
    path("viec-lam/san/viec/<int:pk>/", exchange_desk.vacancy_review, name="vacancy_review"),
    path("viec-lam/san/nguoi/", exchange_desk.seeker_list, name="seeker_list"),
    path("viec-lam/san/nguoi/moi/", exchange_desk.seeker_new, name="seeker_new"),
    path("viec-lam/san/nguoi/<int:pk>/", exchange_desk.seeker, name="seeker"),
    path("viec-lam/san/nguoi/<int:pk>/viec/<slug:act>/", exchange_desk.seeker_act, name="seeker_act"),
    path("viec-lam/san/nguoi/<int:pk>/gioi-thieu/<int:vacancy>/", exchange_desk.seeker_refer, name="seeker_refer"),
    path("viec-lam/san/ung-tuyen/", exchange_desk.application_list, name="application_list"),
    path("viec-lam/san/ung-tuyen/<int:pk>/", exchange_desk.application, name="application"),
    path("viec-lam/san/ung-tuyen/<int:pk>/viec/<slug:act>/", exchange_desk.application_act, name="application_act"),
    path("viec-lam/san/tu-van/", exchange_desk.counsel_list, name="counsel_list"),
    path("viec-lam/san/tu-van/moi/", exchange_desk.counsel_new, name="counsel_new"),
    path("viec-lam/san/vay-von/", exchange_desk.job_loan_list, name="job_loan_list"),
    path("viec-lam/san/vay-von/moi/", exchange_desk.job_loan_new, name="job_loan_new"),
    path("viec-lam/san/vay-von/<int:pk>/", exchange_desk.job_loan, name="job_loan"),
    path("viec-lam/da-co/", placements.placement_list, name="placement_list"),
    path("viec-lam/da-co/moi/", placements.placement_new, name="placement_new"),
    path("viec-lam/da-co/hoi-lai/", placements.placement_checks, name="placement_checks"),
    path("viec-lam/da-co/nhap/", placements.placement_import_new, name="placement_import_new"),
    path("viec-lam/da-co/nhap/<int:pk>/", placements.placement_import, name="placement_import"),
    path(
        "viec-lam/da-co/nhap/<int:pk>/xac-nhan/", placements.placement_import_confirm, name="placement_import_confirm"
    ),
    path("viec-lam/da-co/nhap/<int:pk>/tra-lai/", placements.placement_import_refused, name="placement_import_refused"),
    path("viec-lam/da-co/<int:pk>/", placements.placement, name="placement"),
    path("viec-lam/da-co/<int:pk>/viec/<slug:act>/", placements.placement_act, name="placement_act"),
]

# Matching, under `viec-lam/ghep/`.
urlpatterns += [
    path("viec-lam/ghep/", matching.home, name="matching"),
    path("viec-lam/ghep/trong-so/", matching.weights, name="matching_weights"),
    path("viec-lam/ghep/rut/", matching.draw, name="matching_draw"),
    path("viec-lam/ghep/cham/", matching.grade, name="matching_grade"),
]

# Unemployment insurance, under `that-nghiep/`.
urlpatterns += [
    path("that-nghiep/", insurance.unemployment_list, name="unemployment_list"),
    path("that-nghiep/het-han/", insurance.unemployment_end_drawn, name="unemployment_end_drawn"),
    path("that-nghiep/<int:pk>/", insurance.unemployment_right, name="unemployment_right"),
    path("that-nghiep/<int:pk>/viec/<slug:act>/", insurance.unemployment_act, name="unemployment_act"),
    path("that-nghiep/nguoi/<int:pk>/", insurance.unemployment_claim, name="unemployment_claim"),
    path("that-nghiep/nguoi/<int:pk>/chuyen-den/", insurance.unemployment_move_in, name="unemployment_move_in"),
    path("that-nghiep/thong-bao/", insurance.search_notice_list, name="search_notice_list"),
    path("that-nghiep/thong-bao/<int:pk>/", insurance.search_notice, name="search_notice"),
    path("that-nghiep/hoc-nghe/", insurance.training_support_list, name="training_support_list"),
    path("that-nghiep/hoc-nghe/<int:pk>/huy/", insurance.training_support_cancel, name="training_support_cancel"),
    path("that-nghiep/bao-cao/", insurance.unemployment_report, name="unemployment_report"),
    path("that-nghiep/qua-trinh-dong/", insurance_files.contribution_file_new, name="contribution_file_new"),
    path("that-nghiep/tep/<int:pk>/", insurance_files.contribution_file, name="contribution_file"),
    path(
        "that-nghiep/tep/<int:pk>/xac-nhan/",
        insurance_files.contribution_file_confirm,
        name="contribution_file_confirm",
    ),
    path(
        "that-nghiep/tep/<int:pk>/tra-lai/", insurance_files.contribution_file_refused, name="contribution_file_refused"
    ),
    path("that-nghiep/lech/", insurance_files.contribution_mismatch_list, name="contribution_mismatch_list"),
    path("that-nghiep/lech/<int:pk>/", insurance_files.contribution_mismatch, name="contribution_mismatch"),
]

# The labour market, under `lao-dong/`.
urlpatterns += [
    path("lao-dong/don-vi/", market_organisations.organisation_list, name="organisation_list"),
    path("lao-dong/don-vi/moi/", market_organisations.organisation_new, name="organisation_new"),
    path("lao-dong/don-vi/<int:pk>/", market_organisations.organisation, name="organisation"),
    path("lao-dong/don-vi/<int:pk>/sua/", market_organisations.organisation_edit, name="organisation_edit"),
    path("lao-dong/don-vi/<int:pk>/nhu-cau/", market_reports.demand_new, name="demand_new"),
    path("lao-dong/nghe/", market_organisations.occupation_list, name="occupation_list"),
    path("lao-dong/cung/", market_supply.supply_list, name="supply_list"),
    path("lao-dong/cung/mo/", market_supply.supply_open, name="supply_open"),
    path("lao-dong/cung/<int:pk>/", market_supply.supply_collection, name="supply_collection"),
    path("lao-dong/cung/<int:pk>/con-lai/", market_supply.supply_left, name="supply_left"),
    path("lao-dong/cung/<int:pk>/nguoi/<int:person>/", market_supply.supply_form_new, name="supply_form_new"),
    path("lao-dong/cung/<int:pk>/chot/", market_supply.supply_close, name="supply_close"),
    path("lao-dong/cung/<int:pk>/mo-lai/", market_supply.supply_reopen, name="supply_reopen"),
    path("lao-dong/cung/<int:pk>/phieu.xlsx", market_supply.supply_xlsform_file, name="supply_xlsform"),
    path("lao-dong/cung/<int:pk>/people.csv", market_supply.supply_people_file, name="supply_people"),
    path("lao-dong/cung/phieu/<int:pk>/", market_supply.supply_form, name="supply_form"),
    path("lao-dong/cung/phieu/<int:pk>/soat/", market_supply.supply_check, name="supply_check"),
    path("lao-dong/nhu-cau/", market_reports.demand_list, name="demand_list"),
    path("lao-dong/nhu-cau/<int:pk>/", market_reports.demand_report, name="demand_report"),
    path("lao-dong/bao-cao/", market_reports.workforce_list, name="workforce_list"),
    path("lao-dong/bao-cao/<int:pk>/", market_reports.workforce_report, name="workforce_report"),
    path(
        "lao-dong/bao-cao/<int:year>-<int:half>/02-pli.xlsx",
        market_reports.workforce_summary_file,
        name="workforce_summary",
    ),
    path("lao-dong/tep/<int:pk>/", market_files.market_file, name="market_file"),
    path("lao-dong/tep/<int:pk>/xac-nhan/", market_files.market_file_confirm, name="market_file_confirm"),
    path("lao-dong/tep/<int:pk>/tra-lai/", market_files.market_file_refused, name="market_file_refused"),
    path("lao-dong/tep/<slug:kind>/", market_files.market_file_new, name="market_file_new"),
    path("lao-dong/tep/<slug:kind>/mau/", market_files.market_file_template, name="market_file_template"),
]
