"""Every page in a real Chromium: nothing serious found by axe, on a desk and on a phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from ansinh.core.access import acting_as_system
from ansinh.poverty.models import Objection
from tests.browser.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser
GRAVE = ("serious", "critical")


def faults(page: Any) -> list[str]:
    """What axe finds serious or critical, each with the first place it is."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url}: {each['id']} ({each['help']}): {each['nodes'][0]['html'][:160]}"
        for each in found
        if each["impact"] in GRAVE
    ]


def addresses(there: Any) -> dict[str, tuple[Any, str]]:
    """Every page of the frame and of the review, with somebody who may open it."""
    officer, chief, leader = there.other_officer, there.users["province_officer"], there.other_leader
    with acting_as_system("xem"):
        objection = Objection.objects.first()
    of_commune = {
        name: (officer, reverse(name, args=[there.review_b.pk]))
        for name in (
            "commune_review",
            "review_list",
            "request_review",
            "meeting_list",
            "notice",
            "objection_list",
            "changes",
            "report_commune",
        )
    }
    of_household = {
        name: (officer, reverse(name, args=[there.household_b.pk]))
        for name in ("review", "review_why", "form_a", "form_b", "vote", "choose_class", "raise_objection")
    }
    campaign, household = [there.campaign.pk], there.household_b.household_id
    return {
        "desk": (officer, reverse("desk")),
        "desk_province": (chief, reverse("desk")),
        "empty_desk": (there.users["administrator"], reverse("desk")),
        "me": (officer, reverse("me")),
        "password_change": (officer, reverse("password_change")),
        "not_found": (officer, "/khong-co/"),
        "campaign_list": (chief, reverse("campaign_list")),
        "campaign": (chief, reverse("campaign", args=campaign)),
        "campaign_reviews": (chief, reverse("campaign_reviews", args=campaign) + "?ten=mai"),
        "open_campaign": (chief, reverse("open_campaign")),
        "campaign_act": (chief, reverse("campaign_act", args=[*campaign, "khoa"])),
        "meeting": (officer, reverse("meeting", args=[there.review_b.pk]) + "?thon=Ấp Vĩnh Yên"),
        "decision": (leader, reverse("decision", args=[there.review_b.pk])),
        "settle_objection": (officer, reverse("settle_objection", args=[objection.pk])),
        **of_commune,
        **of_household,
        "household_list": (officer, "/ho/"),
        "household": (officer, f"/ho/{household}/"),
        "person_list": (officer, "/nguoi/"),
        "person_new": (officer, "/nguoi/moi/"),
        "import": (chief, "/nguoi/nhap-tep/"),
        "indicators": (chief, "/chi-tieu/"),
        "reports": (chief, "/bao-cao/"),
    }


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious_on_any_page(
    province: Any, open_page: Any, keep_picture: Any, size: dict[str, int]
) -> None:
    page = open_page(None, size)
    keep_picture(page, f"sign_in-{size['width']}")
    found, signed_in = faults(page), {}

    for name, (user, address) in addresses(province).items():
        page = signed_in.setdefault(user.username, None) or open_page(user, size)
        signed_in[user.username] = page
        page.goto(address)
        keep_picture(page, f"{name}-{size['width']}")
        found += faults(page)
        is_too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
        found += [f"{address}: the page scrolls sideways"] if is_too_wide else []

    assert not found, "\n".join(found)
