"""Ask whether the addresses of sources answer, for `check --online`: the only use of a network.

HEAD, then GET if that is refused; nothing is sent but the request. An address in a private network is never
asked, also after a redirect: the IP address of a host is looked up once, and is the one that is connected to.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import SplitResult, quote, urldefrag, urljoin, urlsplit

from toolchain import model as m
from toolchain.checks import engine
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Failure, Finding, Place, Severity
from toolchain.model.wording import counted, said
from toolchain.pipeline.stages import Examination
from toolchain.plugins import registry as plugins
from toolchain.resolve.tables import Resolved
from toolchain.rules.commands import NotOnline
from toolchain.rules.sources import AddressDead, AddressGone, AddressPrivate, AddressRefuses, AddressSilent

SECONDS, LONGEST = 10, 20
"""How long one step of a connection, and a whole request, may take."""

AT_ONCE, REDIRECTS = 8, 5
_GONE = (404, 410)
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; submission-toolchain)", "Accept": "*/*"}
"""All that is said of us; some hosts refuse requests without the first."""

_PORTS = {"http": 80, "https": 443}

IsPublic = Callable[[str], bool]


class _PrivateError(Exception):
    """An address that must not be asked."""


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public Internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    return found.is_global and not found.is_multicast


def with_answers(examined: Examination, tell: Callable[[str], None]) -> Examination:
    """Return an examination with what the addresses of its sources answer; `tell` gets the hosts first.

    Raise `Failure` (S020) if a source withholds something: its addresses can reveal that.
    """
    for each in examined.submissions:
        if each.withheld.version:
            raise Failure.of(each.source.as_posix(), NotOnline())
    found = [addresses(each.resolved) for each in examined.submissions]
    places = {url: span for each in found for url, span in each.items()}
    names = ", ".join(hosts(places))
    tell(said("asking {what}: {hosts}", what=counted(len(places), "link"), hosts=names))
    answers = engine.diagnose(ask_all(places), plugins.checks()[0])
    return examined._replace(diagnostics=(*examined.diagnostics, *answers))


def addresses(resolved: Resolved) -> Mapping[str, Place]:
    """Return the addresses in a text and its cited sources, without fragments, each with its first place."""
    found: dict[str, Place] = {}
    for link, _ in survey(resolved).each(m.Link):
        found.setdefault(urldefrag(link.url.strip())[0], link.span)
    for source, _ in survey(resolved).each(m.CitedSource):
        if entry := resolved.bibliography.entries.get(source.key):
            found.setdefault(urldefrag(entry.address.strip())[0], source.span)
    return {url: span for url, span in found.items() if urlsplit(url).scheme.lower() in _PORTS}


def hosts(urls: Iterable[str]) -> tuple[str, ...]:
    """Return the hosts of addresses, sorted."""
    return tuple(sorted({urlsplit(url).netloc.rpartition("@")[2] for url in urls}))


def ask_all(places: Mapping[str, Place]) -> Iterator[Finding]:
    """Yield a finding for each address that does not answer, in the order of the addresses."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for span, facts in zip(
            places.values(), pool.map(lambda url: ask(url, is_public), places), strict=True
        ):
            if facts:
                severity = Severity.INFORMATION if isinstance(facts, AddressRefuses) else None
                yield Finding(span, facts, severity=severity)


def ask(url: str, allowed: IsPublic = is_public) -> AddressDead | None:
    """Return what is wrong with an address; None if it answers."""
    try:
        status = 0
        for method in ("HEAD", "GET"):
            status = _status(method, url, allowed)
            if status < 400:
                return None
    except _PrivateError:
        return AddressPrivate(url)
    except (OSError, HTTPException, ValueError):  # ValueError: what is no address after all
        return AddressSilent(url)
    return AddressGone(url, status) if status in _GONE else AddressRefuses(url, status)


def _status(method: str, url: str, allowed: IsPublic) -> int:
    """Return the status at the end of all redirects."""
    for _ in range(REDIRECTS + 1):
        status, target = _request(method, urlsplit(url), allowed)
        if not target:
            return status
        url = urljoin(url, target)
    raise HTTPException("too many redirects")


def _request(method: str, url: SplitResult, allowed: IsPublic) -> tuple[int, str]:
    """Return the status of one request, and where it redirects to, "" for nowhere."""
    scheme = url.scheme.lower()
    if scheme not in _PORTS or not url.hostname or url.username is not None:
        raise _PrivateError
    host, port = url.hostname.encode("idna").decode(), url.port or _PORTS[scheme]
    found = [each[4][0] for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(allowed(str(each)) for each in found):
        raise _PrivateError
    with closing(HTTPConnection(host, port, timeout=SECONDS)) as connection:
        plain = socket.create_connection((str(found[0]), port), SECONDS)
        timer = threading.Timer(LONGEST, _end, (plain,))
        timer.daemon = True
        timer.start()
        try:
            secure = scheme == "https"
            connection.sock = (
                ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
            )
            path = quote(url.path or "/", safe="/%:;,=&+$!*'()@~") + (
                f"?{quote(url.query, safe='/?%:;,=&+$!*()@~')}" if url.query else ""
            )
            connection.request(method, path, headers=_HEADERS)
            answer = connection.getresponse()
        finally:
            timer.cancel()
            plain.close()
        return answer.status, answer.headers.get("Location", "") if 300 <= answer.status < 400 else ""


def _end(connection: socket.socket) -> None:
    """End a connection that takes too long."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
