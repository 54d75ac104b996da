# The API with the explorer, and the `ladder` command, not root. Neo4j runs in a container of its own (docker-compose.yml).
FROM node:24-slim AS page
WORKDIR /build/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci
COPY web ./
COPY api/schema.graphql ../api/schema.graphql
RUN npm run build

FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements/bootstrap.txt requirements/app.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/bootstrap.txt \
 && uv venv /opt/ladder && uv pip sync --python /opt/ladder/bin/python --require-hashes requirements/app.txt
COPY pyproject.toml hatch_build.py README.md LICENSE NOTICE ./
COPY graph graph
COPY loaders loaders
COPY queries queries
COPY api api
COPY cli cli
COPY seeds seeds
COPY --from=page /build/web/dist web/dist
RUN python -m hatchling build -t wheel && uv pip install --python /opt/ladder/bin/python --no-deps dist/*.whl

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 ladder
COPY --from=build /opt/ladder /opt/ladder
ENV PATH=/opt/ladder/bin:$PATH PYTHONUNBUFFERED=1 LADDER_HOST=0.0.0.0 LADDER_HOME=/data
WORKDIR /data
RUN chown ladder /data
USER ladder
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ.get(\"LADDER_PORT\", 8000)}/health/ready', timeout=2)"]
CMD ["ladder", "up"]
