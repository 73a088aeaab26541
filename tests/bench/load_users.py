"""Fifty officers at work, as locust runs them: `python -m tests.bench.load_users PLAN SECONDS`; prints what every request took as JSON.

Each reads lists, people and dossiers, searches, opens dossiers and moves them, with pauses of a person who also reads."""

import itertools
import json
import random
import re
import sys
from pathlib import Path
from typing import Any

from locust import HttpUser, between, task
from locust.env import Environment
from locust.log import setup_logging

PLAN = json.loads(Path(sys.argv[1]).read_text())
TOKEN = "x" * 32
NEXT = itertools.count()
NUMBER = itertools.count(1)
TOOK: list[tuple[str, float, float, int]] = []


class Officer(HttpUser):
    """One signed-in officer with people of their place."""

    host = PLAN["host"]
    wait_time = between(2, 8)

    def on_start(self) -> None:
        self.me = PLAN["users"][next(NEXT) % len(PLAN["users"])]
        self.chance = random.Random(self.me["name"])
        self.waiting = list(self.me["people"])
        self.client.cookies.set(PLAN["cookies"][0], self.me["session"])
        self.client.cookies.set(PLAN["cookies"][1], TOKEN)

    def ask(self, name: str, address: str, data: dict[str, Any] | None = None) -> Any:
        told: dict[str, Any] = {"name": name, "allow_redirects": False, "catch_response": True}
        if data is not None:
            data["csrfmiddlewaretoken"] = TOKEN
        with (
            self.client.post(address, data, **told) if data is not None else self.client.get(address, **told)
        ) as answer:
            taken = re.search(
                r"dur=([\d.]+), cpu;dur=([\d.]+)", answer.headers.get("Server-Timing", "") if answer.headers else ""
            )
            is_out = "dang-nhap" in answer.headers.get("Location", "") if answer.headers else False
            status = 401 if is_out else answer.status_code
            is_good = status in (200, 302)
            TOOK.append((name, float(taken[1]) if taken else -1, float(taken[2]) if taken else -1, status))
            answer.success() if is_good else answer.failure(f"{status} {address}")
            return answer

    def one_of(self, kind: str) -> Any:
        return self.chance.choice(self.me[kind])

    @task(4)
    def desk(self) -> None:
        self.ask("bàn làm việc", "/")
        self.ask("việc của tôi", "/ho-so/viec/")

    @task(6)
    def people(self) -> None:
        self.ask("sổ người", "/nguoi/")
        self.ask("tìm người", f"/nguoi/?tim={self.one_of('people')['name'].split()[-1]}")
        self.ask("một người", f"/nguoi/{self.one_of('people')['pk']}/")

    @task(4)
    def rights(self) -> None:
        self.ask("diện hưởng", "/quyen-loi/")
        self.ask("quyền lợi một người", f"/quyen-loi/nguoi/{self.one_of('people')['pk']}/")

    @task(5)
    def dossiers(self) -> None:
        self.ask("sổ hồ sơ", "/ho-so/")
        self.ask("hồ sơ quá hạn", "/ho-so/?han=qua")

    @task(1)
    def figures(self) -> None:
        self.ask("chỉ tiêu", "/chi-tieu/")

    @task(5)
    def a_dossier(self) -> None:
        """From the desk to the signature of somebody else: six writes, each with its audit event."""
        if not self.waiting:
            return
        someone = self.waiting.pop()
        who = f"/ho-so/nhan/{PLAN['procedure']}/?applicant_number={someone['number']}&who=self&subject_number="
        self.ask("mở hồ sơ (trang)", who)
        told = {"applicant_name": someone["name"], "channel": "desk", "commune": self.me["commune"], **PLAN["answers"]}
        answer = self.ask("mở hồ sơ (ghi)", who, told)
        where = answer.headers.get("Location", "") if answer.headers else ""
        found = re.search(r"/ho-so/so/([^/]+)/", where)
        if not found:
            TOOK.append(("mở hồ sơ (ghi)", -1, -1, 599))
            return
        code = found[1]
        self.wait()
        page = self.ask("một hồ sơ", f"/ho-so/so/{code}/")
        if "/viec/du-thao/" not in (page.text or ""):
            return  # its first step went to a colleague with less to do
        self.ask("soạn dự thảo (ghi)", f"/ho-so/so/{code}/viec/du-thao/", {"outcome": "granted"})
        self.ask("một hồ sơ", f"/ho-so/so/{code}/")


def main() -> None:
    setup_logging("ERROR")
    environment = Environment(user_classes=[Officer])
    runner = environment.create_local_runner()
    import gevent

    gevent.spawn_later(float(sys.argv[2]), runner.quit)
    runner.start(PLAN["count"], spawn_rate=10)
    runner.greenlet.join()
    json.dump(TOOK, sys.stdout)


if __name__ == "__main__":
    main()
