"""kgload under Dagster: the graph as an asset, made up to date every quarter of an hour.

KGLOAD_FOLDER holds kgload.toml. The counts of each collection become metadata of the asset. Exit codes from 2 on are
failures; 1 (some articles were rejected) is none, for `kgload status` tells of those, and 75 says that another run is
at it.
"""

import json
import os
import subprocess

import dagster as dg

COUNTS = ("read", "written", "unchanged", "withdrawn")


@dg.asset(retry_policy=dg.RetryPolicy(max_retries=3, delay=120))
def knowledge_graph() -> dg.MaterializeResult:
    folder = os.environ.get("KGLOAD_FOLDER")
    done = subprocess.run(["kgload", "run"], cwd=folder, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1, 75):
        raise dg.Failure(f"kgload run ended with {done.returncode}: what it said is in the log")
    runs = json.loads(done.stdout)["collections"]
    return dg.MaterializeResult(metadata={f"{run['collection']}/{key}": run[key] for run in runs for key in COUNTS})


job = dg.define_asset_job("kgload", [knowledge_graph])
defs = dg.Definitions(
    assets=[knowledge_graph], jobs=[job], schedules=[dg.ScheduleDefinition(job=job, cron_schedule="*/15 * * * *")]
)
