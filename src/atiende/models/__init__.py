"""Language models: adapters, each optional."""
