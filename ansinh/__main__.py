"""The `ansinh` command: Django's own command runner with this project's settings."""

import os
import sys


def main() -> int:
    """Run `ansinh VERB ...`; exit code 0 when done, 1 on a refusal, 2 on wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError, ProgrammingError

    try:
        execute_from_command_line(["ansinh", *sys.argv[1:]])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OperationalError, ProgrammingError) as error:
        if not _is_about_a_missing_table(error):
            raise
        print(
            "Cơ sở dữ liệu chưa có bảng. Chạy trước: ansinh migrate (hoặc ansinh demo để có tỉnh mẫu).", file=sys.stderr
        )
        return 1
    return 0


def _is_about_a_missing_table(error: Exception) -> bool:
    told = str(error)
    return "no such table" in told or ("relation" in told and "does not exist" in told)


if __name__ == "__main__":
    sys.exit(main())
