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
            if name := _action(called):
                found.add(name)
            elif called.__module__.startswith("atiende.api"):
                waiting.append(called)
    return found


def actions_by_key(function: Callable[..., Any]) -> dict[str, set[str]]:
    """Of a function that makes a dict of steps: which actions the step behind each key reaches."""
    home = inspect.getmodule(function)
    assert home is not None
    tables = [node for node in ast.walk(_tree(function)) if isinstance(node, ast.Dict)]
    return {
        str(key.value): {name for called in _named_in(step, home) if (name := _action(called))}
        for table in tables
        for key, step in zip(table.keys, table.values, strict=True)
        if isinstance(key, ast.Constant)
    }


def _action(called: FunctionType) -> str:
    """`conversations.take_conversation`; empty when it is no action."""
    if called.__module__.startswith(ACTIONS) and inspect.iscoroutinefunction(called):
        return f"{called.__module__.removeprefix(ACTIONS)}.{called.__name__}"
    return ""


def _tree(function: Callable[..., Any]) -> ast.AST:
    return ast.parse(inspect.cleandoc("\n" + inspect.getsource(function)))


def _mentioned(function: Callable[..., Any], module: ModuleType) -> Iterator[FunctionType]:
    """Functions a function names: `actions.verb` or a plain name, as its module knows them."""
    return _named_in(_tree(function), inspect.getmodule(function) or module)


def _named_in(tree: ast.AST, home: ModuleType) -> Iterator[FunctionType]:
    for node in ast.walk(tree):
        found = None
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = vars(home).get(node.value.id)
            found = getattr(owner, node.attr, None) if isinstance(owner, ModuleType) else None
        elif isinstance(node, ast.Name):
            found = vars(home).get(node.id)
        if isinstance(found, FunctionType):
            yield found
