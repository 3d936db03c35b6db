"""Identities and times of the library's records."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_last = (0, 0)


def new_id() -> str:
    """A ULID: 26 characters that sort by the time of their making, also within one millisecond of this process.

    The order within a millisecond is what the journal needs, and what the libraries for ULIDs leave open.
    """
    global _last
    milliseconds = time.time_ns() // 1_000_000
    if milliseconds <= _last[0]:
        milliseconds, random = _last[0], _last[1] + 1
    else:
        random = secrets.randbits(79)
    _last = (milliseconds, random)
    value = milliseconds << 80 | random
    return "".join(_ALPHABET[value >> shift & 31] for shift in range(125, -1, -5))


def now() -> str:
    """The present time, ISO 8601 in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
