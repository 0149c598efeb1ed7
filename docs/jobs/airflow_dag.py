"""kgload under Airflow: a task that runs what is due. Put it into the folder of DAGs.

KGLOAD_FOLDER holds kgload.toml. Exit 75 (another run is at it) counts as skipped; 1 (some articles were rejected) as
done, for `kgload status` tells of those; anything else fails and is tried again.
"""

import os
from datetime import UTC, datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

RUN = 'kgload run || { code=$?; [ "$code" -eq 1 ] || exit "$code"; }'

with DAG(
    "kgload",
    schedule="*/15 * * * *",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=2)},
) as dag:
    BashOperator(
        task_id="run",
        bash_command=RUN,
        cwd=os.environ.get("KGLOAD_FOLDER"),
        skip_on_exit_code=75,
        execution_timeout=timedelta(hours=1),
    )
