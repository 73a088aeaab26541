"""The application a server runs."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
application = get_wsgi_application()
if connections.settings["default"]["ENGINE"].endswith("postgresql"):
    # A new process of the database for each page costs more than most pages; each thread of the server keeps its own for a minute.
    connections.settings["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
import_module(
    "ansinh.labour.jobs.matching.find"
).warm_up_beside()  # its kernel is compiled, or read from the disk, before anybody asks
gc.collect()
gc.freeze()  # What is loaded now stays loaded; to go through it again took a tenth of a second of some requests.
