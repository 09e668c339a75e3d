"""Pictures lose where they were taken, and stay the same pictures."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.uploads.actions import keep_file
from familyhubs.uploads.kinds import JPEG, PNG
from familyhubs.uploads.plain import without_metadata
from familyhubs.uploads.reading import content_of

GPS, LATITUDE = 0x8825, 2
SECRET = b"Hazel Wood"


def picture(form, **more):
    image = Image.new("RGB", (40, 30))
    image.putdata([(x * 6 % 256, x % 256, 90) for x in range(1200)])
    file = BytesIO()
    image.save(file, form, **more)
    return file.getvalue()


def from_a_telephone(**more):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[LATITUDE] = (52.0, 38.0, 12.5)
    return picture("JPEG", exif=exif.tobytes(), comment=SECRET, **more)


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"xmp": b"<x>" + SECRET + b"</x>"}])
def test_a_photo_loses_where_it_was_taken_and_stays_the_right_way_up(more):
    sent = from_a_telephone(**more)
    assert dict(Image.open(BytesIO(sent)).getexif().get_ifd(GPS))
    kept = without_metadata(sent + b"a second picture behind it" + SECRET, JPEG)
    read = Image.open(BytesIO(kept))
    assert dict(read.getexif()) == {0x0112: 6}
    assert SECRET not in kept
    assert read.tobytes() == Image.open(BytesIO(sent)).tobytes()


def test_a_png_loses_its_texts():
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", SECRET.decode())
    sent = picture("PNG", pnginfo=said)
    kept = without_metadata(sent + SECRET, PNG)
    assert SECRET in sent
    assert SECRET not in kept
    assert Image.open(BytesIO(kept)).tobytes() == Image.open(BytesIO(sent)).tobytes()


@pytest.mark.parametrize("cut", [4, 30, 100, 500])
def test_a_broken_photo_breaks_nothing(cut):
    assert without_metadata(from_a_telephone()[:cut], JPEG).startswith(b"\xff\xd8")
    assert without_metadata(picture("PNG")[:cut], PNG)


@pytest.mark.django_db
def test_what_is_kept_has_lost_it():
    with acting_as(SystemActor.PUBLIC):
        stored = keep_file(
            SimpleUploadedFile("home.jpg", from_a_telephone()), by=SystemActor.PUBLIC
        )
    kept = content_of(stored)
    assert SECRET not in kept
    assert not Image.open(BytesIO(kept)).getexif().get_ifd(GPS)
    assert stored.size == len(kept)
