"""The rooms' own tests once more, on a real PostgreSQL: `python -m tests.on_postgres [pytest arguments]`."""

import os
import subprocess
import sys
from urllib.parse import quote

from tests.postgres import NoPostgres, postgres_server

ONLY = "not alone and not browser and not full_size and not spark"


def main() -> int:
    """pytest's exit code; 0 with a word on stderr when PostgreSQL is not here."""
    try:
        with postgres_server() as dsn:
            folder = dsn.split()[0].removeprefix("host=")
            address = f"postgresql://postgres@{quote(folder, safe='')}/postgres"
            command = [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-m",
                ONLY,
                *(
                    sys.argv[1:]
                    or [
                        "-n",
                        "2",
                        "ansinh",
                        "--ignore=ansinh/reading",
                        "tests/labour",
                        "tests/web",
                        "tests/flows/test_killed.py",
                        "tests/flows/test_pay_month.py",
                        "tests/flows/test_dossier_life.py",
                    ]
                ),
            ]
            return subprocess.run(command, env={**os.environ, "ANSINH_DATABASE": address}, check=False).returncode
    except NoPostgres as missing:
        print(f"skipped: {missing}", file=sys.stderr)
        return 0


if __name__ == "__main__":
    sys.exit(main())
