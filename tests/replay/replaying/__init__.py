"""Replays an assessment from its proof (`mingheng explain … --json`) and the tables it came from. No product code."""
