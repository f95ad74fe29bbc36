"""The pictures that are in a PDF, counted."""

from __future__ import annotations

from pikepdf import Name, Pdf, Stream


def count_images(pdf: Pdf) -> int:
    """How many different pictures a PDF carries; a mask is part of its picture."""
    images = [each for each in pdf.objects if isinstance(each, Stream) and each.get(Name.Subtype) == Name.Image]
    masks = {mask.objgen for each in images for key in ("/SMask", "/Mask") if isinstance(mask := each.get(key), Stream)}
    return sum(each.objgen not in masks for each in images)
