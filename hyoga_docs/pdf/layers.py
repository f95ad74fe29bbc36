"""Layers of a source, kept as they are switched: without this, hidden ones would show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    import pikepdf


def carry_layers(source: pikepdf.Pdf, packet: pikepdf.Pdf) -> None:
    """Brings a source's layers into the packet, switched as they are (ISO 32000-1 §8.11.4).

    Switching by itself (/AS) does not come along, and the setting has a name: ISO 14289-1 §7.10 wants it so.
    """
    layers = source.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary) or not isinstance(layers.get("/OCGs"), Array):
        return
    copied = packet.copy_foreign(source.make_indirect(layers))
    groups = _groups(copied.OCGs)
    if "/OCProperties" not in packet.Root:
        setting = Dictionary(Name=String("標準"), OFF=Array(), Order=Array())
        packet.Root.OCProperties = Dictionary(OCGs=Array(), D=setting)
    held = packet.Root.OCProperties
    held.OCGs.extend(groups)
    held.D.Order.extend(groups)
    chosen = copied.get("/D")
    if isinstance(chosen, Dictionary):
        off = _groups(chosen.get("/OFF"))
        if chosen.get("/BaseState") == Name.OFF:
            on = {group.objgen for group in _groups(chosen.get("/ON"))}
            off = [group for group in groups if group.objgen not in on]
        held.D.OFF.extend(off)


def _groups(listed: Any) -> list[Any]:
    found = [group for group in listed if isinstance(group, Dictionary)] if isinstance(listed, Array) else []
    return list({group.objgen: group for group in found}.values())
