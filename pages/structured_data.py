"""schema.org descriptions of pages, for search engines."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from pages.models import (
    ClusterPage,
    CompanyPage,
    CourseMeeting,
    CoursePage,
    HomePage,
    NewsPage,
    StrategyDocumentPage,
    VideoPage,
)
from pages.selectors import breadcrumbs_for, readable_file, readable_files, readable_poster_url

JsonLd = dict[str, Any]


def structured_data(page: Page, request: HttpRequest) -> JsonLd:
    """Return the JSON-LD graph of a page: what it is, and where it stands."""
    about = _DESCRIPTIONS.get(type(page), _web_page)(page, request)
    about |= {
        "name": page.title,
        "description": page.summary or page.search_description,
        "url": page.full_url,
        "inLanguage": page.locale.language_code,
    }
    return {"@context": "https://schema.org", "@graph": [_clean(about), _breadcrumb_list(page, request)]}


def _clean(facts: JsonLd) -> JsonLd:
    return {name: value for name, value in facts.items() if value not in ("", None, [], {})}


def _breadcrumb_list(page: Page, request: HttpRequest) -> JsonLd:
    trail = [*breadcrumbs_for(page, request.user), page]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": step.title, "item": step.full_url}
            for n, step in enumerate(trail, start=1)
        ],
    }


def _web_page(_page: Page, _request: HttpRequest) -> JsonLd:
    return {"@type": "WebPage"}


def _home(_page: HomePage, _request: HttpRequest) -> JsonLd:
    return {"@type": "WebSite"}


def _news(page: NewsPage, _request: HttpRequest) -> JsonLd:
    return {"@type": "NewsArticle", "headline": page.title, "datePublished": page.date.isoformat()}


def _course(page: CoursePage, request: HttpRequest) -> JsonLd:
    return {
        "@type": "Course",
        "provider": {"@type": "Organization", "name": request.get_host()},
        "educationalLevel": page.get_level_display(),
        "timeRequired": f"PT{page.hours * 45}M",
        "audience": {"@type": "Audience", "audienceType": page.audience} if page.audience else None,
        "hasCourseInstance": [_course_instance(meeting) for meeting in page.meetings.all()],
    }


def _course_instance(meeting: CourseMeeting) -> JsonLd:
    return _clean(
        {
            "@type": "CourseInstance",
            "courseMode": "onsite",
            "startDate": meeting.starts_at.isoformat(),
            "endDate": meeting.ends_at.isoformat(),
            "inLanguage": meeting.language_code,
            "maximumAttendeeCapacity": meeting.seats,
            "remainingAttendeeCapacity": meeting.seats_left,
            "location": {
                "@type": "Place",
                "name": meeting.place,
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": meeting.town,
                    "addressCountry": meeting.country.upper(),
                },
            },
            "instructor": {"@type": "Person", "name": meeting.trainer} if meeting.trainer else None,
        }
    )


def _video(page: VideoPage, request: HttpRequest) -> JsonLd:
    video = readable_file(page.video, request.user)
    if video is None:
        return {"@type": "WebPage"}
    poster = readable_poster_url(video, request.user, 1280)
    published = page.first_published_at
    return {
        "@type": "VideoObject",
        "contentUrl": request.build_absolute_uri(video.url),
        "thumbnailUrl": request.build_absolute_uri(poster) if poster else None,
        "uploadDate": published.isoformat() if published else None,
        "duration": f"PT{round(video.duration)}S" if video.duration else None,
    }


def _strategy_document(page: StrategyDocumentPage, request: HttpRequest) -> JsonLd:
    files = readable_files([page.file], request.user)
    return {
        "@type": "DigitalDocument",
        "creativeWorkStatus": page.get_status_display(),
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": request.build_absolute_uri(file.url),
                "encodingFormat": file.content_type,
            }
            for file in files
        ],
    }


def _cluster(page: ClusterPage, _request: HttpRequest) -> JsonLd:
    return {
        "@type": "Organization",
        "foundingDate": str(page.founded_year) if page.founded_year else None,
        "sameAs": page.website,
        "location": page.get_country_display(),
    }


def _company(page: CompanyPage, _request: HttpRequest) -> JsonLd:
    return {
        "@type": "Organization",
        "address": page.address,
        "email": page.email,
        "telephone": page.phone,
        "sameAs": page.website,
    }


_DESCRIPTIONS: dict[type[Page], Any] = {
    HomePage: _home,
    NewsPage: _news,
    CoursePage: _course,
    VideoPage: _video,
    StrategyDocumentPage: _strategy_document,
    ClusterPage: _cluster,
    CompanyPage: _company,
}
