"""What alms counts."""

from ansinh.engine import Indicator, count, parts, ratio, total

LABELS = {"label_vi": "Số liệu", "label_en": "Figure"}

families = Indicator("alms.families", count("family"), unit="household", kind="stock", by=("ward",), **LABELS)
poor = Indicator(
    "alms.poor", count("family", where=lambda is_poor: is_poor), unit="household", kind="stock", by=("ward",), **LABELS
)
income = Indicator(
    "alms.income", total("family", "income", where=lambda is_poor: is_poor), unit="dong", kind="flow", **LABELS
)
rate = Indicator("alms.rate", ratio("alms.poor", "alms.families"), unit="percent", kind="ratio", by=("ward",), **LABELS)
CHECKS = (parts("alms.families", ["alms.poor"]),)
