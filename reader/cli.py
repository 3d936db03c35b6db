"""The command line. Results go to standard output, words to the person to standard error.

Exit status: 0 done, 1 something failed, 2 wrong usage. The interface is imported only where one is opened.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader import __version__
from reader.core.cleaning import clean_line, clean_text
from reader.core.errors import ReaderError
from reader.formats.errors import SourceError
from reader.formats.sources import document_from, is_url, posts_in, read_file
from reader.store.library import Library
from reader.store.paths import PathError, typed_path
from reader.store.records import Article
from reader.store.settings import Settings, library_path, load_settings
from reader.ui.keymap import key_text, keymap_with

if TYPE_CHECKING:
    from reader.core.query import Facts, Query

#: The smallest terminal that shows an article (columns, rows).
SMALLEST = (24, 6)
_NO_WEB = "web pages cannot be opened yet; save the page as text or Markdown and open the file"


class _Commands(click.Group):
    """Without the name of a command, the arguments are sources to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `open` before the first argument that is neither an option of the group nor a command."""
        index = 0
        while index < len(args) and args[index].startswith("-") and args[index] != "-":
            if args[index] in ("--whole",):
                break
            index += 2 if args[index] == "--db" else 1
        if index >= len(args) or args[index] not in self.commands:
            args = [*args[:index], "open", *args[index:]]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage that people type."""
        formatter.write_usage("reader", "[--db FILE] [SOURCE]...  |  reader COMMAND")


def _library_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--db", metavar="FILE", help="The library to use (else READER_DB).")(function)


