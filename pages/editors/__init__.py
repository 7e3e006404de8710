"""Who works on the site: groups, their permissions and moderation."""
