"""The picture under every map and the zones on it: made when first asked for, then kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from detente.agreements.model import Agreement, Zone
from detente.geography.borders import BorderSet, pair_of
from detente.geography.picture import Picture
from detente.geography.reader import read_picture
from detente.geography.zones import build_band
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Text
from detente.web.map import MapZone, build_zone


class Atlas:
    """Maps of one node: its agreements' zones on its border lines."""

    def __init__(self, agreements: Mapping[AgreementId, Agreement], borders: BorderSet) -> None:
        self._agreements = agreements
        self._borders = borders

    @cached_property
    def picture(self) -> Picture:
        """Eurasia."""
        return read_picture()

    @cached_property
    def zones(self) -> tuple[MapZone, ...]:
        """Every zone whose depth and lines are known."""
        return tuple(self._drawn())

    def _drawn(self) -> Iterator[MapZone]:
        for agreement in self._agreements.values():
            for zone in agreement.zones.values():
                depth_km = zone.depth_km.versions[-1].value
                if depth_km is not None:
                    yield from self._draw(agreement, zone, depth_km)

    def _draw(self, agreement: Agreement, zone: Zone, depth_km: int) -> Iterator[MapZone]:
        known = [pair for pair in zone.lines if pair_of(*pair) in self._borders.lines]
        if known:
            band = build_band(self._borders, known, depth_km)
            yield build_zone(
                self.picture, band, _TITLE.fill(zone=zone.title, agreement=agreement.short_title)
            )


_TITLE = Text("{zone} ({agreement})", "{zone} ({agreement})", "{zone}（{agreement}）")
