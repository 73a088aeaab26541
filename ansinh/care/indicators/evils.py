"""Drugs, prostitution, trafficking: section L of the sector's list, sheets 501 to 510."""

from functools import partial

from ansinh.engine import among, from_reports, not_below

ADDICTS = "nghiện|ma túy|ma tuý|cai nghiện|học viên"
VICE = "mại dâm|bán dâm"
TRAFFICKED = "mua bán người|bị mua bán|mua bán trở về|buôn bán người"
REHAB = "cai nghiện|điều trị nghiện|quản lý cai"

people = partial(from_reports, unit="person", kind="flow")
stock = partial(from_reports, kind="stock")
turns = partial(from_reports, unit="turn", kind="flow", better="higher")

drugs = [
    stock("drugs.addicts", "Người nghiện ma túy có hồ sơ quản lý", "Registered drug addicts",
          "Người nghiện ma túy có hồ sơ quản lý cuối kỳ.", unit="person", code="L01", better="lower",
          said=("người nghiện|nghiện ma túy & hồ sơ|quản lý|toàn tỉnh|địa bàn|hiện có|có|tổng số"
                " - cai nghiện tự nguyện|bắt buộc|điều trị|sau cai",)),
    *(stock(f"drugs.addicts.{group}", f"Người nghiện ma túy {vi}", f"Drug addicts {en}",
            f"Người nghiện ma túy {vi} cuối kỳ.", unit="person", code="L01", better="lower", said=(f"{ADDICTS} & {words}",))
      for group, vi, en, words in (
          ("community", "ngoài cộng đồng", "at large", "ngoài xã hội|ngoài cộng đồng|tại cộng đồng"),
          ("detained", "trong trại tạm giam, nhà tạm giữ", "in custody", "tạm giam|tạm giữ|trại giam"),
          ("under_16", "dưới 16 tuổi", "under 16", "dưới 16"),
          ("16_18", "từ 16 đến dưới 18 tuổi", "from 16 to 18", "từ 16 đến dưới 18|16 đến 18|dưới 18"),
          ("18_30", "từ 18 đến 30 tuổi", "from 18 to 30", "từ 18 đến 30|18 đến dưới 30|18 đến 30|18 30"),
          ("over_30", "trên 30 tuổi", "over 30", "trên 30|từ 30 tuổi"))),
    people("drugs.rehab.count", "Người được cai nghiện ma túy", "People in drug rehabilitation",
           "Người được cai nghiện dưới mọi hình thức trong kỳ.", code="L02", sheet="503/PCTNXH-Sở:1",
           better="higher",
           said=(f"{REHAB} & người|học viên|lượt|đối tượng - tự nguyện|bắt buộc|cộng đồng|tại gia đình|sau cai"
                 "|methadone|cơ sở cai nghiện có|học nghề|đồng",)),
    *(people(f"drugs.rehab.{name}", f"Người cai nghiện ma túy {vi}", f"People in drug rehabilitation, {en}",
             f"Người được cai nghiện {vi} trong kỳ.", code="L02", also=(f"drugs.rehab.{name}.people",), sheet=f"503/PCTNXH-Sở:{column}",
             said=(f"{ADDICTS} & {words}",))
      for name, vi, en, column, words in (
          ("voluntary", "tự nguyện", "by their own will", "3", "tự nguyện - cộng đồng|tại gia đình"),
          ("compulsory", "bắt buộc", "compulsory", "5", "bắt buộc"),
          ("community", "tại gia đình, cộng đồng", "at home and in the community", "7", "cộng đồng|tại gia đình"
                                        "|gia đình"))),
    stock("drugs.rehab.residents", "Học viên tại cơ sở cai nghiện", "People in rehabilitation centres",
          "Học viên đang quản lý tại cơ sở cai nghiện ma túy cuối kỳ.", unit="person", code="L02",
          also=("drugs.rehab.centre.people",),
          said=("cơ sở cai nghiện|trung tâm cai nghiện|cơ sở điều trị nghiện & học viên|người|quản lý & đang"
                "|quản lý|hiện",)),
    stock("drugs.methadone", "Người điều trị bằng methadone", "People on methadone",
          "Người nghiện điều trị bằng thuốc thay thế cuối kỳ.", unit="person", code="L02",
          also=("drugs.methadone.patients",), said=("methadone|methadol|thuốc thay thế",)),
    stock("drugs.methadone.sites", "Cơ sở điều trị methadone", "Methadone sites",
          "Cơ sở điều trị, cấp phát thuốc methadone cuối kỳ.", unit="facility", code="L02",
          said=("methadone|methadol & cơ sở|điểm|điểm cấp phát",)),
    people("drugs.trained", "Học viên cai nghiện được học nghề", "People in rehabilitation who learn a trade",
           "Học viên cai nghiện được dạy nghề trong kỳ.", code="L02", sheet="503/PCTNXH-Sở:9", better="higher",
           said=(f"{ADDICTS} & học nghề|dạy nghề|đào tạo nghề",)),
    stock("drugs.aftercare", "Người được quản lý sau cai nghiện", "People after rehabilitation",
          "Người được quản lý sau cai nghiện ma túy cuối kỳ.", unit="person", code="L03",
          sheet="504-505/PCTNXH-Sở:1", said=("sau cai|sau cai nghiện - hỗ trợ|tư vấn|việc làm|học nghề|vay vốn",)),
    turns("drugs.aftercare.supported", "Lượt người sau cai nghiện được hỗ trợ", "People after rehabilitation helped",
          "Lượt người sau cai được tư vấn, học nghề, tạo việc làm, vay vốn trong kỳ.", code="L03",
          sheet="504-505/PCTNXH-Sở:3", said=("sau cai|sau cai nghiện & hỗ trợ|tư vấn|việc làm|học nghề|vay vốn",)),
    stock("drugs.rehab.facilities", "Cơ sở cai nghiện ma túy", "Rehabilitation centres",
          "Cơ sở cai nghiện ma túy công lập và ngoài công lập cuối kỳ.", unit="facility", code="L02",
          sheet="506/PCTNXH-Sở:1", said=("cơ sở cai nghiện & cơ sở|công lập|toàn tỉnh - học viên|người|quản lý",)),
]  # fmt: skip

