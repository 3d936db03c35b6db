"""Opening the library's file: present, older, newer, foreign, locked or read-only, each with its own words."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.core.cleaning import clean_line
from reader.store.errors import LibraryError

if TYPE_CHECKING:
    from sqlite_utils import Database

#: "rdr1", in the file's header: a library of this program.
APPLICATION_ID = 0x72647231
#: Equal to `schema.SCHEMA_VERSION` (a test holds them together); here so that opening needs no migrations.
KNOWN_SCHEMA = 1
#: How long (seconds) another program may hold the file before that is said.
_PATIENCE = 5.0


class Writer:
    """What a transaction may do, in the library's few verbs, on sqlite-utils' tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, table: str, row: dict[str, Any]) -> None:
        """Add a row that must not be there yet."""
        self._database.table(table).insert(row)

    def upsert(self, table: str, rows: list[dict[str, Any]], *keys: str) -> None:
        """Add rows, or change the named columns of those that are there."""
        self._database.table(table).upsert_all(rows, pk=keys if len(keys) > 1 else keys[0])

    def update(self, table: str, key: str, values: dict[str, Any]) -> None:
        """Change columns of one row."""
        self._database.table(table).update(key, values)


class Connection:
    """One open library file. Reads go through `sqlite3`, writes through sqlite-utils on the same connection.

    `synchronous=FULL` in WAL mode: a change that was committed survives a loss of power.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = clean_line(str(path))
        with words_for(self.name):
            self.sql = self._open()

    def _open(self) -> sqlite3.Connection:
        if self.path.is_dir():
            raise LibraryError(f"{self.name} is a folder, not a library file")
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Made here, so that nobody else can read a file of private notes, not even for a moment.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        sql = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            self._prepare(sql)
        except BaseException:
            sql.close()
            raise
        return sql

    def _prepare(self, sql: sqlite3.Connection) -> None:
        sql.execute("pragma foreign_keys = on")
        sql.execute("pragma synchronous = full")
        if self._version(sql) < KNOWN_SCHEMA:
            _use_wal(sql)
            # Two programs may find a new file at once: the second waits here, and then finds nothing left to do.
            sql.execute("begin immediate")
            try:
                if self._version(sql) < KNOWN_SCHEMA:
                    _migrate(sql)
                sql.execute("commit")
            except BaseException:
                if sql.in_transaction:
                    sql.execute("rollback")
                raise

    def _version(self, sql: sqlite3.Connection) -> int:
        """The file's schema; 0 for an empty file. Raises LibraryError for a file that is not ours, or of a newer program."""
        application = sql.execute("pragma application_id").fetchone()[0]
        version = int(sql.execute("pragma user_version").fetchone()[0])
        empty = sql.execute("select count(*) from sqlite_master").fetchone()[0] == 0
        if not empty and application != APPLICATION_ID:
            raise LibraryError(f"{self.name} is a database, but not a library of reader")
        if version > KNOWN_SCHEMA:
            raise LibraryError(
                f"{self.name} was written by a newer reader (its schema is {version}, this program knows {KNOWN_SCHEMA}): "
                "update reader to open it"
            )
        return version

    @cached_property
    def database(self) -> Database:
        """sqlite-utils on this connection."""
        # Deferred: the first screen needs reads only (65 ms).
        from sqlite_utils import Database  # noqa: PLC0415

        return Database(self.sql, execute_plugins=False)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction: all of it is on disk when the block is left, or none of it. Raises LibraryError."""
        with words_for(self.name), self.database.atomic():
            yield Writer(self.database)

    def rows(self, query: str, *values: object) -> list[dict[str, object]]:
        """The rows of a query as dictionaries. Raises LibraryError."""
        with words_for(self.name):
            cursor = self.sql.execute(query, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def close(self) -> None:
        """Close the file. The connection is of no use afterwards."""
        with contextlib.suppress(sqlite3.Error):
            self.sql.close()


def _use_wal(sql: sqlite3.Connection) -> None:
    """Switch the file to WAL. SQLite does not wait for others here as it does everywhere else."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            sql.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _migrate(sql: sqlite3.Connection) -> None:
    """Bring the tables to the present schema, inside the transaction that is open."""
    # Deferred: sqlite-utils takes 65 ms to import, and a library that is up to date needs no migrations.
    from sqlite_utils import Database  # noqa: PLC0415

    from reader.store.schema import SCHEMA_VERSION, migrations  # noqa: PLC0415

    migrations.apply(Database(sql, execute_plugins=False))
    sql.execute(f"pragma application_id = {APPLICATION_ID}")
    sql.execute(f"pragma user_version = {SCHEMA_VERSION}")


@contextlib.contextmanager
def words_for(name: str) -> Iterator[None]:
    """Turns what SQLite and the system say into a LibraryError with a sentence about the file `name`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise LibraryError(f"the library {name} {_words(error)}") from error
    except OSError as error:
        raise LibraryError(f"the library {name} cannot be opened: {error.strerror or error}") from error


def _words(error: sqlite3.DatabaseError) -> str:
    code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    match code:
        case sqlite3.SQLITE_NOTADB:
            return "is not a database"
        case sqlite3.SQLITE_CORRUPT:
            return "is damaged; a backup can be put in its place"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "is held by another program; try again when it is done"
        case sqlite3.SQLITE_FULL:
            return "cannot be written: the disk is full"
        case sqlite3.SQLITE_IOERR:
            return "cannot be read or written: the disk is full or failing"
        case sqlite3.SQLITE_READONLY:
            return "cannot be written: it is read-only"
        case sqlite3.SQLITE_CANTOPEN:
            return "cannot be opened: the file or its folder is missing or not writable"
        case _:
            return f"cannot be used: {error}"
