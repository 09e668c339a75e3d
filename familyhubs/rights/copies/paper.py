"""The copy as a PDF: tagged for screen readers, its reference and number on every page."""

import re
import unicodedata
from contextlib import contextmanager
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.prefs import ViewerPreferences

FONTS = Path(__file__).parent / "fonts"
TITLE, HELD = "What we hold about you", "What is held"
BASELINE = 0.75
# A word that is longer goes over the end of its line.
LONGEST = 40
UNPRINTABLE = "\ufffd"
# Size, space above, and the tag that a screen reader goes by.
KINDS = {
    "h1": (22, 0, "/H1"),
    "h2": (15, 5, "/H2"),
    "h3": (12, 5, "/H3"),
    "name": (9, 2, "/P"),
    "p": (11, 1, "/P"),
    "li": (11, 1, "/P"),
}
LOST = (
    f"Letters that cannot be printed here are shown as {UNPRINTABLE}. They are whole in copy.html."
)


def paper_of(*, reference, front, given):
    """The bytes of the PDF."""
    paper = Paper(reference)
    words = [("h1", TITLE), *front, *in_order(given)]
    lines = [(kind, paper.printable(text)) for kind, text in words]
    if any(UNPRINTABLE in text for _kind, text in lines):
        lines.insert(len(front) + 1, ("p", LOST))
    for kind, text in lines:
        if kind == "h2" and text == HELD:
            paper.add_page()
        paper.put(kind, text)
    return bytes(paper.output())


def in_order(given):
    """Each entry's heading and facts as (kind, words)."""
    yield "h2", HELD
    for entry in given:
        yield "h3", entry["what"]
        for name, text in entry["facts"].items():
            yield "name", name
            yield "p", text
    if not given:
        yield "p", "Nothing that we can give you."


class Paper(FPDF):
    """A4 in a font that has the letters of our families' languages; everything on it is tagged."""

    def __init__(self, reference):
        super().__init__()
        self.reference, self.tag, self.marks = reference, None, 0
        self.set_title(TITLE)
        self.set_lang("en-GB")
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.add_font("dejavu", fname=FONTS / "DejaVuSans.ttf")
        self.add_font("gurmukhi", fname=FONTS / "Lohit-Gurmukhi.ttf")
        self.set_fallback_fonts(["gurmukhi"])
        self.known = {letter for font in self.fonts.values() for letter in font.cmap}
        self.plain = {one for one in self.fonts["dejavu"].cmap if not is_joined(chr(one))} | {10}
        self.set_margin(20)
        self.set_auto_page_break(True, margin=25)
        self.set_font("dejavu", size=11)
        self.add_page()

    def printable(self, text):
        """The text without what no font of ours has, and without what only acts on a screen."""
        whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
        return "".join(
            letter
            if letter == "\n" or ord(letter) in self.known
            else " " if unicodedata.category(letter)[0] in "CZ" else UNPRINTABLE
            for letter in whole
        )  # fmt: skip

    def put(self, kind, text):
        """One heading or paragraph, over as many pages as it needs."""
        size, above, tag = KINDS[kind]
        self.set_font("dejavu", size=size)
        self.ln(above)
        if kind.startswith("h"):
            # Never the last line of a page.
            if self.will_page_break(size):
                self.add_page()
            self.start_section(text, level=int(kind[1]) - 1)
        with self.tagged(tag):
            self.write_lines(f"•  {text}" if kind == "li" else text, size * 0.5)

    def write_lines(self, text, height):
        """Plain letters line by line; joined ones and right to left by the library, far slower."""
        widths = self.fonts["dejavu"].cw
        if all(ord(one) in self.plain for one in text):
            for line in wrapped(text, widths, self.epw / self.font_size * 1000):
                if self.will_page_break(height):
                    self.add_page(same=True)
                self.text(self.l_margin, self.y + height * BASELINE, line)
                self.ln(height)
            return
        self.set_text_shaping(True)
        self.multi_cell(0, height, text, align=side(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_text_shaping(False)

    def footer(self):
        """Reference and page: beside what is read, for whoever holds one sheet."""
        self.set_y(-15)
        self.set_font("dejavu", size=8)
        self._out("/Artifact BMC")
        self.cell(0, 5, f"{self.reference}. Page {self.page_no()} of {{nb}}", align="C")
        self._out("EMC")

    @contextmanager
    def tagged(self, tag):
        """What is put within is one element of the document's structure on each of its pages."""
        self.begin(tag)
        yield
        self.end()

    def begin(self, tag):
        self.tag = tag
        self._add_marked_content(struct_type=tag, mcid=self.marks)
        self._out(f"{tag} <</MCID {self.marks}>> BDC")
        self.marks += 1

    def end(self):
        self._out("EMC")
        self.tag = None

    def add_page(self, *args, **kwargs):
        """An element that goes over the page's end is closed before it and begun again after."""
        tag = self.tag
        if tag:
            self.end()
        super().add_page(*args, **kwargs)
        self.marks = 0
        if tag:
            self.begin(tag)


def wrapped(text, widths, most):
    """The text in lines no wider than this, in thousandths of its size."""
    for paragraph in text.split("\n"):
        line, used = "", 0
        for word in re.findall(r"\S+\s*|\s+", paragraph):
            for piece in (word[at : at + LONGEST] for at in range(0, len(word), LONGEST)):
                width = sum(widths[ord(letter)] for letter in piece)
                if line and used + width > most:
                    yield line.rstrip()
                    line, used = "", 0
                line, used = line + piece, used + width
        yield line.rstrip()


def is_joined(letter):
    """Whether a letter is written right to left, or takes another form beside others."""
    return unicodedata.bidirectional(letter) in ("R", "AL", "NSM") or "\u0900" <= letter <= "\u0dff"


def side(text):
    """Right, for words that begin on the right."""
    first = next((one for one in text if unicodedata.category(one)[0] == "L"), "")
    return "R" if first and unicodedata.bidirectional(first) in ("R", "AL") else "L"
