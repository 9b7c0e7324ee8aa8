"""What an operation returns or raises, and the registry of operations."""


class Answer:
    """A status, a JSON value or bytes, and headers."""

    def __init__(self, status, value=None, headers=None, content_type="application/json; charset=utf-8"):
        self.status, self.value, self.headers, self.content_type = status, value, dict(headers or {}), content_type


class Page:
    """A whole list, of which the answer carries one page; `key` where it stands beside total_count."""

    def __init__(self, items, key=None):
        self.items, self.key = items, key


class Failure(Exception):
    """An error as GitHub words it."""

    def __init__(self, status, message, errors=None, headers=None, close=False):
        super().__init__(message)
        self.status, self.message, self.errors, self.headers = status, message, errors, dict(headers or {})
        # Whether the connection is closed without reading the rest of the request.
        self.close = close

    def answer(self):
        value = {"message": self.message}
        if self.errors is not None:
            value["errors"] = self.errors
        value["documentation_url"] = "https://docs.github.com/rest"
        value["status"] = str(self.status)
        return Answer(self.status, value, self.headers)


def invalid(resource, field=None, code="custom", message=None):
    """422 with one error; `code` is missing_field, invalid, already_exists, custom …"""
    error = {"resource": resource, "code": code}
    if field:
        error["field"] = field
    if message:
        error["message"] = message
    return Failure(422, "Validation Failed", [error])


def not_found(message="Not Found"):
    return Failure(404, message)


OPERATIONS = {}


def operation(*names):
    """Enters a function of (world, request) as the operation of these names."""

    def enter(function):
        for name in names:
            OPERATIONS[name] = function
        return function

    return enter
