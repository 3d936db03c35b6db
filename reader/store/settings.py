"""The settings a person may write: `settings.toml` and `keys.toml` in the configuration folder, and where things are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path

from reader.core.errors import ReaderError
from reader.core.pens import DEFAULT_PENS, Pen, pens_from
from reader.store.paths import typed_path


class SettingsError(ReaderError):
    """A settings file that cannot be read or understood."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person has set. `keys` are the overrides of the keymap: command -> keys."""

    pens: tuple[Pen, ...] = DEFAULT_PENS
    export_folder: str = ""
    theme: str = ""
    keys: Mapping[str, Any] = field(default_factory=dict)


def config_folder() -> Path:
    """Where settings.toml and keys.toml are looked for."""
    return user_config_path("reader", appauthor=False)


def library_path(chosen: str | None) -> Path:
    """The library's file: as chosen on the command line, else READER_DB, else in the platform's data folder."""
    named = chosen or os.environ.get("READER_DB")
    return typed_path(named) if named else user_data_path("reader", appauthor=False) / "library.db"


def load_settings() -> Settings:
    """The settings. Raises SettingsError or PenError with a sentence that names the file."""
    values = _table("settings.toml")
    pens, export = values.get("pens", {}), values.get("export", {})
    keys = _table("keys.toml").get("keys", {})
    if not isinstance(keys, Mapping):
        raise SettingsError(f"{config_folder() / 'keys.toml'}: [keys] has to be a table")
    if not isinstance(pens, Mapping) or not isinstance(export, Mapping):
        raise SettingsError(f"{config_folder() / 'settings.toml'}: [pens] and [export] have to be tables")
    return Settings(
        pens_from(pens),
        str(export.get("folder", "")),
        str(values.get("theme", "")),
        keys,
    )


def _table(name: str) -> Mapping[str, Any]:
    path = config_folder() / name
    if not path.exists():
        return {}
    # Deferred: most people have no settings file.
    import tomllib  # noqa: PLC0415

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
