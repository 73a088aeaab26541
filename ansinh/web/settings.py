"""Settings: one small server by default (SQLite in `data/`), PostgreSQL when ANSINH_DATABASE names one."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ANSINH_DATA", PACKAGE.parent / "data")).resolve()
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
DEBUG = os.environ.get("ANSINH_DEBUG") == "1"


def _secret_key() -> str:
    """The key of this installation, made once and kept readable by its owner only."""
    if key := os.environ.get("ANSINH_SECRET_KEY"):
        return key
    path = DATA / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def _database() -> dict:
    url = os.environ.get("ANSINH_DATABASE", "")
    if url.startswith("postgres"):
        at = urlparse(url)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": at.path.lstrip("/"),
            "USER": unquote(at.username or ""),
            "PASSWORD": unquote(at.password or ""),
            "HOST": unquote(at.hostname or ""),
            "PORT": str(at.port or ""),
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": url or DATA / "ansinh.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;"
                "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
            ),
        },
        "TEST": {"NAME": os.environ.get("ANSINH_TEST_DATABASE", DATA / "test.sqlite3")},
    }


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("ANSINH_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
if DEBUG and set(ALLOWED_HOSTS) - LOOPBACK:
    raise ImproperlyConfigured(
        f"ANSINH_DEBUG=1 shows the inside of the house, so it answers on this machine only; ANSINH_HOSTS says"
        f" {','.join(ALLOWED_HOSTS)}. Take away one of the two."
    )
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("ANSINH_ORIGINS", "").split(",") if origin]
DATABASES = {"default": _database()}
SITE_ADDRESS = os.environ.get("ANSINH_ADDRESS", "http://127.0.0.1:8000")
SNAPSHOTS = Path(os.environ.get("ANSINH_SNAPSHOTS", DATA / "snapshots"))
REPORTS = Path(os.environ.get("ANSINH_REPORTS", DATA / "reports"))
PAYRUNS = Path(os.environ.get("ANSINH_PAYRUNS", DATA / "payruns"))
SIGNING_SERVICE = os.environ.get(
    "ANSINH_SIGNING", ""
)  # class of the state's signing service; empty: signed by the account
NOTICES = os.environ.get(
    "ANSINH_NOTICES", ""
)  # class of the province's service for messages; empty: officers telephone
LOOKED = DATA / "looked"
# A ClamAV daemon that looks at files as they come: unix:/run/clamav/clamd.ctl or 127.0.0.1:3310.
CLAMD = os.environ.get("ANSINH_CLAMD", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ansinh.core",
    "ansinh.law",
    "ansinh.places",
    "ansinh.people",
    "ansinh.dossiers",
    "ansinh.poverty",
    "ansinh.benefits",
    "ansinh.labour",
    "ansinh.payments",
    "ansinh.indicators",
    "ansinh.reports",
    "ansinh.web",
    "ansinh.demo",
    # After ours: templates of the same name are ours.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "ansinh.web.middleware.ContentSecurityMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ansinh.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ansinh.web.middleware.TokenMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ansinh.core.access.ActingMiddleware",
    "ansinh.web.middleware.SecondStepMiddleware",
    "ansinh.core.looks.TrailMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ansinh.web.middleware.SizeMiddleware",
]
ROOT_URLCONF = "ansinh.web.urls"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign_in"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ansinh.web.context.house",
            ],
            "builtins": ["ansinh.core.templatetags.figures"],
        },
    }
]
FORM_RENDERER = "ansinh.web.forms.Renderer"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
# Passwords of before are verified by the hash they were kept with, and kept anew with the first at the next sign-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Signing in (docs/access.md). Accounts are made by the administrator; nobody signs up.
ACCOUNT_ADAPTER = "ansinh.web.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "8/15m/key"}
ACCOUNT_FORMS = {
    "login": "ansinh.web.forms.SignInForm",
    "reauthenticate": "ansinh.web.forms.ConfirmForm",
    "change_password": "ansinh.web.forms.NewPasswordForm",
}
SESSION_COOKIE_AGE = 12 * 3600
MFA_ADAPTER = "ansinh.web.accounts.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "An Sinh"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not set(ALLOWED_HOSTS) - LOOPBACK
MFA_FORMS = {
    "authenticate": "ansinh.web.forms.CodeForm",
    "reauthenticate": "ansinh.web.forms.ConfirmCodeForm",
    "activate_totp": "ansinh.web.forms.FirstCodeForm",
    "add_webauthn": "ansinh.web.forms.NewKeyForm",
    "edit_webauthn": "ansinh.web.forms.KeyNameForm",
}
# A second step is demanded of whoever signs or pays; in the made-up province only when ANSINH_SECOND_STEP=always.
SECOND_STEP = "always" if os.environ.get("ANSINH_SECOND_STEP") == "always" else "real"
SOCIALACCOUNT_ADAPTER = "ansinh.web.accounts.OutsideAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
OPENID_SERVER = os.environ.get("ANSINH_OPENID_SERVER", "")
SOCIALACCOUNT_PROVIDERS: dict = {}
if OPENID_SERVER:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "vneid",
                    "name": os.environ.get("ANSINH_OPENID_NAME", "VNeID"),
                    "client_id": os.environ.get("ANSINH_OPENID_CLIENT", ""),
                    "secret": os.environ.get("ANSINH_OPENID_SECRET", ""),
                    "settings": {"server_url": OPENID_SERVER},
                }
            ],
        }
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGE_COOKIE_NAME = "ansinh_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# ANSINH_HTTPS=1: what reaches readers is encrypted, here or by the server in front (then ANSINH_PROXIES names it).
HTTPS = os.environ.get("ANSINH_HTTPS") == "1"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-ansinh" if HTTPS else "ansinh"
CSRF_COOKIE_NAME = "__Host-ansinh_csrf" if HTTPS else "ansinh_csrf"
CSRF_FAILURE_VIEW = "ansinh.web.errors.csrf_failed"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

MOST_SENT = 256 * 1024 * 1024
MOST_SENT_BY_STRANGERS = 40 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# Addresses whose X-Forwarded-For is believed: the server that stands in front, if there is one.
TRUSTED_PROXIES = frozenset(filter(None, os.environ.get("ANSINH_PROXIES", "").split(",")))
if HTTPS and TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Shared by the server's processes on one machine: headline figures of a snapshot, wrong passwords counted.
# What strangers are counted by has a folder of its own: filling it throws nothing else out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "limits": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "limits",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}

# Errors are told where the server was started and kept in data/errors.log, each with the id its reader was shown.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"with_request_id": {"()": "ansinh.web.errors.WithRequestId"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s [%(request_id)s] %(name)s: %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["with_request_id"], "formatter": "line"},
        "errors": {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": DATA / "errors.log",
            "maxBytes": 5_000_000,
            "backupCount": 4,
            "delay": True,
            "level": "ERROR",
            "encoding": "utf-8",
            "filters": ["with_request_id"],
            "formatter": "line",
        },
    },
    "loggers": {
        "django.request": {"handlers": ["console", "errors"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}

TESTING = "pytest" in sys.modules
if TESTING:
    LOGGING["loggers"]["django.request"]["handlers"] = []  # type: ignore[index]
    CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in CACHES}
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    SECOND_STEP = "never"
