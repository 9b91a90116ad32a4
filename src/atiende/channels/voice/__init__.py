"""Calls that we carry: their sound goes through an engine, their work through the same queues as everything else."""
