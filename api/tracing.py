"""OpenTelemetry: a provider, with which FastAPI traces requests by itself, and a span for every operation."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from opentelemetry import trace

from graph.settings import Settings, SettingsError

SERVICE = "career-ladder-graph"

tracer = trace.get_tracer("ladder")


def operation_span(settings: Settings, operation: str, digest: str) -> AbstractContextManager[object]:
    """The span of one run of an operation; no span unless the settings ask for traces."""
    if not settings.telemetry:
        return nullcontext()
    return tracer.start_as_current_span(
        "graphql.execute", attributes={"graphql.operation.name": operation, "graphql.document.hash": digest}
    )


def configure_tracing(settings: Settings) -> None:
    """Sends traces to `OTEL_EXPORTER_OTLP_ENDPOINT` when the settings ask for it. Raises SettingsError without the
    extra `telemetry`.
    """
    if not settings.telemetry:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise SettingsError(
            "LADDER_TELEMETRY needs the extra: pip install 'career-ladder-graph[telemetry]'. Or unset it."
        ) from None
    provider = TracerProvider(resource=Resource.create({"service.name": SERVICE}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
