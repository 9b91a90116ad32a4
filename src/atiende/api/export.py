"""Writes the OpenAPI document to the standard output: `python -m atiende.api.export > openapi.json`."""

import sys

from atiende.api.app import openapi

if __name__ == "__main__":
    sys.stdout.write(openapi())
