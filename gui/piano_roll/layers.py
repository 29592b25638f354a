"""Painted once, shown often: a pixmap that is painted anew only when what it shows changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget


class Layer:
    """An opaque picture as large as a widget, in the device's own pixels."""

    def __init__(self, widget: QWidget, paint: Callable[[QPainter], None]) -> None:
        """paint: paints all of it, in logical pixels."""
        self._widget = widget
        self._paint = paint
        self._pixmap = QPixmap()
        self._is_stale = True

    def expire(self) -> None:
        """What it shows has changed."""
        self._is_stale = True

    def pixmap(self) -> QPixmap:
        """The picture, up to date."""
        ratio = self._widget.devicePixelRatioF()
        size = (self._widget.size().toSizeF() * ratio).toSize()
        if self._pixmap.size() != size or self._pixmap.devicePixelRatio() != ratio:
            self._pixmap = QPixmap(size)
            self._pixmap.setDevicePixelRatio(ratio)
            self._is_stale = True
        if self._is_stale and not self._pixmap.isNull():
            self._is_stale = False
            painter = QPainter(self._pixmap)
            try:
                self._paint(painter)
            finally:
                painter.end()
        return self._pixmap
