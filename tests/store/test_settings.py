"""The person's own settings."""

from pathlib import Path

import pytest

from reader.core.pens import PenError
from reader.store.settings import SettingsError, config_folder, library_path, load_settings


def write(name: str, text: str) -> None:
    config_folder().mkdir(parents=True, exist_ok=True)
    (config_folder() / name).write_text(text, encoding="utf-8")


def test_without_files_there_are_defaults() -> None:
    settings = load_settings()
    assert [pen.letter for pen in settings.pens] == list("hiqde")
    assert settings.keys == {}


def test_pens_keys_and_folders() -> None:
    write("settings.toml", 'theme = "light"\n[export]\nfolder = "~/vault"\n[pens.k]\nname = "反論"\n')
    write("keys.toml", '[keys]\nundo = "U"\n')
    settings = load_settings()
    assert (settings.theme, settings.export_folder, settings.keys) == ("light", "~/vault", {"undo": "U"})
    assert settings.pens[-1].name == "反論"


def test_what_cannot_be_understood_is_named() -> None:
    write("settings.toml", "theme = \n")
    with pytest.raises(SettingsError, match=r"settings\.toml is not valid TOML"):
        load_settings()
    write("settings.toml", '[pens.k]\ncolour = "mauve"\n')
    with pytest.raises(PenError, match="pen 'k'"):
        load_settings()


def test_which_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_DB", "/x/a.db")
    assert library_path(None) == Path("/x/a.db")
    assert library_path("/y/b.db") == Path("/y/b.db")
    monkeypatch.delenv("READER_DB")
    assert library_path(None).name == "library.db"
