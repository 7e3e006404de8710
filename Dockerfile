FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.lock /tmp/
RUN /venv/bin/pip install --no-deps --require-hashes --requirement /tmp/requirements.lock

FROM python:3.13-slim-bookworm
RUN useradd --create-home --uid 1000 centre \
    && install -d -o centre -g centre /data
COPY --from=build /venv /venv
WORKDIR /app
COPY --chown=root:root . .
# The user of the container may not write here: each process would compile all sources anew at its start.
RUN /venv/bin/python -m compileall -q api cms media_library pages search
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=cms.settings.production DATA_DIR=/data PORT=8000
USER centre
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/health/', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0]}))"]
# compose.yaml starts web and worker apart; this starts both.
CMD ["sh", "-c", "python manage.py collectstatic --no-input --verbosity 0 && python manage.py prepare --no-demo && exec python manage.py serve --host 0.0.0.0"]
