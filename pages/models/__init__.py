"""Page types and snippets, one module for each subject."""

from pages.models.articles import ArticlePage, NewsIndexPage, NewsPage
from pages.models.base import BasePage
from pages.models.clusters import ClusterIndexPage, ClusterPage, CompanyPage, CompanySpecialisation
from pages.models.courses import CourseIndexPage, CourseMeeting, CoursePage, CourseUnit
from pages.models.home import HomePage
from pages.models.internships import InternshipIndexPage, InternshipPage
from pages.models.projects import ProjectAim, ProjectFigure, ProjectPage, ProjectPartner
from pages.models.site_texts import Menu, MenuItem, SiteTexts
from pages.models.snippets import Partner, Specialisation
from pages.models.strategy import StrategyDocumentPage, StrategyIndexPage
from pages.models.videos import VideoChapter, VideoIndexPage, VideoPage

__all__ = [
    "ArticlePage",
    "BasePage",
    "ClusterIndexPage",
    "ClusterPage",
    "CompanyPage",
    "CompanySpecialisation",
    "CourseIndexPage",
    "CourseMeeting",
    "CoursePage",
    "CourseUnit",
    "HomePage",
    "InternshipIndexPage",
    "InternshipPage",
    "Menu",
    "MenuItem",
    "NewsIndexPage",
    "NewsPage",
    "Partner",
    "ProjectAim",
    "ProjectFigure",
    "ProjectPage",
    "ProjectPartner",
    "SiteTexts",
    "Specialisation",
    "StrategyDocumentPage",
    "StrategyIndexPage",
    "VideoChapter",
    "VideoIndexPage",
    "VideoPage",
]