others = [
    people("prostitution.fined", "Người bán dâm bị xử phạt", "People fined for prostitution",
           "Lượt người bán dâm bị xử phạt hành chính trong kỳ.", code="L04", sheet="501-502/PCTNXH-Sở:1",
           better="lower", said=(f"{VICE} & xử phạt|xử lý|bắt|phát hiện|vi phạm & người|đối tượng|lượt",)),
    people("prostitution.supported", "Người bán dâm được hỗ trợ", "People in prostitution helped",
           "Người bán dâm được hỗ trợ giáo dục, y tế, pháp lý, vay vốn, việc làm trong kỳ.", code="L04",
           sheet="501-502/PCTNXH-Sở:4", better="higher", said=(f"{VICE} & hỗ trợ|tư vấn|hòa nhập|học nghề|vay vốn",)),
    from_reports("prostitution.cases", "Vụ mại dâm bị triệt phá", "Cases of prostitution",
                 "Vụ mại dâm phát hiện, triệt phá trong kỳ.", unit="case", kind="flow", code="L04", better="lower",
                 said=(f"{VICE} & vụ|triệt phá|chuyên án",)),
    people("trafficking.received", "Nạn nhân bị mua bán trở về được tiếp nhận", "Victims of trafficking received",
           "Nạn nhân bị mua bán trở về được tiếp nhận trong kỳ.", code="L05", sheet="508/PCTNXH-Sở:1",
           said=(f"{TRAFFICKED} & nạn nhân|người|tiếp nhận|trở về - hỗ trợ|dịch vụ|vụ",)),
    people("trafficking.supported", "Nạn nhân bị mua bán được hỗ trợ", "Victims of trafficking helped",
           "Nạn nhân bị mua bán được hỗ trợ trong kỳ.", code="L05", sheet="508/PCTNXH-Sở", better="higher",
           said=(f"{TRAFFICKED} & hỗ trợ|tái hòa nhập|hòa nhập",)),
    turns("trafficking.services", "Lượt dịch vụ hỗ trợ nạn nhân bị mua bán",
          "Services given to victims of trafficking", "Lượt dịch vụ hỗ trợ nạn nhân bị mua bán trong kỳ.",
          code="L05", sheet="508/PCTNXH-Sở:5", said=(f"{TRAFFICKED} & dịch vụ|lượt hỗ trợ",)),
    from_reports("evils.premises.inspected", "Cơ sở kinh doanh dịch vụ được kiểm tra", "Premises inspected",
                 "Cơ sở kinh doanh dịch vụ dễ phát sinh tệ nạn xã hội được kiểm tra trong kỳ.", unit="facility",
                 kind="flow", code="L06", sheet="509/PCTNXH-Sở:1",
                 said=("cơ sở & kinh doanh|dịch vụ|karaoke|lưu trú|nhà nghỉ|massage & kiểm tra|thanh tra"
                       "|đội kiểm tra liên ngành - vi phạm",
                       "đội kiểm tra liên ngành|đội 178 & cơ sở|lượt - vi phạm")),
    from_reports("evils.premises.violations", "Cơ sở kinh doanh dịch vụ vi phạm", "Premises found at fault",
                 "Cơ sở kinh doanh dịch vụ vi phạm phát hiện qua kiểm tra trong kỳ.", unit="facility", kind="flow",
                 code="L06", sheet="509/PCTNXH-Sở:2", better="lower",
                 said=("cơ sở & kinh doanh|dịch vụ|karaoke|lưu trú|đội kiểm tra liên ngành & vi phạm|xử phạt",)),
    from_reports("evils.amount", "Kinh phí phòng, chống tệ nạn xã hội", "Money against social evils",
                 "Kinh phí phòng, chống tệ nạn xã hội trong kỳ.", unit="dong", kind="flow", code="L07",
                 sheet="510/PCTNXH-Sở:1", said=(f"tệ nạn xã hội|tnxh|{VICE}|cai nghiện & kinh phí|đồng|ngân sách",)),
    stock("evils.communes_clean", "Xã, phường không có tệ nạn ma túy, mại dâm",
          "Communes without drugs and prostitution",
          "Xã, phường được công nhận lành mạnh, không có tệ nạn ma túy, mại dâm.", unit="commune", code="L04",
          better="higher", said=("xã|phường|thị trấn & lành mạnh|không có tệ nạn|không có ma túy|không có mại dâm",)),
]  # fmt: skip

relations = [
    *(
        not_below("drugs.addicts", f"drugs.addicts.{group}")
        for group in ("community", "detained", "under_16", "18_30", "over_30")
    ),
    among("drugs.rehab.count", ("drugs.rehab.voluntary", "drugs.rehab.compulsory", "drugs.rehab.community")),
    not_below("evils.premises.inspected", "evils.premises.violations"),
]
