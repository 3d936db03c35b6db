"""Keys of a field taken strictly in the order in which they were typed.

Textual inserts a printable key in the field at once but lets a bound key (enter, backspace, escape) travel to the
application first, so that of `text` and `enter` arriving together, as over a slow line, the enter could overtake.
"""

from __future__ import annotations

from textual import events
from textual.widget import Widget


async def ran_bound_key(field: Widget, event: events.Key) -> bool:
    """Run the action that a key is bound to in the field's own queue; False when it is bound to none."""
    for binding in field._bindings.key_to_bindings.get(event.key, ()):
        event.stop()
        event.prevent_default()
        await field.run_action(binding.action)
        return True
    return False
