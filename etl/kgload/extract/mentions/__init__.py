"""An event mention while it is put together, from one sentence or from several."""
