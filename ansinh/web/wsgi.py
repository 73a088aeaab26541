"""The application a server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
application = get_wsgi_application()
gc.collect()
gc.freeze()  # What is loaded now stays loaded; to go through it again took a tenth of a second of some requests.
