"""Fifty families in the chat at once, each asking every 3 seconds and writing: nothing is lost.

It runs for a fixed time against the same gunicorn as the pages, stops by itself, and judges: every
line that was acknowledged stands once and in its turn, every family has seen all of its chat, and
what is new comes not much later than an empty page would in the same rush.
"""

import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit
from uuid import uuid4

import requests
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.database.actor import SystemActor, acting_as
from hubs.models import Role
from referrals.models import Chat, ChatLine

FAMILIES, SECONDS, EVERY = 50, 20, 3
# What is new comes not much later than an empty page would come in the same rush.
MOST_TIMES = 3
ALONE = 11
LINES = re.compile(r'data-n="(\d+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """A session of its own on one origin; it remembers how long each answer took."""

    def __init__(self, origin, session_key):
        self.origin, self.http = origin, requests.Session()
        # A browser opens a new connection where the server has closed an idle one; this does not.
        self.http.headers["Connection"] = "close"
        name = f"session_{urlsplit(origin).port}"
        self.http.cookies.set(name, session_key)
        self.took, self.wrong = {}, []

    def ask(self, what, method, path, **kwargs):
        started = time.perf_counter()
        answer = self.http.request(
            method, self.origin + path, timeout=60, allow_redirects=False, **kwargs
        )
        self.took.setdefault(what, []).append((time.perf_counter() - started) * 1000)
        if answer.status_code not in (200, 304):
            self.wrong.append(f"{what}: {answer.status_code}")
        return answer


class Family(Browser):
    """Asks for news, and writes every other time."""

    def __init__(self, origin, chat):
        session = SessionStore()
        session["chat"] = str(chat.pk)
        session.create()
        super().__init__(origin, session.session_key)
        self.chat, self.tag, self.last = chat, "", 0
        self.seen, self.sent = [], []

    def run(self, number):
        time.sleep(EVERY * number / FAMILIES)
        until = time.monotonic() + SECONDS
        page = self.ask("page", "GET", reverse("chat:talk"))
        self.csrf = TOKEN.search(page.text)[1]
        self.read(page.text)
        turn = 0
        while time.monotonic() < until:
            began = time.monotonic()
            self.look()
            if turn % 2:
                self.write(f"{number}-{turn}")
            turn += 1
            time.sleep(max(0, EVERY - (time.monotonic() - began)))
        self.look()

    def look(self):
        headers = {"X-Requested-With": "fetch", "If-None-Match": self.tag}
        path = f"{reverse('chat:lines')}?after={self.last}"
        answer = self.ask("news", "GET", path, headers=headers)
        if answer.status_code == 200:
            self.tag = answer.headers["ETag"]
            self.read(answer.text)

    def write(self, words):
        data = {"words": words, "token": str(uuid4()), "after": str(self.last)}
        data["csrfmiddlewaretoken"] = self.csrf
        headers = {"X-Requested-With": "fetch"}
        answer = self.ask("line", "POST", reverse("chat:say"), data=data, headers=headers)
        if answer.status_code == 200:
            self.sent.append(words)
            self.read(answer.text)

    def read(self, text):
        new = [int(number) for number in LINES.findall(text)]
        self.seen += [number for number in new if number > self.last]
        self.last = max([self.last, *new])


class Colleague(Browser):
    """Has all the chats, and writes in one after the other."""

    def __init__(self, origin, user, chats):
        client = Client()
        client.force_login(user)
        super().__init__(origin, client.session.session_key)
        self.chats = chats

    def run(self, _number):
        until = time.monotonic() + SECONDS
        self.ask("list", "GET", reverse("chats:list"))
        page = self.ask("chat", "GET", reverse("chats:chat", args=[self.chats[0].pk]))
        csrf = TOKEN.search(page.text)[1]
        for turn in range(10_000):
            if time.monotonic() >= until:
                return
            chat = self.chats[turn % len(self.chats)]
            data = {"words": f"Answer {turn}", "token": str(uuid4()), "after": "0"}
            data["csrfmiddlewaretoken"] = csrf
            path = reverse("chats:say", args=[chat.pk])
            headers = {"X-Requested-With": "fetch"}
            self.ask("answer", "POST", path, data=data, headers=headers)
            self.ask("list news", "GET", reverse("chats:news"), headers={"X-Background": "1"})
            time.sleep(EVERY / 6)


class Passer(Browser):
    """Opens the empty page all the while: what anything takes in this rush."""

    def run(self, _number):
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            self.ask("empty", "GET", "/bench/public/")
            time.sleep(EVERY / 6)


def begin(user):
    """Fifty chats that somebody has; beside the world, in the copy that is measured."""
    now = timezone.now()
    beside = {"opened_at": now, "family_seen_at": now, "held_at": now, "staff_seen_at": now}
    with acting_as(SystemActor.SETUP):
        chats = [
            Chat.objects.create(state="talking", held_by=user, name=f"Bench {n}", **beside)
            for n in range(FAMILIES)
        ]
        for chat in chats:
            ChatLine.objects.create(chat=chat, side="family", words="He does not sleep")
    return chats


def measure(origin, say):
    """What is wrong, in words; nothing where fifty chats hold."""
    held = User.objects.demo().may_sign_in().filter(memberships__role=Role.FRONT_OF_HOUSE)
    user = held.order_by("pk").first()
    chats = begin(user)
    families = [Family(origin, chat) for chat in chats]
    people = [*families, Colleague(origin, user, chats), Passer(origin, "")]
    alone(origin, chats[0], say)
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(lambda one: one[1].run(one[0]), enumerate(people)))
    return [*report(people, say), *lost(families), *(w for p in people for w in p.wrong)]


def alone(origin, chat, say):
    """One family that asks, with nobody else there."""
    family, nobody = Family(origin, chat), Passer(origin, "")
    for _ in range(ALONE):
        nobody.ask("empty", "GET", "/bench/public/")
        family.look()
    empty, news = (statistics.median(took) for took in (nobody.took["empty"], family.took["news"]))
    say(f"\nOne chat: an empty page {empty:.1f} ms, news {news:.1f} ms ({news / empty:.1f} x).")


def report(people, say):
    """The table; gives what took too long."""
    took = {}
    for one in people:
        for what, times in one.took.items():
            took.setdefault(what, []).extend(times)
    empty = statistics.median(took["empty"])
    say(f"{FAMILIES} chats at once, {SECONDS} s:")
    say(f"{'':<12}{'times':>7}{'median':>11}{'ratio':>8}{'p95':>11}")
    slow = []
    for what, times in took.items():
        times.sort()
        median, p95 = statistics.median(times), times[int(len(times) * 0.95)]
        ratio = median / empty
        say(f"{what:<12}{len(times):>7}{median:>9.1f}ms{ratio:>7.1f}x{p95:>9.1f}ms")
        if what in ("news", "line") and ratio > MOST_TIMES:
            slow.append(f"{what}: {ratio:.1f} x the empty view")
    return slow


def lost(families):
    """Every acknowledged line stands once, in its turn, and its family has seen all of them."""
    for family in families:
        lines = list(family.chat.lines.order_by("number"))
        numbers = [line.number for line in lines]
        own = [line.words for line in lines if line.side == "family"][1:]
        if numbers != list(range(1, len(lines) + 1)):
            yield f"{family.chat}: the lines are not in turn"
        if own != family.sent:
            yield f"{family.chat}: {len(family.sent)} lines were sent, {len(own)} are kept"
        unseen = set(numbers) - set(family.seen) - set(numbers[-2:])
        if unseen or len(family.seen) != len(set(family.seen)):
            yield f"{family.chat}: lines were not seen, or twice"
