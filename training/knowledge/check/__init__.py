"""Our own tables, written by hand, held against every other source: `python -m training.knowledge.check`."""
