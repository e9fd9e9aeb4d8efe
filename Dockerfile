# One image for web, worker and beat; docker-compose.yml says which of them a container is.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    GEMEL_VAR=/var/gemel

WORKDIR /srv/gemel

# INSIGHTS=0 leaves out the statistics libraries and with them what the pages under What to learn work out.
ARG INSIGHTS=1
COPY requirements.txt requirements-insights.txt ./
RUN pip install -r requirements.txt && if [ "$INSIGHTS" != 0 ]; then pip install -r requirements-insights.txt; fi

COPY . .

# Collecting static files needs the settings of an installation (its files are compressed, a local one's are not), but
# no database, and neither its address nor its secret.
RUN useradd --system --home-dir /var/gemel --create-home gemel \
    && GEMEL_LOCAL=0 GEMEL_WITHOUT_DATABASE=1 GEMEL_URL=https://image.invalid \
    GEMEL_SECRET_KEY=guards-nothing-and-is-of-the-image-alone \
    python manage.py collectstatic --no-input --verbosity 0 \
    && chown -R gemel /var/gemel

USER gemel
VOLUME /var/gemel/media
EXPOSE 8000

CMD ["python", "-m", "granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "config.wsgi:application"]
