"""All settings, read from the environment (docs/operations.md lists every variable).

Demo mode exists only when script/server or script/test sets FAMILYHUBS_DEMO=1. Without it
start-up stops unless the secret key, the hosts and the database are given.
"""

import os
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from familyhubs.languages import known

BASE_DIR = Path(__file__).resolve().parent.parent
DEMO = os.environ.get("FAMILYHUBS_DEMO") == "1"


def required(name):
    """An environment variable without which the portal must not start."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set {name}: the portal does not start without it.")
    return value


SECRET_KEY = required("SECRET_KEY")
FIELD_KEYS = required("FIELD_KEYS").split(",")
ALLOWED_HOSTS = required("ALLOWED_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]
PUBLIC_URL = required("PUBLIC_URL").rstrip("/")
DEBUG = False

INSTALLED_APPS = [
    "familyhubs.rights.copies",
    "familyhubs.rights.registers",
    "familyhubs.rights.keeping",
    "familyhubs.rights.merging",
    "familyhubs.insights",
    "familyhubs.pages",
    "referrals",
    "outcomes",
    "families",
    "hubs",
    "familyhubs.notifications",
    "familyhubs.languages",
    "familyhubs.audit",
    "familyhubs.govuk",
    "familyhubs.calendar",
    "familyhubs.contact",
    "familyhubs.uploads",
    "familyhubs.council",
    "familyhubs.accounts",
    "familyhubs.database",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "pghistory",
    "pgtrigger",
    "django_filters",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
if DEMO:
    INSTALLED_APPS = ["familyhubs.demo", *INSTALLED_APPS]

MIDDLEWARE = [
    "familyhubs.requests.RequestIdMiddleware",
    "familyhubs.requests.SecurityHeadersMiddleware",
    "hubs.open_referral.answers.OpenToAll",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "familyhubs.requests.BadInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "familyhubs.languages.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "familyhubs.council.current.CouncilMiddleware",
    "familyhubs.accounts.gates.GateMiddleware",
    "familyhubs.audit.middleware.RefusalMiddleware",
    "familyhubs.pages.reading_only.ReadingOnlyMiddleware",
    "familyhubs.database.actor.ActorMiddleware",
]

ROOT_URLCONF = "familyhubs.urls"
WSGI_APPLICATION = "familyhubs.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "familyhubs.council.current.context",
                "familyhubs.pages.navigation.context",
            ],
        },
    }
]
FORM_RENDERER = "familyhubs.govuk.forms.GovukRenderer"


def database(variable):
    return dj_database_url.parse(required(variable)) | {
        "ENGINE": "django.db.backends.postgresql",
        "ATOMIC_REQUESTS": False,  # ActorMiddleware opens the transaction and names its actor.
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
        # Nothing is streamed; a list of choices would take three questions instead of one.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


# Three roles on one database: web and worker own no table and are not given the owner's address,
# the owner migrates, reporting reads figures and no names.
DATABASES = {
    "default": database("DATABASE_URL"),
    "reporting": database("DATABASE_REPORTING_URL"),
}
if os.environ.get("DATABASE_OWNER_URL"):
    DATABASES["owner"] = database("DATABASE_OWNER_URL")
# Only for prepare_database, which makes the three roles with it where they are missing.
DATABASE_ADMIN_URL = os.environ.get("DATABASE_ADMIN_URL", "")
# Only for back_up and restore_drill; kept apart from the backups, and from FIELD_KEYS.
BACKUP_KEY = os.environ.get("BACKUP_KEY", "")
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 1,
    "max_size": int(os.environ.get("DATABASE_POOL_SIZE", "12")),
    "timeout": 10,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sessions, cache and rate limits live in PostgreSQL: a dead broker must not stop sign-in.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Never full in practice: a full one throws entries out by name, rate limits first. The
        # clock takes away what has run out.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# Not in a cookie: what was just saved may name somebody.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["familyhubs.accounts.backends.PortalBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "familyhubs.pages.people.adapter.PostingAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # The invitation proves the address; there is no sign-up.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SESSION_COOKIE_AGE = 12 * 60 * 60
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
PASSWORD_RESET_TIMEOUT = 60 * 60
# One office shares one address, so what is counted by address is generous; by person it is not.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "reset_password": "20/m/ip,3/15m/key",
    "reset_password_from_key": "20/m/ip",
}
ACCOUNT_FORMS = {
    "login": "familyhubs.accounts.forms.SignInForm",
    "reauthenticate": "familyhubs.accounts.forms.ReauthenticateForm",
    "change_password": "familyhubs.accounts.forms.ChangePasswordForm",
    "reset_password": "familyhubs.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "familyhubs.accounts.forms.ResetPasswordKeyForm",
}
MFA_ADAPTER = "familyhubs.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A code that changed while it was typed is still taken, one step long (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "familyhubs.accounts.forms.AuthenticateForm",
    "reauthenticate": "familyhubs.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "familyhubs.accounts.forms.ActivateAppForm",
    "login_webauthn": "familyhubs.accounts.forms.SignInByPasskeyForm",
    "authenticate_webauthn": "familyhubs.accounts.forms.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "familyhubs.accounts.forms.ReauthenticatePasskeyForm",
    "add_webauthn": "familyhubs.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "familyhubs.accounts.forms.RenamePasskeyForm",
}
# How many proxies of the council's own stand before the portal: rate limits count by the address
# that the outermost of them saw, never by one that a visitor wrote.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0" if DEMO else "1"))

LANGUAGE_CODE = "en-gb"
# Families choose among these on the pages where they ask for support; all else is in English.
LANGUAGES = [(one.code, one.own_name) for one in known.LANGUAGES.values()]
LANGUAGE_ASKED = "language"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Photos and PDFs that families and staff send: encrypted, outside of everything that is served.
UPLOADS_FOLDER = Path(os.environ.get("UPLOADS_FOLDER") or BASE_DIR / "var" / "uploads")
# A whole request is smaller (familyhubs.requests): no file lies in clear on a disk on its way in.
FILE_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024

# Celery is the doorbell; the rows in PostgreSQL are the queue.
CELERY_BROKER_URL = required("REDIS_URL")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # Worker and beat outlive an outage of any length.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A request that rings must not wait long for a broker that is away.
    "socket_connect_timeout": 1,
    "socket_timeout": 3,
    "max_retries": 0,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_REDIRECT_STDOUTS = False

# E-mail and texts: GOV.UK Notify where there is a key, SMTP where there is a host, else the
# on-screen outbox of the demo. Nothing is sent while a transaction is open.
NOTIFY_API_KEY = os.environ.get("NOTIFY_API_KEY", "")
NOTIFY_URL = os.environ.get("NOTIFY_URL", "https://api.notifications.service.gov.uk")
NOTIFY_EMAIL_TEMPLATE = os.environ.get("NOTIFY_EMAIL_TEMPLATE", "")
NOTIFY_SMS_TEMPLATE = os.environ.get("NOTIFY_SMS_TEMPLATE", "")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "family-hub@localhost")

# One JSON line an event, to standard error; no mail to anybody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "familyhubs.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Names every letter of a paper that it makes a font for.
        "fontTools": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}

COOKIE_SUFFIX = f"_{os.environ['PORT']}" if DEMO and os.environ.get("PORT") else ""
SESSION_COOKIE_NAME = f"session{COOKIE_SUFFIX}"
CSRF_COOKIE_NAME = f"csrf{COOKIE_SUFFIX}"
LANGUAGE_COOKIE_NAME = f"language{COOKIE_SUFFIX}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = not DEMO
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # Asked from inside, past the proxy.
SECURE_PROXY_SSL_HEADER = None if DEMO else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if DEMO else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
