"""What people read, in their language: msgids are English, catalogues hold the translations."""

from __future__ import annotations

import functools
import gettext
import io
import os
from collections.abc import Mapping
from typing import Any, Final, Protocol

from atelier import resources
from atelier.folders import roots

LANGUAGES: Final = ("fr", "en")
DEFAULT: Final = "fr"
DOMAIN: Final = "atelier"
VARIABLE: Final = "ATELIER_LANG"


class Message(Protocol):
    """What is to be said, not yet in a language: an `AtelierError`, for one."""

    @property
    def msgid(self) -> str:
        """The message in English, with `{named}` places."""
        ...

    @property
    def params(self) -> Mapping[str, Any]:
        """What goes in those places."""
        ...


class Translator:
    """Says messages in one language; call it `tr`, the name under which messages are extracted.

    Args:
        language: one of `LANGUAGES`; any other gives French.
    """

    def __init__(self, language: str = DEFAULT) -> None:
        self.language: Final = language if language in LANGUAGES else DEFAULT
        self._catalogue = _load(self.language)

    def __call__(self, msgid: str, /, **params: object) -> str:
        """The message in this language, its places filled.

        When the message was marked with a plural, the number `n` chooses the form. A parameter that is
        a `Message` is said in this language too.
        """
        if not msgid:
            return ""
        text = msgid
        if isinstance(n := params.get("n"), int):
            text = self._catalogue.ngettext(msgid, msgid, n)
        if text is msgid:
            text = self._catalogue.gettext(msgid)
        return self._filled(text, msgid, params)

    def n(self, singular: str, plural: str, n: int, /, **params: object) -> str:
        """The singular or the plural, as this language counts; `{n}` is the number."""
        text = self._catalogue.ngettext(singular, plural, n)
        return self._filled(text, singular if n == 1 else plural, {"n": n} | params)

    def of(self, message: Message) -> str:
        """A message that carries its own parameters."""
        return self(message.msgid, **message.params)

    def _filled(self, text: str, msgid: str, params: Mapping[str, object]) -> str:
        if not params:
            return text
        said = {name: self._said(value) for name, value in params.items()}
        for candidate in (text, msgid):
            try:
                return candidate.format_map(said)
            except (LookupError, ValueError, AttributeError):
                continue  # a translation with other places must not hide what there is to say
        return text

    def _said(self, value: object) -> object:
        msgid = getattr(value, "msgid", None)
        params = getattr(value, "params", None)
        if isinstance(msgid, str) and isinstance(params, Mapping):
            return self(msgid, **params)
        return value


def choose_language(option: str = "", setting: str = "", environ: Mapping[str, str] = os.environ) -> str:
    """The language of the interface: the option, then `ATELIER_LANG`, the setting, the locale.

    Args:
        option: what `--lang` says, or empty.
        setting: what the settings say, or empty.
        environ: the environment's variables.
    """
    for wish in (option, environ.get(VARIABLE, ""), setting):
        if wish.strip().lower() in LANGUAGES:
            return wish.strip().lower()
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(name))), None)
    if locale is None and os.name == "nt":
        locale = _windows_locale()
    return "en" if locale is not None and locale.lower().startswith("en") else DEFAULT


def locales_folder(language: str) -> str | None:
    """The folder of locales in which this language has a compiled catalogue that is up to date.

    A wheel brings it; in a clone it is compiled at the first run, beside its source or, where that
    is forbidden, in the cache folder. None when neither can be written.
    """
    shipped = os.path.join(resources.folder("data"), "locales")
    source = _file(shipped, language, ".po")
    if _is_current(source, _file(shipped, language, ".mo")):
        return shipped
    cached = _cached(shipped)
    if _is_current(source, _file(cached, language, ".mo")):
        return cached
    content = _compiled(source)
    if content is None:
        return None
    from atelier import atomic_file

    for folder in (shipped, cached):
        try:
            atomic_file.write(_file(folder, language, ".mo"), content)
        except OSError:
            continue
        return folder
    return None


def _file(folder: str, language: str, suffix: str) -> str:
    return os.path.join(folder, language, "LC_MESSAGES", DOMAIN + suffix)


def _cached(shipped: str) -> str:
    import zlib

    # Two clones share one cache folder: each has its place in it
    return os.path.join(roots().cache, "locales", f"{zlib.crc32(os.fsencode(shipped)):08x}")


def _is_current(source: str, compiled: str) -> bool:
    try:
        made = os.stat(compiled).st_mtime_ns
    except OSError:
        return False
    try:
        return made >= os.stat(source).st_mtime_ns
    except OSError:
        return True  # a wheel ships no source


@functools.cache
def _load(language: str) -> gettext.NullTranslations:
    folder = locales_folder(language)
    if folder is not None:
        try:
            # click asks `gettext` for the same catalogue, which keeps what it has parsed
            return gettext.translation(DOMAIN, folder, [language])
        except (OSError, ValueError):
            pass  # a damaged compiled catalogue: its source may still be whole
    content = _compiled(_file(os.path.join(resources.folder("data"), "locales"), language, ".po"))
    return gettext.NullTranslations() if content is None else gettext.GNUTranslations(io.BytesIO(content))


def _compiled(source: str) -> bytes | None:
    from atelier import catalogue

    try:
        with open(source, encoding="utf-8") as file:
            return catalogue.mo_bytes(catalogue.read_po(file.read()))
    except (OSError, ValueError):
        return None


def _windows_locale() -> str | None:
    import locale

    return locale.getlocale()[0]
