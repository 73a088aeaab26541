"""The application a server runs."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
application = get_wsgi_application()
import_module(
    "ansinh.labour.jobs.matching.find"
).warm_up_beside()  # its kernel is compiled, or read from the disk, before anybody asks
gc.collect()
gc.freeze()  # What is loaded now stays loaded; to go through it again took a tenth of a second of some requests.
