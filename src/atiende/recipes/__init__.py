"""Recipes: flows ready to use, one YAML file each with what it needs and its golden conversations. Data, no code.

`actions/recipes.py` reads them. A file whose name begins with an underscore is a part that others take in by `with`.
"""
