# One image, three roles: `python -m service`, `python -m consumers`, `prodshape migrate`.
ARG PYTHON_IMAGE=docker.io/library/python:3.12-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_REQUIRE_VIRTUALENV=1
WORKDIR /src
# What builds stays in /build; what runs is in /opt/prodshape, without pip.
RUN python3 -m venv /build && python3 -m venv --without-pip /opt/prodshape
COPY requirements-image.lock requirements-image-build.lock ./
RUN /build/bin/python -m pip install --no-deps --require-hashes -r requirements-image-build.lock \
    && /build/bin/python -m pip --python /opt/prodshape/bin/python install --no-deps --require-hashes -r requirements-image.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY prodshape prodshape
COPY consumers consumers
COPY service service
RUN /build/bin/python -m pip wheel --no-deps --no-build-isolation --wheel-dir /wheel . \
    && /build/bin/python -m pip --python /opt/prodshape/bin/python install --no-deps --no-index /wheel/*.whl \
    && /build/bin/cyclonedx-py environment --output-reproducible --of JSON -o /opt/prodshape/sbom.cdx.json /opt/prodshape/bin/python \
    && find /opt/prodshape -type d -name tests -prune -exec rm -r {} + \
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
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-m", "service.alive"]
CMD ["python", "-m", "service"]
