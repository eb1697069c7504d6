# One image, three roles: `python -m service`, `python -m consumers`, `prodshape migrate`.
ARG PYTHON_IMAGE=docker.io/library/python:3.12-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python3 -m venv /opt/prodshape
COPY requirements-image.lock ./
RUN /opt/prodshape/bin/python -m pip install --no-deps --require-hashes -r requirements-image.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY prodshape prodshape
COPY consumers consumers
COPY service service
RUN /opt/prodshape/bin/python -m pip install --no-deps --no-build-isolation . \
    && /opt/prodshape/bin/python -m pip uninstall --yes hatchling pip \
    && /opt/prodshape/bin/python -m compileall -q /opt/prodshape

FROM ${PYTHON_IMAGE}
LABEL org.opencontainers.image.title="prodshape" \
      org.opencontainers.image.description="The shape of what users really type, measured live" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/prodshape /opt/prodshape
ENV PATH=/opt/prodshape/bin:${PATH} PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 65532:65532
EXPOSE 8000 9464 9465
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
CMD ["python", "-m", "service"]
