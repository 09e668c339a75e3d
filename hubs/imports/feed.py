"""Reads a feed of services page by page, from an address or a file: bounded in time and in size."""

import json
import time
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

from .report import WrongFile

LARGEST = 20 * 1024 * 1024
A_PART = 64 * 1024
WAIT, LONGEST_ANSWER = 20, 60  # Seconds: for the next bytes, and for all of one answer.
A_PAGE, MOST_PAGES = 50, 1_000
AGENT = "familyhubs (Open Referral UK import)"
WITH_MORE = {"service_at_locations", "attributes", "schedules", "contacts", "languages"}


class OnTheWeb(HTTPRedirectHandler):
    """Where an answer sends us on, http and https only."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if not is_web(newurl):
            raise URLError("it sends us to something that is no web address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_web(text):
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def opener():
    """Knows the web and nothing else: no files, no proxies from the environment."""
    found = OpenerDirector()
    for handler in (
        HTTPHandler,
        HTTPSHandler,
        HTTPErrorProcessor,
        HTTPDefaultErrorHandler,
        OnTheWeb,
    ):
        found.add_handler(handler())
    return found


def pages(where):
    """Yields (page number, its items) for each page; WrongFile where the feed cannot be read."""
    if "://" in str(where):
        yield from pages_of_address(str(where))
    else:
        yield 1, items_of(as_json(read_file(where)))


def pages_of_address(stub):
    if not is_web(stub):
        raise WrongFile("A feed begins with http:// or https://.")
    stub = stub.rstrip("/").removesuffix("/services")
    for number in range(1, MOST_PAGES + 1):
        query = urlencode({"page": number, "per_page": A_PAGE, "full": "true"})
        page = as_json(fetch(f"{stub}/services?{query}"))
        items = items_of(page)
        yield number, [whole(stub, item) for item in items]
        if not items or page.get("last_page") is True or number >= pages_told(page):
            return


def pages_told(page):
    """How many pages there are; where the feed does not say, until one is empty."""
    told = page.get("total_pages")
    return told if isinstance(told, int) else MOST_PAGES


def whole(stub, item):
    """The item with all that hangs on it, where the list tells its own fields only."""
    if not isinstance(item, dict) or WITH_MORE & item.keys() or not isinstance(item.get("id"), str):
        return item
    try:
        found = as_json(fetch(f"{stub}/services/{quote(item['id'], safe='')}"))
    except WrongFile:
        return item
    return found if isinstance(found, dict) and found.get("id") == item["id"] else item


def items_of(page):
    """The services of a page, or of a file that is one page, a list of them, or a single one."""
    if isinstance(page, list):
        return page
    if isinstance(page, dict):
        if isinstance(page.get("contents"), list):
            return page["contents"]
        if "id" in page:
            return [page]
    raise WrongFile("This is no list of services of an Open Referral UK 3.0 feed.")


def fetch(address):
    """The bytes of one answer."""
    ends, found = time.monotonic() + LONGEST_ANSWER, b""
    try:
        request = Request(address, headers={"Accept": "application/json", "User-Agent": AGENT})
        with opener().open(request, timeout=WAIT) as answer:
            while part := answer.read(A_PART):
                found += part
                if len(found) > LARGEST or time.monotonic() > ends:
                    raise WrongFile("An answer of the feed is too large or takes too long.")
    except HTTPError as problem:
        raise WrongFile(f"The feed answered with status {problem.code}.") from None
    except (OSError, HTTPException, ValueError) as problem:
        raise WrongFile(f"The feed could not be read: {type(problem).__name__}.") from None
    return found


def read_file(path):
    try:
        with Path(path).open("rb") as file:
            found = file.read(LARGEST + 1)
    except OSError as problem:
        raise WrongFile(f"The file {path} could not be opened: {problem.strerror}.") from None
    if len(found) > LARGEST:
        raise WrongFile("The file is larger than 20 MB.")
    return found


def as_json(content):
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise WrongFile("The feed did not answer in JSON.") from None
