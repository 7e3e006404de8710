"""Settings that hold in every installation."""

from pathlib import Path

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

PROJECT_DIR = Path(__file__).resolve().parents[2]

INSTALLED_APPS = [
    "cms",
    "api",
    "search",
    "pages.translation",
    "pages.editors",
    "pages",
    "pages.publications",
    "pages.terms",
    "pages.memory",
    "media_library",
    "wagtail_localize",
    "wagtail_localize.locales",  # takes the place of wagtail.locales
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtail.api.v2",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "rest_framework",
    "corsheaders",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

API_PATH = "/api/"
# Around what the API answers; nothing of `MIDDLEWARE` but its first stands there.
API_MIDDLEWARE = [
    "cms.middleware.RequestIdMiddleware",
    "cms.middleware.DataSecurityMiddleware",
    "cms.middleware.ApiCorsMiddleware",
]
MIDDLEWARE = [
    "cms.api_chain.ApiChainMiddleware",
    "cms.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cms.middleware.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.SiteLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.middleware.PrivateAnswersMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.middleware.ReadableRedirectMiddleware",
    "pages.publications.middleware.AtomicWritesMiddleware",  # last: it calls the view itself
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
AUTH_USER_MODEL = "cms.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("login")
# The front page in the language in which the visitor has been reading.
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = reverse_lazy("wagtail_serve", args=("",))

# Languages: the first is the default; content exists in all of them, at /pl/, /lt/ and /en/.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("pl", _("Polish")), ("lt", _("Lithuanian")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LANGUAGE_CODE = "pl"
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # addresses that can be read out and typed on any keyboard
FORMAT_MODULE_PATH = ["cms.formats"]
LOCALE_PATHS = [PROJECT_DIR / "cms" / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True

STATIC_URL = "/static/"
MEDIA_URL = "/media/"

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a course with its programme and meetings is one large form
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True

# The site's pages carry no inline script or style and load nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    },
}
# Wagtail's admin sets styles inline, starts its date fields and inline panels by inline scripts, and frames previews.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "worker-src": ["'self'", "blob:"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'self'"],
}
CORS_URLS_REGEX = r"^/(api|documents|images|media)/"  # an app reads files with its token, too
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "if-none-match", "x-requested-with"]
CORS_EXPOSE_HEADERS = [
    "ETag",
    "Link",
    "Content-Language",
    "Content-Location",
    "Retry-After",
    "WWW-Authenticate",
]

# Paths without a language: never redirected to one, so that a missing thing there stays a 404.
PATHS_WITHOUT_LANGUAGE = (
    "/admin/",
    "/api/",
    "/documents/",
    "/health/",
    "/images/",
    "/media/",
    "/static/",
    "/robots.txt",
    "/sitemap",
)

WAGTAIL_SITE_NAME = "Multimedialne Centrum Kompetencji"
WAGTAIL_FRONTEND_LOGIN_URL = reverse_lazy("login")
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "account/password_required.html"  # noqa: S105 - a template
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no visit to the admin is told to a third party
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = True
# The full list has names that browsers do not know ("localtime"), and the form that offers it fails on them.
WAGTAIL_USER_TIME_ZONES = ["Europe/Warsaw", "Europe/Vilnius", "Europe/Brussels", "UTC"]
WAGTAILIMAGES_IMAGE_MODEL = "media_library.Image"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "media_library.Document"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 100 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # every byte passes the access policy
WAGTAILMEDIA = {"MEDIA_MODEL": "media_library.MediaItem", "MEDIA_FORM_BASE": "media_library.forms.MediaItemForm"}
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media_library.forms.DocumentForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAILAPI_LIMIT_MAX = 100

# A translation starts as a draft: untranslated text never goes public, and the page tree stays sound
# (publishing inside wagtail-localize writes stale child counts, its issue 773).
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Deleting a page keeps its translated strings for the next page with the same text.
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True

MEDIA_LIBRARY = {
    "ACCESS_POLICY": "pages.publications.access.FileAccessPolicy",
    "READER_AUTHENTICATION": "api.file_readers.file_reader",
}

# What follows the feed of publications, in the worker, each from its own cursor.
FEED_CONSUMERS: list[str] = ["search.indexing.catch_up", "api.webhooks.outbox.fill_outbox"]

# How long the feed tells of what was withdrawn; a copy that was not kept up longer than that has to begin anew.
CHANGES_RETENTION_DAYS = 90

# For how many seconds a link to a draft in the front end holds: long enough to look at it and to show it to a colleague,
# short enough to be worthless in a log.
PREVIEW_TOKEN_LIFETIME = 3600

# How long the log of deliveries by webhooks is kept.
WEBHOOKS_RETENTION_DAYS = 30

# How long it is kept how often a query was asked.
SEARCH_QUERIES_RETENTION_DAYS = 90
SEARCH_QUERIES_COUNTED_AT_ONCE = False  # but by a thread of its own, for which no search waits

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    # A form as well: as such the editor of wagtail-localize saves each text.
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "NUM_PROXIES": 0,  # a visitor's own X-Forwarded-For is not believed
}

# How much an anonymous address, or an app with a token, may ask of the API.
API_THROTTLE_RATES: dict[str, str] = {"anonymous": "1200/minute", "token": "6000/minute"}

# Any cache may keep what strangers are answered, but asks each time whether it is still right.
API_CACHE_CONTROL = "public, max-age=0, must-revalidate"

SHOW_DEMO_LOGINS = False  # `serve` prints them in development

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
