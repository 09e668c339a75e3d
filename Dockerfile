# The portal's image: web, worker and beat are the same image with different commands.
# Everything is installed from wheels, so nothing is ever compiled here.

FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /portal
RUN python -m venv /venv
COPY requirements.lock .
RUN /venv/bin/python -m pip install --require-hashes --only-binary :all: --requirement requirements.lock
RUN /venv/bin/python -m pip uninstall --yes pip
COPY . .
# Collecting needs settings to load, not to be true: these values are nobody's.
RUN SECRET_KEY=build FIELD_KEYS=build ALLOWED_HOSTS=build PUBLIC_URL=https://build \
    DATABASE_URL=postgresql:///build DATABASE_REPORTING_URL=postgresql:///build \
    REDIS_URL=redis://build EMAIL_HOST=build \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.12-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m pip uninstall --yes pip && useradd --system --uid 10001 --no-create-home portal \
    && install --directory --owner portal --mode 700 /uploads
COPY --from=build /venv /venv
COPY --from=build /portal /portal
WORKDIR /portal
USER portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-m", "familyhubs.healthcheck", "web"]
CMD ["gunicorn", "familyhubs.wsgi", "--bind", "0.0.0.0:8000", "--threads", "8", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
