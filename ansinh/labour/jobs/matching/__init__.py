"""Who fits which job: hard conditions in columns, then an additive score that says why.

`find` answers for one seeker or one vacancy, `batch` for all of them; both go through one kernel."""
