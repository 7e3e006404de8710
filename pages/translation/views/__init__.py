"""Views of the admin that take the place of wagtail-localize's and Wagtail's."""
