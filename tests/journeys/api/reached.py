"""Which actions a route reaches: read from its source, through the helpers of its own module."""

import ast
import inspect
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

ACTIONS = "atiende.actions."


def actions_of(route: Callable[..., Any]) -> set[str]:
    """Names as `conversations.take_conversation`."""
    module = inspect.getmodule(route)
    assert module is not None
    found: set[str] = set()
    waiting, seen = [route], set()
    while waiting:
        function = waiting.pop()
        if function in seen:
            continue
        seen.add(function)
        for called in _mentioned(function, module):
            if called.__module__.startswith(ACTIONS) and inspect.iscoroutinefunction(called):
                found.add(f"{called.__module__.removeprefix(ACTIONS)}.{called.__name__}")
            elif called.__module__.startswith("atiende.api"):
                waiting.append(called)
    return found


def _mentioned(function: Callable[..., Any], module: ModuleType) -> Iterator[FunctionType]:
    """Functions a function names: `actions.verb` or a plain name, as its module knows them."""
    home = inspect.getmodule(function) or module
    for node in ast.walk(ast.parse(inspect.cleandoc("\n" + inspect.getsource(function)))):
        found = None
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = vars(home).get(node.value.id)
            found = getattr(owner, node.attr, None) if isinstance(owner, ModuleType) else None
        elif isinstance(node, ast.Name):
            found = vars(home).get(node.id)
        if isinstance(found, FunctionType):
            yield found
