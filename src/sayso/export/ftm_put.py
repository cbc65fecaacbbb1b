"""Values into FollowTheMoney entities, none lost unseen, and the library's own check of each."""

from __future__ import annotations

from typing import Any

from sayso.errors import InputError


class Checked:
    """An entity that is being filled."""

    def __init__(self, schema: str, key: str) -> None:
        from followthemoney import model

        self.proxy: Any = model.make_entity(schema)
        self.proxy.id = key

    def checked(self) -> Any:
        """The library's entity, which it holds valid. Raises `InputError` where it does not: a value of the ledger that no property can hold."""
        from followthemoney.exc import InvalidData

        try:
            self.proxy.schema.validate(self.proxy.to_dict())
        except InvalidData as error:
            raise InputError(f"FollowTheMoney entity {self.proxy.id}", f"{error}: {error.errors}", "leave it out with a condition") from None
        return self.proxy


def entity(schema: str, key: str) -> Checked:
    """A new entity."""
    return Checked(schema, key)


def put(found: Checked, name: str, value: Any, *, otherwise: str | None = None) -> None:
    """Add a value to a property; null adds nothing. One too long for the library is cut with "…", one that it refuses goes to the property `otherwise`."""
    if value is None:
        return
    prop = found.proxy.schema.properties[name]
    text = str(value)
    if len(text) > prop.max_length:
        text = text[: prop.max_length - 1] + "…"
    if otherwise is not None and prop.type.clean(text, proxy=found.proxy) is None:
        put(found, otherwise, f"{name}: {value}")
    else:
        found.proxy.add(name, text)
