"""Reads a GeoJSON feature collection one feature at a time, in constant memory."""

import json

from .csv_rows import open_text
from .report import WrongFile

CHUNK = 64 * 1024
LARGEST_FEATURE = 20 * 1024 * 1024
NOT_GEOJSON = "This is not a GeoJSON file of areas: no list of features was found in it."


class Broken(WrongFile):
    def __init__(self, number):
        super().__init__(f"The file breaks off or is not JSON after feature {number}.")


def read_features(path):
    """Yields (feature number, feature). A file that is not well formed to its end is refused."""
    with open_text(path) as file:
        text = Text(file)
        if text.next_character() == "":
            raise WrongFile("The file is empty.")
        find_features(text)
        number = 0
        if text.next_character() == "]":
            raise WrongFile("The file has no areas in it.")
        while True:
            feature = text.value(Broken(number))
            number += 1
            yield number, feature
            mark = text.take()
            if mark == "]":
                break
            if mark != ",":
                raise Broken(number)
        finish(text, number)


def find_features(text):
    """Stand just inside the list of features."""
    wrong = WrongFile(NOT_GEOJSON)
    if text.take() != "{":
        raise wrong
    while True:
        name = text.value(wrong)
        if text.take() != ":":
            raise wrong
        if name == "features":
            if text.take() != "[":
                raise wrong
            return
        text.value(wrong)
        if text.take() != ",":
            raise wrong


def finish(text, number):
    """What follows the features does not matter, but the file must not break off."""
    while (mark := text.take()) == ",":
        text.value(Broken(number))
        if text.take() != ":":
            raise Broken(number)
        text.value(Broken(number))
    if mark != "}":
        raise Broken(number)


class Text:
    """The file as a stream of JSON values and the characters between them."""

    def __init__(self, file):
        self.file = file
        self.held = ""
        self.decoder = json.JSONDecoder()

    def read_more(self):
        chunk = self.file.read(CHUNK)
        if "\0" in chunk:
            raise WrongFile("The file holds a NUL character: this is not a text file.")
        self.held += chunk
        return bool(chunk)

    def next_character(self):
        """The next character that is not a space, or "" at the end."""
        self.held = self.held.lstrip()
        while not self.held and self.read_more():
            self.held = self.held.lstrip()
        return self.held[:1]

    def take(self):
        character = self.next_character()
        self.held = self.held[1:]
        return character

    def value(self, problem):
        """The next JSON value; `problem` is raised where there is none."""
        self.next_character()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.held)
            except (ValueError, RecursionError):
                value, end = None, len(self.held)
            # A value that ends where the text held so far ends may go on in what is not yet read.
            if end < len(self.held):
                self.held = self.held[end:]
                return value
            if len(self.held) > LARGEST_FEATURE:
                raise WrongFile("One feature of this file is too large to be an area.")
            if not self.read_more():
                raise problem
