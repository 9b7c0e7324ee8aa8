"""The documented shapes: which operation a request is, and whether a body is what the description says."""
import json
import os
import re
from datetime import datetime
from urllib.parse import unquote

# These path parameters take everything up to the end, slashes included, as at GitHub.
GREEDY = {"ref", "branch", "tag", "path"}
TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "null": lambda v: v is None,
}


class Contract:
    def __init__(self):
        with open(os.path.join(os.path.dirname(__file__), "contract.json"), encoding="utf-8") as file:
            content = json.load(file)
        self.operations, self.schemas = content["operations"], content["schemas"]
        self.routes = sorted(
            ((self._pattern(op["path"]), name) for name, op in self.operations.items()),
            # A literal segment wins over a parameter, and a narrow parameter over a greedy one.
            key=lambda route: [
                (2 if part[1:-1] in GREEDY else 1) if part.startswith("{") else 0
                for part in self.operations[route[1]]["path"].split("/")
            ],
        )

    @staticmethod
    def _pattern(path):
        def part(match):
            return f"(?P<{match[1]}>{'.+' if match[1] in GREEDY else '[^/]+'})"

        return re.compile("^" + re.sub(r"\\{(\w+)\\}", part, re.escape(path)) + "$")

    def match(self, server, method, path):
        """The name of the operation and its decoded path parameters; two times None where there is none."""
        for pattern, name in self.routes:
            operation = self.operations[name]
            if operation["method"] == method and operation.get("host", "api") == server:
                if found := pattern.match(path):
                    return name, {key: unquote(value) for key, value in found.groupdict().items()}
        return None, None

    def resolved(self, schema):
        while "$ref" in schema:
            schema = self.schemas[schema["$ref"]]
        return schema

    def faults(self, schema, value, where=""):
        """What is wrong with a value, as (place, text); unknown properties are not wrong."""
        schema = self.resolved(schema)
        if "anyOf" in schema:
            tried = [self.faults(one, value, where) for one in schema["anyOf"]]
            return [] if [] in tried else min(tried, key=len)
        kinds = schema.get("type")
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if kinds and not any(TYPES[kind](value) for kind in kinds):
            return [(where, f"{json.dumps(value)[:60]} is not {' or '.join(kinds)}.")]
        if value is None:
            return []
        found = []
        if "enum" in schema and value not in schema["enum"]:
            found.append((where, f"{json.dumps(value)} is not a possible value. Must be one of: "
                          + ", ".join(str(one) for one in schema["enum"]) + "."))
        if isinstance(value, dict):
            for name in schema.get("required", []):
                if name not in value:
                    found.append((where, f'"{name}" wasn\'t supplied.'))
            for name, inner in schema.get("properties", {}).items():
                if name in value:
                    found += self.faults(inner, value[name], f"{where}/{name}")
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                found += self.faults(schema.get("items", {}), inner, f"{where}/{index}")
            if len(value) > schema.get("maxItems", len(value)) or len(value) < schema.get("minItems", 0):
                found.append((where, f"{len(value)} items are too many or too few."))
        elif isinstance(value, str):
            if len(value) > schema.get("maxLength", len(value)) or len(value) < schema.get("minLength", 0):
                found.append((where, f"{len(value)} characters are too many or too few."))
            if schema.get("format") == "date-time" and not _is_time(value):
                found.append((where, f"{value!r} is not a time."))
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            if value > schema.get("maximum", value) or value < schema.get("minimum", value):
                found.append((where, f"{value} is out of range."))
        return found

    def unknown(self, schema, value, where=""):
        """The properties of a value that the schema does not name: GitHub ignores them in silence."""
        schema = self.resolved(schema)
        if "anyOf" in schema:
            tried = [self.unknown(one, value, where) for one in schema["anyOf"] if not self.faults(one, value)]
            return min(tried, key=len, default=[])
        if isinstance(value, list):
            return [name for index, inner in enumerate(value)
                    for name in self.unknown(schema.get("items", {}), inner, f"{where}/{index}")]
        if not isinstance(value, dict) or "properties" not in schema or schema.get("additionalProperties"):
            return []
        found = []
        for name, inner in value.items():
            known = schema["properties"].get(name)
            found += [f"{where}/{name}"] if known is None else self.unknown(known, inner, f"{where}/{name}")
        return found

    def filled(self, schema, value):
        """The value with every required property that it lacks, so that an answer has its whole documented shape."""
        schema = self.resolved(schema)
        if "anyOf" in schema:
            for one in schema["anyOf"]:
                candidate = self.filled(one, value)
                if not self.faults(one, candidate):
                    return candidate
            return value
        if isinstance(value, list):
            return [self.filled(schema.get("items", {}), one) for one in value]
        if not isinstance(value, dict):
            return value
        properties, result = schema.get("properties", {}), dict(value)
        for name in schema.get("required", []):
            if name not in result:
                result[name] = self._placeholder(properties.get(name, {}))
        return {name: self.filled(properties[name], inner) if name in properties else inner
                for name, inner in result.items()}

    def _placeholder(self, schema):
        schema = self.resolved(schema)
        if "anyOf" in schema:
            return None if {"type": "null"} in schema["anyOf"] else self._placeholder(schema["anyOf"][0])
        kinds = schema.get("type", "object")
        if "null" in kinds:
            return None
        if "enum" in schema:
            return schema["enum"][0]
        if kinds == "string" or isinstance(kinds, list) and "string" in kinds:
            return "2026-01-01T00:00:00Z" if schema.get("format") == "date-time" else "0" * schema.get("minLength", 0)
        return {"integer": 0, "number": 0, "boolean": False, "array": []}.get(kinds) if kinds != "object" \
            else self.filled(schema, {})


def _is_time(text):
    try:
        datetime.fromisoformat(text.replace("Z", "+00:00"))
        return "T" in text
    except ValueError:
        return False
