"""Scoring beyond one machine, on Apache Spark, through the DataFrame interface alone."""
