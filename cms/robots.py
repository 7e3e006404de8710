"""`/robots.txt`."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

HIDDEN_FROM_CRAWLERS = ("/admin/", "/api/", "/*/search/", "/*/account/")


@require_safe
@cache_control(max_age=3600, public=True)
def robots_txt(_request: HttpRequest) -> HttpResponse:
    """Tell crawlers where the sitemap is and what is not worth their time."""
    hidden = [f"Disallow: {path}" for path in HIDDEN_FROM_CRAWLERS]
    lines = ["User-agent: *", *hidden, "", f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
