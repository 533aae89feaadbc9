"""Questions and answers from which an entry is made: what to ask comes from the schema of its kind, what is still wrong from the rules.

Nothing is read or printed here. ``data`` holds what was answered, spelled as in a file: text, lists and sections.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from landkarte.ground.diagnostics import KeyPath

Node = dict[str, Any]
Data = dict[str, Any]

KINDS = {"1": "anbieter", "2": "jobcoach", "3": "freiberuflich"}
"""What can be chosen first, and the schema of each, which is called like its template."""
_MANY = 40
"""Nobody reads a longer list of values."""


def settled(schema: Node) -> Data:
    """What the kind of entry leaves no choice about."""
    found: Data = {}
    for key in schema["required"]:
        node = schema["properties"][key]
        values = {str(value) for value in node.get("enum", [node["const"]] if "const" in node else [])}
        # of a vocabulary with a single word nobody knows whether it will stay so
        if len(values) == 1 and "enumDescriptions" not in node:
            found[key] = values.pop()
    return found


def required(schema: Node, data: Data) -> list[KeyPath]:
    """What must be asked in any case, in the order of the schema."""
    paths = [path for key in schema["required"] if key not in data for path in _leaves(schema, (key,))]
    # the id of an organisation is made of its name
    return sorted(paths, key=lambda path: 0 if path == ("name",) else 1 if path == ("id",) else 2)


def open_at(schema: Node, data: Data, path: KeyPath) -> list[KeyPath]:
    """What to ask when something is missing or wrong at ``path``; empty if nobody can answer that."""
    while path and _node(schema, path) is None:
        path = path[:-1]
    node = _node(schema, path)
    if not path or node is None:
        return []
    if isinstance(path[-1], int) and not _is_section(node):
        return open_at(schema, data, path[:-1])
    if "properties" not in node and not _is_list_of_sections(node):
        return [path]
    present = _get(data, path)
    leaves = list(_leaves(schema, path))
    if present or not leaves:
        # it is there and something is still missing in it, or every field is voluntary: whichever the person has
        here = (*path, 0) if _is_list_of_sections(node) else path
        inner = _node(schema, here) or {}
        return [(*here, key) for key in inner.get("properties", {}) if _is_simple(_node(schema, (*here, key)) or {})]
    return leaves


def is_required(schema: Node, path: KeyPath) -> bool:
    """Whether an empty answer is none."""
    around = _node(schema, path[:-1]) or {}
    return path[-1] in around.get("required", ())


def question(schema: Node, path: KeyPath) -> str:
    """The question for people (German), with what is allowed."""
    node = _node(schema, path) or {}
    above = [str((_node(schema, path[: end + 1]) or {}).get("title", "")) for end in range(len(path) - 1) if isinstance(path[end], str)]
    title = ": ".join(part for part in (*above, node.get("title", str(path[-1]))) if part)
    told = [f"\n{title}" + ("" if is_required(schema, path) else " (leer lassen, wenn es nicht zutrifft)")]
    if node.get("description"):
        told.append(f"  {node['description']}")
    values = node.get("items", node) if node.get("type") == "array" else node
    if values.get("enum"):
        words = values.get("enumDescriptions", values["enum"])
        told += [f"  {key} = {word}" for key, word in list(zip(values["enum"], words, strict=True))[:_MANY]]
    elif values.get("pattern") == "^(true|false)$":
        told.append("  true oder false")
    elif values.get("patternErrorMessage"):
        told.append(f"  {values['patternErrorMessage']}")
    if node.get("type") == "array":
        told.append("  Mehrere trennen Sie mit Kommas.")
    return "\n".join(told)


def answered(schema: Node, data: Data, path: KeyPath, answer: str) -> Data:
    """The data with an answer at ``path``; an empty one takes what stood there away."""
    node = _node(schema, path) or {}
    value: object = [word.strip() for word in answer.split(",") if word.strip()] if node.get("type") == "array" else answer
    return dict(_put(data, path, value if answer else None))


def finished(schema: Node, data: Data) -> Data:
    """The data in the order of the schema; days, numbers and true or false as YAML has them."""
    return {key: _finished(node, data[key], schema) for key, node in schema["properties"].items() if key in data}


def _finished(node: Node, value: Any, schema: Node) -> Any:
    node = _resolved(node, schema)
    if isinstance(value, dict):
        return {key: _finished(part, value[key], schema) for key, part in node["properties"].items() if key in value}
    if isinstance(value, list):
        return [_finished(node["items"], one, schema) for one in value]
    if node.get("format") == "date":
        return date.fromisoformat(value)
    kinds = node.get("type", ())
    if "boolean" in kinds and node.get("pattern") == "^(true|false)$":
        return value == "true"
    if node.get("pattern", "").startswith(r"^\s*[+-]?"):
        return int(value) if value.isdecimal() else value if "integer" in kinds else float(value)
    return int(value) if value in node.get("enum", ()) and value.isdecimal() else value


def _resolved(node: Node, schema: Node) -> Node:
    """The node itself, behind a reference or the choice to leave it empty; its title and description stay."""
    own = {key: node[key] for key in ("title", "description") if key in node}
    if "anyOf" in node:
        return _resolved(node["anyOf"][0] | own, schema)
    if "$ref" in node:
        return dict(schema["$defs"][node["$ref"].rsplit("/", 1)[1]]) | own
    return node


def _node(schema: Node, path: KeyPath) -> Node | None:
    here = schema
    for part in path:
        inner = here.get("items") if isinstance(part, int) else here.get("properties", {}).get(part)
        if inner is None:
            return None
        here = _resolved(inner, schema)
    return here


def _is_section(node: Node) -> bool:
    return "properties" in node


def _is_list_of_sections(node: Node) -> bool:
    return "$ref" in node.get("items", {})


def _is_simple(node: Node) -> bool:
    return not _is_section(node) and not _is_list_of_sections(node)


def _leaves(schema: Node, path: KeyPath) -> Iterator[KeyPath]:
    """The fields that are required at ``path``; of a list one item."""
    node = _node(schema, path) or {}
    if _is_list_of_sections(node):
        path, node = (*path, 0), _node(schema, (*path, 0)) or {}
    if _is_section(node):
        for key in node.get("required", ()):
            yield from _leaves(schema, (*path, key))
    else:
        yield path


def _get(data: Any, path: KeyPath) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _put(here: Any, path: KeyPath, value: object) -> Any:
    """A copy with ``value`` at ``path``; sections and lists around it are made as needed and go when nothing is left in them."""
    if not path:
        return value
    part, *rest = path
    if isinstance(part, int):
        items = list(here or [])
        inner = _put(items[part] if part < len(items) else None, tuple(rest), value)
        items[part : part + 1] = [] if inner is None else [inner]
        return items or None
    fields = dict(here or {})
    inner = _put(fields.get(part), tuple(rest), value)
    if inner is None:
        fields.pop(part, None)
    else:
        fields[part] = inner
    return fields or None
