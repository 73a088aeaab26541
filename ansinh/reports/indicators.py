"""Papers made and targets met: M06 and M08 of the sector's list. Known from reports."""

from functools import partial

from ansinh.engine import among, from_reports, not_below

GIVEN = "chỉ tiêu"
BY = "hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân|tỉnh giao|nghị quyết|được giao|giao|kế hoạch|nhiệm vụ"

documents = partial(from_reports, unit="document", kind="flow")
targets = partial(from_reports, unit="planned_target", kind="flow")

papers = [
    documents("reports.documents", "Văn bản tham mưu ban hành", "Documents prepared",
              "Văn bản quy phạm pháp luật, kế hoạch, quyết định tham mưu ban hành trong kỳ.", code="M06",
              sheet="808/PC-Bộ:1", also=("documents.issued",),
              said=("văn bản & tham mưu|ban hành|trình - quy phạm|qppl|đi đến",)),
    documents("reports.documents.legal", "Văn bản quy phạm pháp luật tham mưu ban hành", "Legal documents prepared",
              "Văn bản quy phạm pháp luật tham mưu ban hành trong kỳ.", code="M06", sheet="808/PC-Bộ:1",
              also=("documents.legal",), said=("văn bản quy phạm|qppl|vbqppl",)),
    *(documents(f"reports.documents.{name}", f"{vi} tham mưu ban hành", f"{en} prepared",
                f"{vi} tham mưu ban hành trong kỳ.", code="M06", also=(f"documents.{name}",),
                said=(f"{words} & tham mưu|ban hành|trình",))
      for name, vi, en, words in (("resolutions", "Nghị quyết", "Resolutions", "nghị quyết"),
                                  ("decisions", "Quyết định", "Decisions", "quyết định"),
                                  ("plans", "Kế hoạch", "Plans", "kế hoạch"))),
]  # fmt: skip

met = [
    targets("targets.count", "Chỉ tiêu được giao", "Targets set for the department",
            "Chỉ tiêu HĐND, UBND tỉnh giao cho ngành trong năm.", code="M08",
            said=(f"{GIVEN} & {BY} - tuyển dụng|hoàn thành|đạt|vượt",)),
    targets("targets.reached", "Chỉ tiêu hoàn thành", "Targets reached", "Chỉ tiêu đạt và vượt kế hoạch trong năm.",
            code="M08", better="higher",
            said=(f"{GIVEN} & hoàn thành|đạt|thực hiện - tuyển dụng|không đạt|chưa đạt|hoàn thành vượt",)),
    targets("targets.exceeded", "Chỉ tiêu vượt kế hoạch", "Targets exceeded", "Chỉ tiêu vượt kế hoạch trong năm.",
            code="M08", better="higher", said=(f"{GIVEN} & vượt kế hoạch|vượt|hoàn thành vượt - tuyển dụng",)),
    targets("targets.missed", "Chỉ tiêu không đạt", "Targets missed", "Chỉ tiêu không đạt kế hoạch trong năm.",
            code="M08", better="lower", said=(f"{GIVEN} & không đạt|chưa đạt|không hoàn thành - tuyển dụng",)),
    from_reports("targets.reached_rate", "Tỷ lệ chỉ tiêu hoàn thành", "Share of targets reached",
                 "Chỉ tiêu hoàn thành trên chỉ tiêu được giao.", unit="percent", kind="ratio", code="M08",
                 better="higher", said=("chỉ tiêu nhiệm vụ|các chỉ tiêu|số chỉ tiêu & hoàn thành|đạt",)),
]  # fmt: skip

relations = [
    not_below("reports.documents", "reports.documents.legal"),
    among("reports.documents", tuple(f"reports.documents.{name}" for name in ("resolutions", "decisions", "plans"))),
    *(not_below("targets.count", f"targets.{name}") for name in ("reached", "exceeded", "missed")),
]
