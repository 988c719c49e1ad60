# syntax=docker/dockerfile:1
# One image with one binary in it, which carries the browser's half and the migrations.

FROM rust:1-slim-trixie AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends build-essential make perl npm \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# The caches outlive a build, so that a change of one line does not compile every library again.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo xtask web --release \
 && TUTTI_WEB_DIST=/src/target/web/dist cargo build --locked --profile dist -p tutti-server --bin tutti \
 && install -D target/dist/tutti /out/tutti \
 && install -d /out/data

FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin tutti
COPY --from=build /out/tutti /usr/local/bin/tutti
COPY --from=build --chown=10001:10001 /out/data /data
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV TUTTI_ADDR=0.0.0.0:8080 TUTTI_DATA_DIR=/data
EXPOSE 8080/tcp
# There is no curl in the image, and bash can do this much.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["tutti"]
CMD ["serve"]
