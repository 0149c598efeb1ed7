"""Figures for Prometheus: a text file for the textfile collector of its node_exporter."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from kgload.errors import SetupError
from kgload.load.dead_letter import DeadLetter
from kgload.pipeline.last_runs import COUNTS, LastRuns
from kgload.settings import Settings


def write_metrics(settings: Settings, last_runs: LastRuns) -> None:
    """Writes what is known of the collections of kgload.toml, if a file is named; whole, or SetupError."""
    if settings.metrics_file is None:
        return
    from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

    registry = CollectorRegistry()

    def gauge(name: str, help: str, *labels: str) -> Gauge:
        return Gauge(f"kgload_{name}", help, ("collection", *labels), registry=registry)

    success = gauge("last_success_timestamp_seconds", "When the last run began that read all it was given")
    ended = gauge("last_run_timestamp_seconds", "When the last run ended")
    duration = gauge("last_run_duration_seconds", "How long the last run took")
    code = gauge("last_run_exit_code", "The exit code of the last run")
    articles = gauge("last_run_articles", "Articles of the last run, by what became of them", "result")
    broken = gauge("dead_letter_entries", "Rejected sources that wait for a retry")
    waiting = Counter(entry.collection for entry in DeadLetter(settings.dead_letter_folder).entries())
    for name in settings.collections:
        broken.labels(name).set(waiting[name])
        if last := last_runs.of(name):
            if last.succeeded:
                success.labels(name).set(datetime.fromisoformat(last.succeeded).timestamp())
            ended.labels(name).set(datetime.fromisoformat(last.ended).timestamp())
            duration.labels(name).set(last.seconds)
            code.labels(name).set(last.exit_code)
            for result in COUNTS:
                articles.labels(name, result).set(getattr(last, result))
    try:
        write_to_textfile(str(settings.metrics_file), registry)
    except OSError as error:
        remedy = "Name a file in a folder that can be written (metrics_file)"
        raise SetupError(f"{settings.metrics_file} cannot be written ({error.strerror})", remedy) from error
