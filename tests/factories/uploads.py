"""Files as people send them: the smallest that are what they say."""

from django.core.files.uploadedfile import SimpleUploadedFile

JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF"
    + b"\x00" * 10
    + b"\xff\xda\x00\x02"
    + b"\x00" * 27
    + b"\xff\xd9"
)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 21 + b"IEND\xaeB`\x82"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00\x00\x00\x10mdat12345678"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def photo(name="form.jpg", content=JPEG, content_type="image/jpeg"):
    """A photo of a form, as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type)
