"""Matplotlib's backend inside a cell: figures become display_data on show() and at the end of the cell, then are closed."""

import base64
import io
import struct
import sys
from typing import Any

import numpy as np
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.image import imsave

from cellhive_runner import cell, channel

SIZE = struct.Struct("!16xII")  # where a PNG has its width and height


class FigureManager(FigureManagerBase):
    """Shows all open figures at once, whichever asked."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """plt.show(): nothing to wait for."""
        publish_open()


class FigureCanvas(FigureCanvasAgg):
    """Draws into memory."""

    manager_class = FigureManager


def publish_open() -> None:
    """Publishes and closes every open figure, in the order they were made, within the cell's limits."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        pyplot.close(figure)
        _publish(figure)


def _publish(figure: Any) -> None:
    drawn = _drawn(figure)
    if drawn:
        png, metadata = drawn
        channel.publish("display_data", {"data": {"image/png": png, "text/plain": repr(figure)}, "metadata": metadata})


def shown(figure: Any) -> tuple[str, dict[str, Any]] | None:
    """A figure that is a cell's last value or is given to display(): its PNG in base64 and the metadata of that; None when it cannot be shown.

    It is closed, so that it does not come a second time at the cell's end.
    """
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)
    drawn = _drawn(figure)
    return drawn and (drawn[0], {**drawn[1]["image/png"], "alt": drawn[1]["alt"]})


def _drawn(figure: Any) -> tuple[str, dict[str, Any]] | None:
    """Its PNG in base64 and the metadata of an output; None, and a word to the user, when a limit is in the way."""
    limits, sent = cell.STATE.limits, cell.STATE.figures
    width, height = (int(side * figure.dpi) for side in figure.get_size_inches())
    if sent >= limits["figures"]:
        cell.STATE.figures_dropped += 1
        return None
    if width * height > limits["figurePixels"]:
        print(f"A figure of {width} x {height} pixels is too large to show.", file=sys.stderr)
        return None
    png = _png(figure, limits["figurePixels"])
    if len(png) > limits["figureBytes"]:
        print("A figure is too large to show.", file=sys.stderr)
        return None
    cell.STATE.figures += 1
    width, height = SIZE.unpack_from(png)
    return base64.b64encode(png).decode(), {"image/png": {"width": width, "height": height}, "alt": _alt(figure)}


def _png(figure: Any, pixels: int) -> bytes:
    """Drawn once; and once more with room around it, as Jupyter does always, when something touches the edge, as a label does that is cut off."""
    canvas, png = FigureCanvasAgg(figure), io.BytesIO()
    canvas.draw()
    image = np.asarray(canvas.buffer_rgba())
    if not all((edge == image[0, 0]).all() for edge in (image[0], image[-1], image[:, 0], image[:, -1])):
        needed = figure.get_tightbbox(canvas.get_renderer())
        if needed.width * needed.height * figure.dpi**2 <= pixels:
            canvas.print_figure(png, format="png", dpi=figure.dpi, bbox_inches="tight")
            return png.getvalue()
    imsave(png, image, format="png", dpi=figure.dpi)
    return png.getvalue()


def _alt(figure: Any) -> str:
    """What the figure says of itself, for those who cannot see it."""
    parts = []
    for axes in figure.axes:
        words = [axes.get_title(), axes.get_xlabel() and f"x: {axes.get_xlabel()}", axes.get_ylabel() and f"y: {axes.get_ylabel()}"]
        parts.append(", ".join(word for word in words if word))
    return "; ".join(part for part in parts if part) or "Figure without a title"
