"""The most a worker who goes abroad may be asked for: Article 23 of Law 69/2020/QH14, annex of Decree 112/2021/NĐ-CP."""

from typing import Any

from ansinh.engine import Expression, case, divide, figure, if_, is_in, lookup, lowest

UNDER = ("abroad.service_fee",)


@figure(label_vi="Trần tiền dịch vụ của hợp đồng", label_en="Ceiling of the service fee of a contract")
def abroad_service_fee_ceiling(
    abroad_months: Expression, abroad_wage_dong: Expression, abroad_is_seafarer: Expression, law: Any
) -> Expression:
    """Dong. A month's wage for each 12 months of the contract (one and a half for seafarers); three months' for long contracts.
    Article 23, Law 69/2020/QH14."""
    fee, whole = law.abroad.service_fee, law.abroad.whole
    rate = if_(abroad_is_seafarer, fee.each_year_seafarer, fee.each_year)
    by_term = divide(abroad_wage_dong * abroad_months * rate, whole.percent * whole.months, rounding="down")
    most = divide(abroad_wage_dong * fee.long_most, whole.percent, rounding="down")
    return if_(abroad_months >= fee.long_from_months, lowest(by_term, most), by_term)


@figure(label_vi="Trần tiền dịch vụ khi gia hạn", label_en="Ceiling of the service fee of an extension")
def abroad_extension_fee_ceiling(extension_months: Expression, extension_wage_dong: Expression, law: Any) -> Expression:
    """Dong. Half a month's wage for each 12 months by which the contract is extended. Article 23, Law 69/2020/QH14."""
    fee, whole = law.abroad.service_fee, law.abroad.whole
    return divide(
        extension_wage_dong * extension_months * fee.extension_each_year, whole.percent * whole.months, rounding="down"
    )


@figure(label_vi="Nơi tính trần tiền ký quỹ", label_en="Where the deposit is counted")
def abroad_deposit_place(
    abroad_market: Expression,
    abroad_region: Expression,
    abroad_is_seafarer: Expression,
    abroad_is_listed_trade: Expression,
) -> Expression:
    """The line of the annex: seafarers first, then the market, then the region. Annex of Decree 112/2021/NĐ-CP."""
    return case(
        (abroad_is_seafarer, "seafarer"),
        ((abroad_market == "korea") & abroad_is_listed_trade, "korea_listed"),
        (is_in(abroad_market, "taiwan", "japan"), abroad_market),
        (is_in(abroad_region, "americas", "south_east_asia", "middle_east"), abroad_region),
        otherwise="other",
    )


@figure(label_vi="Trần tiền ký quỹ của người lao động", label_en="Ceiling of the worker's deposit")
def abroad_deposit_ceiling(abroad_deposit_place: Expression, law: Any) -> Expression:
    """Dong; unknown where the law says the price of one air ticket. Annex of Decree 112/2021/NĐ-CP."""
    return lookup(law.abroad.worker_deposit, abroad_deposit_place)