def _show_keys(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(key_text(keymap_with(load_settings().keys)))
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@_library_option
@click.option(
    "--keys", is_flag=True, is_eager=True, expose_value=False, callback=_show_keys, help="Print all keys."
)
@click.version_option(__version__, prog_name="reader", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, db: str | None) -> None:
    """Read closely in a terminal and keep what you found.

    A SOURCE is a file, a folder of posts, or - for standard input. Without one, the library opens.
    """
    ctx.obj = db


def _open_library(ctx: click.Context, db: str | None) -> Library:
    return Library(library_path(db or ctx.obj))


@cli.command("open", hidden=True)
@click.argument("sources", nargs=-1)
@_library_option
@click.option("--whole", is_flag=True, help="Keep a page's comment form in the text.")
@click.pass_context
def open_sources(ctx: click.Context, sources: Sequence[str], db: str | None, whole: bool) -> None:
    """Open sources, or the library."""
    settings = load_settings()
    keymap = keymap_with(settings.keys)
    document, path, adding = None, "", []
    if len(sources) == 1 and (sources[0] == "-" or is_url(sources[0]) or not typed_path(sources[0]).is_dir()):
        document, path = _read(sources[0], whole=whole)
    else:
        for source in sources:
            adding += _files(source)
    _need_terminal()
    library = _open_library(ctx, db)
    # What is imported stays: looking for garbage among it takes 5 % of the start.
    gc.disable()
    # Deferred: Textual takes 200 ms to import, and no other command shows a screen.
    from reader.ui.app import Opening, run  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    try:
        status = run(library, settings, keymap, Opening(document, path, adding, whole))
    finally:
        library.close()
    ctx.exit(status)


def _read(source: str, *, whole: bool) -> tuple[Any, str]:
    """The document of one source and its absolute path (empty for standard input)."""
    if source == "-":
        if sys.stdin.isatty():
            raise SourceError("there is nothing on standard input")
        return document_from(sys.stdin.buffer.read(), "-", whole=whole), ""
    if is_url(source):
        raise SourceError(
            "web pages cannot be opened yet; save the page as text or Markdown and open the file"
        )
    path = typed_path(source)
    return read_file(path, whole=whole), str(path)


def _files(source: str) -> list[Path]:
    """The files that a source names: itself, or the posts of a folder."""
    if source == "-":
        raise SourceError("standard input has to be opened alone")
    if is_url(source):
        raise SourceError(_NO_WEB)
    path = typed_path(source)
    if path.is_dir():
        return posts_in(path)
    if not path.exists():
        raise SourceError(f"there is no file {clean_line(source)}")
    return [path]


def _need_terminal() -> None:
    """A terminal to draw on and to read keys from, large enough. Raises ReaderError."""
    if not sys.stdout.isatty():
        raise ReaderError(
            "standard output is not a terminal; `reader list` and `reader notes` print without one"
        )
    if not sys.stdin.isatty() and os.name == "posix":
        try:
            terminal = os.open("/dev/tty", os.O_RDWR)
        except OSError as error:
            raise ReaderError("there is no terminal to read keys from") from error
        # The article came by standard input; the keys come from the terminal itself.
        os.dup2(terminal, 0)
        os.close(terminal)
    columns, rows = shutil.get_terminal_size()
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        raise ReaderError(
            f"the terminal is {columns}x{rows}; reader needs at least {SMALLEST[0]} columns and {SMALLEST[1]} rows"
        )


@cli.command()
@click.argument("sources", nargs=-1, required=True)
@_library_option
@click.option("--whole", is_flag=True, help="Keep a page's comment form in the text.")
@click.pass_context
def add(ctx: click.Context, sources: Sequence[str], db: str | None, whole: bool) -> None:
    """Bring sources into the library without opening them."""
    library = _open_library(ctx, db)
    failed = 0
    files: list[Path | None] = []
    for source in sources:
        try:
            files += [None] if source == "-" else _files(source)
        except ReaderError as error:
            click.echo(f"reader: {error}", err=True)
            failed += 1
    show_progress = sys.stderr.isatty()
    erase = "\r\x1b[K" if show_progress else ""
    for number, path in enumerate(files, 1):
        if show_progress:
            click.echo(
                f"{erase}{number}/{len(files)} {clean_line(path.name if path else '-')}", nl=False, err=True
            )
        try:
            document, absolute = _read(str(path) if path else "-", whole=whole)
            known = library.find(document, absolute)
            article, states = library.take_in(document, absolute)
        except ReaderError as error:
            click.echo(f"{erase}reader: skipped: {error}", err=True)
            failed += 1
            continue
        became = "new" if known is None else "changed" if article.version != known.version else "known"
        counts = (
            f" ({', '.join(f'{count} {state}' for state, count in sorted(states.items()))})" if states else ""
        )
        trimmed = f" ({article.trimmed} characters trimmed)" if article.trimmed and became != "known" else ""
        click.echo(f"{erase}{became}  {article.title}{counts}{trimmed}")
    library.close()
    ctx.exit(1 if failed else 0)


def _article_facts(article: Article) -> Facts:
    from reader.core.query import Facts  # noqa: PLC0415 (deferred: opening an article asks nothing)

    text = " ".join([article.title, article.author, article.url, article.path, *article.tags])
    return Facts(
        text, f"{article.title} {article.id}", article.tags, (), (), article.published or article.created[:10]
    )


def _path_or_none(word: str) -> Path | None:
    """The path that a word may mean; None for a word that cannot be one."""
    try:
        return typed_path(word)
    except PathError:
        return None


def _chosen(library: Library, words: Sequence[str]) -> tuple[list[Article], Query]:
    """The articles that the words name, by path or by query, and the query that is left for their annotations."""
    from reader.core.query import Query, parse_query  # noqa: PLC0415 (deferred, as above)

    articles = library.articles.all()
    paths = {str(_path_or_none(word)) for word in words}
    named = [article for article in articles if article.path in paths and article.path]
    if named:
        return named, Query()
    if len(words) == 1 and (path := _path_or_none(words[0])) and path.is_file():
        raise ReaderError(f"{clean_line(words[0])} is not in the library; `reader add` brings it in")
    return articles, parse_query(" ".join(words))


@cli.command("list")
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@_library_option
@click.pass_context
def list_articles(ctx: click.Context, query: Sequence[str], as_json: bool, db: str | None) -> None:
    """The articles of the library."""
    library = _open_library(ctx, db)
    articles, asked = _chosen(library, query)
    # Deferred: only JSON and Markdown output need the exchange formats.
    from reader.exchange.json_lines import json_line  # noqa: PLC0415

    for article in articles:
        if not asked.matches(_article_facts(article)):
            continue
        if as_json:
            click.echo(json_line(_article_values(article)))
        else:
            marks = f"{article.annotations} marked" if article.annotations else ""
            parts = [
                article.published,
                article.author,
                f"{article.words} words",
                f"{article.progress:.0%}",
                marks,
            ]
            click.echo(f"{clean_line(article.title)}\n    {' · '.join(part for part in parts if part)}")
    library.close()


def _article_values(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "author": article.author,
        "published": article.published,
        "source": article.source,
        "path": article.path,
        "url": article.url,
        "original": {
            "title": article.original_title,
            "author": article.original_author,
            "source": article.original_url,
        }
        if article.original_title
        else None,
        "version": article.version,
        "blocks": article.blocks,
        "characters": article.characters,
        "words": article.words,
        "trimmed": article.trimmed,
        "progress": article.progress,
        "tags": list(article.tags),
        "annotations": article.annotations,
        "notes": article.notes,
        "created": article.created,
        "updated": article.updated,
        "opened": article.opened,
        "archived": article.archived,
    }


@cli.command()
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@_library_option
@click.pass_context
def notes(ctx: click.Context, query: Sequence[str], as_json: bool, db: str | None) -> None:
    """Annotations: all, those of a file, or those that a query names."""
    from reader.core.query import Facts  # noqa: PLC0415 (deferred, as above)
    from reader.exchange.json_lines import annotation_values, json_line  # noqa: PLC0415 (as above)

    pens = load_settings().pens
    library = _open_library(ctx, db)
    articles, asked = _chosen(library, query)
    by_id = {article.id: article for article in articles}
    title = ""
    for annotation in library.annotations.all():
        article = by_id.get(annotation.article)
        if article is None:
            continue
        facts = Facts(
            f"{annotation.exact} {annotation.note} {' '.join(annotation.tags)}",
            f"{article.title} {article.id}",
            annotation.tags,
            (annotation.pen, *(pen.name for pen in pens if pen.letter == annotation.pen)),
            (annotation.state,),
            annotation.created[:10],
        )
        if not asked.matches(facts):
            continue
        if as_json:
            click.echo(json_line(annotation_values(annotation, article.title, pens)))
            continue
        if article.title != title:
            click.echo(("\n" if title else "") + clean_line(article.title))
            title = article.title
        quote = clean_line(annotation.exact) or "(on the article)"
        tags = "".join(f" #{clean_line(tag)}" for tag in annotation.tags)
        click.echo(f"  {annotation.pen}  {quote}{tags}")
        for line in annotation.note.split("\n") if annotation.note else ():
            click.echo(f"       {clean_text(line)}")
    library.close()


@cli.command()
@click.argument("query", nargs=-1)
@click.option(
    "--to",
    "target",
    metavar="DIR",
    help="A folder, or for one article a file.md; without it, standard output.",
)
@_library_option
@click.pass_context
def export(ctx: click.Context, query: Sequence[str], target: str | None, db: str | None) -> None:
    """Write the Markdown of articles that have annotations."""
    # Deferred: YAML and Markdown are needed here only.
    from reader.exchange.errors import ForeignFile  # noqa: PLC0415

    settings = load_settings()
    library = _open_library(ctx, db)
    articles, asked = _chosen(library, query)
    chosen = [a for a in articles if a.annotations and asked.matches(_article_facts(a))]
    if not chosen:
        raise ReaderError("there is nothing to write: no article with annotations fits")
    to_file = target is not None and target.endswith(".md")
    if to_file and len(chosen) > 1:
        raise click.UsageError(f"--to names one file, and {len(chosen)} articles fit")
    failed = 0
    for article in chosen:
        try:
            _export_one(library, article, target, to_file, settings)
        except ForeignFile as error:
            click.echo(f"reader: {error}; name it with --to", err=True)
            failed += 1
        except ReaderError as error:
            click.echo(f"reader: {error}", err=True)
            failed += 1
    library.close()
    ctx.exit(1 if failed else 0)


def _export_one(
    library: Library, article: Article, target: str | None, to_file: bool, settings: Settings
) -> None:
    """Write one article's note to a file or to standard output, and say where. Raises ReaderError."""
    # Deferred: as in `export`.
    from reader.exchange.file_names import file_name, numbered  # noqa: PLC0415
    from reader.exchange.files import write_text  # noqa: PLC0415
    from reader.exchange.markdown import ExportedArticle, markdown_note  # noqa: PLC0415

    text = markdown_note(
        ExportedArticle(article.id, article.created, article.tags),
        library.articles.document(article),
        library.annotations.of_article(article.id).annotations,
        settings.pens,
    )
    if target is None:
        click.echo(clean_text(text), nl=False)
        return
    path = typed_path(target)
    if not to_file:
        path /= file_name(article.title)
        number = 2
        # Two articles of one title: the second keeps a number, and keeps it for good.
        while library.exports.owner(str(path)) not in ("", article.id):
            path = path.with_name(numbered(file_name(article.title), number))
            number += 1
    digest, written = write_text(path, text, library.exports.hash_of(article.id, str(path)))
    library.exports.save(article.id, str(path), digest)
    click.echo(f"{'wrote' if written else 'unchanged'}  {clean_line(str(path))}")


def main() -> None:
    """Run the command line; every named error becomes one sentence and a status."""
    try:
        # Without click's own ending, `ctx.exit(status)` gives the status back here.
        status = cli.main(prog_name="reader", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except ReaderError as error:
        click.echo(f"reader: {error}", err=True)
        sys.exit(1)
    except UnicodeEncodeError as error:
        click.echo(
            f"reader: standard output takes {error.encoding} only, and the text needs more; set PYTHONIOENCODING=utf-8",
            err=True,
        )
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(0)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        click.echo(f"reader: {error.strerror or error}", err=True)
        sys.exit(1)
