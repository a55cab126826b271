"""The batch engine of one machine: parts of records, workers that may die, one output."""
